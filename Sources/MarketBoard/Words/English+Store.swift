import MarketMeeting
package import MarketModel

/// What is said of a store beside what was decided in it: what of it can't be shown, and what to do.
extension English {
  /// One line for all of it; `nil` when nothing is wrong. It has to fit into 77 columns: 80 without the
  /// board's margins.
  package func line(for remarks: StoreRemarks, in book: MarketBook) -> String? {
    let flaws = flaws(in: remarks) + newer(in: remarks, book) + cutOff(in: book)
    guard let first = flaws.first else { return nil }
    guard flaws.count > 1 else { return "\(first.sentence) · \(first.remedy)" }
    let named = flaws.prefix(2).map(\.words).joined(separator: ", ")
    let isSame = flaws.allSatisfy { $0.remedy == first.remedy }
    return "left out: \(named)\(flaws.count > 2 ? " and more" : "") · "
      + (isSame ? first.remedy : "market check")
  }

  /// One of several things that are wrong: alone as a sentence, and in few words beside others.
  private struct Flaw {
    let sentence: String
    let words: String
    let remedy: String
  }

  private var repair: String { "market check --repair" }
  private var update: String { "update market" }

  private func flaws(in remarks: StoreRemarks) -> [Flaw] {
    var flaws: [Flaw] = []
    func add(_ count: Int, _ remedy: String, words: String, _ sentence: String) {
      guard count > 0 else { return }
      flaws.append(Flaw(sentence: sentence, words: words, remedy: remedy))
    }
    let lines = remarks.damagedLines.total
    add(
      lines, repair, words: count(lines, "damaged line"),
      "\(count(lines, "line")) of \(ledger(of: remarks.damagedLines)) "
        + "\(lines == 1 ? "is" : "are") damaged and left out")
    let missing = remarks.missingDecisions.total
    add(
      missing, "market check", words: count(missing, "missing decision"),
      "\(count(missing, "decision")) of \(ledger(of: remarks.missingDecisions)) "
        + "\(missing == 1 ? "is" : "are") missing")
    let doubled = remarks.doubledDecisions.total
    add(
      doubled, "market check", words: count(doubled, "doubled decision"),
      "\(count(doubled, "number")) of \(ledger(of: remarks.doubledDecisions)) "
        + "\(doubled == 1 ? "stands" : "stand") for two decisions")
    let digests = remarks.damagedDigests
    add(
      digests, repair, words: count(digests, "damaged digest"),
      "\(count(digests, "digest")) of nights \(digests == 1 ? "is" : "are") damaged and left out")
    let files = remarks.strangeFiles
    add(
      files, repair, words: count(files, "strange file"),
      "\(count(files, "file")) in the store can't be read and \(files == 1 ? "is" : "are") left out"
    )
    return flaws
  }

  private func newer(in remarks: StoreRemarks, _ book: MarketBook) -> [Flaw] {
    var flaws: [Flaw] = []
    let decisions = book.unknownKinds.values.reduce(0, +)
    if decisions > 0 {
      flaws.append(
        Flaw(
          sentence: "\(count(decisions, "decision")) \(decisions == 1 ? "is" : "are") of a newer "
            + "version of market and not shown",
          words: count(decisions, "newer decision"), remedy: update))
    }
    let digests = remarks.newerDigests
    if digests > 0 {
      flaws.append(
        Flaw(
          sentence: "\(count(digests, "digest")) \(digests == 1 ? "is" : "are") of a newer version "
            + "of market and half read",
          words: count(digests, "newer digest"), remedy: update))
    }
    return flaws
  }

  /// Of several steps the last: whoever took the others has gone on since, or will read of them next.
  private func cutOff(in book: MarketBook) -> [Flaw] {
    book.untoldCutOffSteps.suffix(1).map { step in
      Flaw(
        sentence: "\(step.by.person.rawValue)’s last \(kind(of: step, in: book)) was cut off "
          + "(\(extent(of: step))): none of it counts",
        words: "1 step that was cut off", remedy: "do it again")
    }
  }

  /// `ana’s undo of Mon 16 Nov, 09:12 was cut off (2 of 7 lines are there): none of it counts`.
  package func sentence(for step: CutOffStep, in book: MarketBook) -> String {
    let moment = step.entries.first.map { "\(day($0.at.day)), \(time($0.at))" } ?? ""
    return "\(step.by.person.rawValue)’s \(kind(of: step, in: book)) of \(moment) was cut off "
      + "(\(extent(of: step))): none of it counts"
  }

  private func extent(of step: CutOffStep) -> String {
    "\(grouped(step.entries.count)) of \(count(step.lines.count, "line"))"
  }

  private func kind(of step: CutOffStep, in book: MarketBook) -> String {
    let targets = step.entries.map { entry -> LedgerEntry? in
      if case .undone(let target) = entry.event { book.entry(target) } else { nil }
    }
    guard targets.allSatisfy({ $0 != nil }) else { return "step" }
    return targets.contains { $0?.event.isUndo ?? false } ? "redo" : "undo"
  }

  private func ledger(of counts: [Person: Int]) -> String {
    counts.count == 1
      ? "\(counts.keys.first?.rawValue ?? "")’s ledger" : "\(grouped(counts.count)) ledgers"
  }
}

// MARK: Whose file it stands in

extension English {
  /// What happened, as a line of a problem's history. Where the file is not its author's, it says whose:
  /// `ana (file of unix user bo) closed it: fixed`.
  package func sentence(
    for entry: LedgerEntry, in book: MarketBook, _ remarks: StoreRemarks
  ) -> String {
    let name = entry.by.person.rawValue
    let text = sentence(for: entry.event, by: entry.by.person, in: book)
    guard let account = remarks.accounts[entry.by] else { return text }
    let mark = "(file of unix user \(account))"
    return text.hasPrefix("\(name) ")
      ? "\(name) \(mark)\(text.dropFirst(name.count))" : "\(text) \(mark)"
  }
}

extension [Person: Int] {
  /// What a file claims may be more than a number holds.
  fileprivate var total: Int {
    values.reduce(0) { sum, count in
      let (total, overflow) = sum.addingReportingOverflow(count)
      return overflow ? .max : total
    }
  }
}
