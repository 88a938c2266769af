package import MarketAnalysis
package import MarketMeeting
package import MarketModel
package import TextCanvas

extension Meeting {
  /// The words of the language that this terminal speaks.
  package var words: any Phrasebook {
    look.language.phrasebook
  }
}

extension Language {
  package var phrasebook: any Phrasebook {
    switch self {
    case .english: English()
    case .german: German()
    case .japanese: Japanese()
    }
  }
}

extension Look {
  /// As it is in a language.
  package init(_ language: Language) {
    let words = language.phrasebook
    self.init(
      language: language,
      steps: Dictionary(
        uniqueKeysWithValues: SuggestedStep.allCases.map { ($0, words.words(for: $0)) }))
  }
}

/// What is the same in every language: names, marks, and what has no words.
extension Phrasebook {
  /// What people call a problem: `#12`, or `#12.ana-3f9c1e` where two clones gave one number.
  package func name(of id: ProblemID, in book: MarketBook) -> String {
    book.problems(numbered: id.number).count > 1 ? "#\(id)" : "#\(id.number)"
  }

  /// As many digits of a fingerprint as tell it from the others of a problem: `9dfd21`.
  package func shortened(_ fingerprint: Fingerprint) -> String {
    String(fingerprint.description.prefix(6))
  }

  /// **Seconds** as `6:40`.
  package func duration(_ seconds: Int) -> String {
    let sign = seconds < 0 ? "-" : ""
    let (minutes, rest) = abs(seconds).quotientAndRemainder(dividingBy: 60)
    return "\(sign)\(minutes):\(rest < 10 ? "0" : "")\(rest)"
  }

  /// `09:07`, UTC like every time here.
  package func timeOfDay(_ moment: Instant) -> Substring { moment.clockTime.prefix(5) }

  /// `failure · chef`.
  package func source(of problem: Problem, in meeting: Meeting) -> String {
    let tool = meeting.evidence(for: problem).signals.first?.tool.rawValue
    return [words(for: problem.kind), tool, name(of: problem.id, in: meeting.book)].compactMap {
      $0
    }
    .joined(separator: " · ")
  }

  /// One line for all that is wrong with a store; `nil` when nothing is. It has to fit into 77 columns:
  /// 80 without the board's margins.
  package func line(for remarks: StoreRemarks, in book: MarketBook) -> String? {
    let flaws = StoreFlaw.all(in: remarks, book)
    guard let first = flaws.first else { return nil }
    guard flaws.count > 1 else {
      return "\(sentence(for: first)) · \(words(for: first.remedy))"
    }
    let isSame = flaws.allSatisfy { $0.remedy == first.remedy }
    return leftOut(flaws.prefix(2).map(words(for:)), andMore: flaws.count > 2) + " · "
      + words(for: isSame ? first.remedy : .check)
  }

  package func line(forStoreOf meeting: Meeting) -> String? {
    line(for: meeting.remarks, in: meeting.book)
  }

  /// What happened, as a line of a problem's history. Where the file is not its author's, it says whose:
  /// `ana (file of unix user bo) closed it: fixed`.
  package func sentence(
    for entry: LedgerEntry, in book: MarketBook, _ remarks: StoreRemarks
  ) -> String {
    let name = entry.by.person.rawValue
    let text = sentence(for: entry.event, by: entry.by.person, in: book)
    guard let account = remarks.accounts[entry.by] else { return text }
    let rest = text.dropFirst(name.count)
    // A sentence that begins without its author may begin with the letters of the name.
    let isNamed = text.hasPrefix(name) && !(rest.first.map { $0.isASCII && $0 != " " } ?? false)
    return isNamed ? name + file(of: account) + rest : text + file(of: account)
  }

  /// A reason as it was recorded: one that every team has is told in the language.
  package func words(forReason recorded: String) -> String {
    Dismissal(rawValue: recorded).map(words(for:))
      ?? Closing(rawValue: recorded).map(words(for:)) ?? recorded
  }

  package func ink(for notice: Notice) -> Ink {
    switch notice {
    case .saved, .undone, .redone, .undoneStep, .redoneStep, .chairIsOurs: .good
    case .changedElsewhere, .dropped: .dim
    case .held, .clashed, .numbersGivenTwice, .refused, .timeIsUp, .overtaken: .warning
    case .notSaved: .alarm
    }
  }

  /// What is so all morning is not shouted.
  package func chairInk(of meeting: Meeting) -> Ink {
    if meeting.isOver { return .dim }
    let isUsual = meeting.chair != nil && meeting.role != .follower(wasFacilitator: true)
    return isUsual && !meeting.isStraying ? .dim : .warning
  }

  package func ink(for proof: Proof) -> Ink {
    switch proof {
    case .waiting: .dim
    case .holding: .good
    case .broken: .alarm
    }
  }
}

// MARK: What several languages need

extension Phrasebook {
  /// `1,204`, with whatever stands between the thousands.
  func grouped(_ number: Int, by separator: Character) -> String {
    var digits = String(number.magnitude)
    var end = digits.endIndex
    while let place = digits.index(end, offsetBy: -3, limitedBy: digits.startIndex),
      place > digits.startIndex
    {
      digits.insert(separator, at: place)
      end = place
    }
    return (number < 0 ? "-" : "") + digits
  }

  /// With a capital, unless it begins with a name: `web-01 grew` stays so.
  func withCapital(_ text: String) -> String {
    let word = text.prefix { $0 != " " }
    guard !word.contains(where: { !$0.isLetter && $0 != "," }) else { return text }
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  /// Between which shares a rate lies, in **percent**.
  func percents(_ rate: Rate) -> (low: Int, high: Int) {
    let interval = rate.interval
    return (
      Int((interval.lowerBound * 100).rounded()), Int((interval.upperBound * 100).rounded())
    )
  }

  /// How the owner finds it, or, where nothing was said, where it stands.
  func words(for verdict: ReviewVerdict?, or status: ProblemStatus) -> String {
    verdict.map(words(for:)) ?? words(for: status)
  }

  func topic(_ id: EntryID, in book: MarketBook) -> String {
    guard case .parked(let topic, _, _, _) = book.entry(id)?.event
    else { return id.description }
    return topic
  }

  /// Who clashed, by name, and by hand where both are one person's.
  func names(of clash: Clash) -> (String, String) {
    let (first, second) = (clash.first.by, clash.second.by)
    return first.person == second.person
      ? (first.rawValue, second.rawValue) : (first.person.rawValue, second.person.rawValue)
  }
}

extension Meeting {
  /// **Seconds** until the market ends by itself.
  var secondsLeft: Int { Int(record.remaining(at: now).rounded(.up)) }

  var showsNoMarketGoingOn: Bool { isOver || now.day > day && chair == nil }

  /// Whether the open question is about what somebody has just decided.
  func isAsking(about entries: [LedgerEntry]) -> Bool {
    guard let asked = prompt?.draft.problem else { return false }
    return entries.contains { $0.event.problem == asked }
  }
}

extension Problem {
  /// **Nights** for which it had been away before it came back the last time.
  var nightsHeld: Int {
    guard let last = returns.last, let since = countermeasure?.day ?? last.restingSince else {
      return 0
    }
    return max(0, last.night.daysSince1970 - since.daysSince1970 - 1)
  }
}
