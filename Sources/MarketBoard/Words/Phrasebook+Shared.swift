package import MarketAnalysis
package import MarketMeeting
package import MarketModel
package import TextCanvas

extension Meeting {
  /// The words of the language that this terminal speaks.
  package var words: any Phrasebook {
    switch look.language {
    case .english, .german, .japanese: English()
    }
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
  package func time(_ moment: Instant) -> Substring { moment.clockTime.prefix(5) }

  /// `failure · chef`.
  package func source(of problem: Problem, in meeting: Meeting) -> String {
    let tool = meeting.evidence(for: problem).signals.first?.tool.rawValue
    return [words(for: problem.kind), tool, name(of: problem.id, in: meeting.book)].compactMap {
      $0
    }
    .joined(separator: " · ")
  }

  /// The answer whose words begin like this.
  package func index(of word: String, in answers: [Answer], _ meeting: Meeting) -> Int? {
    answers.firstIndex { words(for: $0, in: meeting).0.lowercased().hasPrefix(word.lowercased()) }
  }

  package func line(forStoreOf meeting: Meeting) -> String? {
    line(for: meeting.remarks, in: meeting.book)
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
