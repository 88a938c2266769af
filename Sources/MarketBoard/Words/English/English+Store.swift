package import MarketModel

/// What is said of a store beside what was decided in it: what of it can't be shown, and what to do.
extension English {
  package func sentence(for flaw: StoreFlaw) -> String {
    switch flaw {
    case .damagedLines(let lines, let people):
      "\(count(lines, "line")) of \(ledger(of: people)) "
        + "\(lines == 1 ? "is" : "are") damaged and left out"
    case .missingDecisions(let missing, let people):
      "\(count(missing, .decision)) of \(ledger(of: people)) "
        + "\(missing == 1 ? "is" : "are") missing"
    case .doubledDecisions(let doubled, let people):
      "\(count(doubled, "number")) of \(ledger(of: people)) "
        + "\(doubled == 1 ? "stands" : "stand") for two decisions"
    case .damagedDigests(let digests):
      "\(count(digests, "digest")) of nights \(digests == 1 ? "is" : "are") damaged and left out"
    case .strangeFiles(let files):
      "\(count(files, "file")) in the store can't be read and \(files == 1 ? "is" : "are") left out"
    case .newerDecisions(let decisions):
      "\(count(decisions, .decision)) \(decisions == 1 ? "is" : "are") of a newer "
        + "version of market and not shown"
    case .badSettings(let count):
      count == 1
        ? "1 setting of market.yml does not hold"
        : "\(grouped(count)) settings of market.yml do not hold"
    case .newerDigests(let digests):
      "\(count(digests, "digest")) \(digests == 1 ? "is" : "are") of a newer version "
        + "of market and half read"
    case .cutOff(let step, let kind):
      "\(step.by.person.rawValue)’s last \(words(for: kind)) was cut off "
        + "(\(extent(of: step))): none of it counts"
    }
  }

  package func words(for flaw: StoreFlaw) -> String {
    switch flaw {
    case .damagedLines(let lines, _): count(lines, "damaged line")
    case .missingDecisions(let missing, _): count(missing, "missing decision")
    case .doubledDecisions(let doubled, _): count(doubled, "doubled decision")
    case .damagedDigests(let digests): count(digests, "damaged digest")
    case .strangeFiles(let files): count(files, "strange file")
    case .newerDecisions(let decisions): count(decisions, "newer decision")
    case .badSettings(let settings): count(settings, "bad setting")
    case .newerDigests(let digests): count(digests, "newer digest")
    case .cutOff: "1 step that was cut off"
    }
  }

  package func leftOut(_ flaws: [String], andMore: Bool) -> String {
    "left out: \(flaws.joined(separator: ", "))\(andMore ? " and more" : "")"
  }

  package func words(for remedy: StoreFlaw.Remedy) -> String {
    switch remedy {
    case .check: "market check"
    case .repair: "market check --repair"
    case .update: "update market"
    case .again: "do it again"
    }
  }

  package func file(of account: String) -> String { " (file of unix user \(account))" }

  /// `ana’s undo of Mon 16 Nov, 09:12 was cut off (2 of 7 lines are there): none of it counts`.
  package func sentence(for step: CutOffStep, in book: MarketBook) -> String {
    let moment = step.entries.first.map { "\(day($0.at.day)), \(timeOfDay($0.at))" } ?? ""
    return "\(step.by.person.rawValue)’s \(words(for: book.kind(of: step))) of \(moment) "
      + "was cut off (\(extent(of: step))): none of it counts"
  }

  private func words(for kind: CutOffStep.Kind) -> String { "\(kind)" }

  private func extent(of step: CutOffStep) -> String {
    "\(grouped(step.entries.count)) of \(count(step.lines.count, "line"))"
  }

  private func ledger(of people: [Person]) -> String {
    people.count == 1 ? "\(people[0].rawValue)’s ledger" : "\(grouped(people.count)) ledgers"
  }
}
