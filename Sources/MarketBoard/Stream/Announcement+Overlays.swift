import MarketAnalysis
package import MarketMeeting
import MarketModel
import TextCanvas

/// What lies over the board, said once.
extension Announcement {
  package static func overlay(of meeting: Meeting) -> [String] {
    guard let overlay = meeting.overlay else { return [] }
    let words = meeting.words
    let lines =
      switch overlay {
      case .help: help(in: meeting)
      case .evidence: evidence(of: meeting)
      case .history: history(in: meeting)
      case .people: people(in: meeting)
      case .unread: unread(in: meeting)
      case .parked: parked(in: meeting)
      case .matrix: matrix(in: meeting)
      case .effect: effect(in: meeting)
      case .found: found(in: meeting)
      }
    return ["-- \(words.title(of: overlay, in: meeting))"]
      + (lines.isEmpty ? ["   \(words.nothing(in: overlay))"] : lines)
  }

  /// Every key that a line can be, and the name of what it does.
  private static func help(in meeting: Meeting) -> [String] {
    let words = meeting.words
    let bindings = Keymap(of: meeting).bindings(in: meeting)
      .filter { $0.deed != .projector && $0.deed != .mouse }
    let lines = bindings.map { binding in
      let keys = binding.keys.compactMap { spoken($0, in: meeting) } + [binding.deed.rawValue]
      return "  \(keys.joined(separator: " \(words.or) ")): \(words.help(for: binding.deed))"
    }
    return lines + ["  \(TypedLine.time): \(words.helpForTime)"]
  }

  private static func name(_ problem: Problem, in meeting: Meeting) -> String {
    "\(meeting.words.name(of: problem.id, in: meeting.book)) \(problem.title)"
  }

  private static func history(in meeting: Meeting) -> [String] {
    guard let problem = meeting.shownProblem else { return [] }
    let words = meeting.words
    let state = "  \(name(problem, in: meeting)) (\(words.state(of: problem, in: meeting)))"
    return [state]
      + meeting.book.history(of: problem.id).map { entry in
        let text = words.sentence(for: entry, in: meeting.book, meeting.remarks)
        return "  \(words.day(entry.at.day)): \(text)"
      }
  }

  private static func people(in meeting: Meeting) -> [String] {
    let words = meeting.words
    return meeting.book.workloads(of: meeting.people, on: meeting.day).flatMap { load in
      ["  \(load.person.rawValue): \(spoken(words.words(for: load), in: meeting))"]
        + load.problems.map { problem in
          let due = problem.due.map { ", \(words.due($0, on: meeting.day))" } ?? ""
          return "    \(name(problem, in: meeting))\(due)"
        }
    }
  }

  private static func unread(in meeting: Meeting) -> [String] {
    (meeting.tonight?.coverage.unread ?? []).map { unread in
      "  \(meeting.words.place(of: unread)): \(unread.reason)"
    }
  }

  private static func parked(in meeting: Meeting) -> [String] {
    let words = meeting.words
    return meeting.book.parked.map { parked in
      let day = words.day(parked.market ?? parked.at.day)
      let problem = parked.problem.map { ", \(words.name(of: $0, in: meeting.book))" } ?? ""
      return "  \(day): \(words.parked(parked))\(problem)"
    }
  }

  /// **Nights** that the ear can follow.
  private static let nightsToHear = 8

  private static func matrix(in meeting: Meeting) -> [String] {
    let words = meeting.words
    let nights = meeting.nights.suffix(nightsToHear).reversed().map { words.shortDay($0.night) }
    let rows = meeting.overlayItems.compactMap(meeting.book.problem).map { problem in
      let cells = MatrixView.cells(of: problem, in: meeting, nights: nightsToHear).reversed()
      let numbers = cells.map { $0.map(words.grouped) ?? words.notHeard }
      let done = problem.countermeasure.map {
        "; \(words.label(.done)) \(words.shortDay($0.day))"
      }
      return "  \(name(problem, in: meeting)): \(words.list(numbers))\(done ?? "")"
    }
    return rows.isEmpty ? [] : ["  \(words.nodesByNight(nights))"] + rows
  }

  private static func effect(in meeting: Meeting) -> [String] {
    let words = meeting.words
    return meeting.overlayItems.compactMap(meeting.book.problem).compactMap { problem in
      guard let done = problem.countermeasure else { return nil }
      let parts = [
        problem.owner?.rawValue, "\(words.day(done.day)): \(done.text)",
        meeting.proof(of: problem).map {
          words.words(for: $0, needed: meeting.settings.nightsToVerify)
        },
      ]
      return "  \(name(problem, in: meeting)); "
        + parts.compactMap(\.self).joined(separator: "; ")
    }
  }

  private static func found(in meeting: Meeting) -> [String] {
    let words = meeting.words
    return meeting.overlayItems.compactMap(meeting.book.problem).map { problem in
      let last = meeting.evidence(for: problem).lastNight
      let parts = [
        words.state(of: problem, in: meeting), problem.owner?.rawValue,
        last.map { "\(words.label(.lastSeen)) \(words.day($0))" },
      ]
      return "  \(name(problem, in: meeting)) (\(words.list(parts.compactMap(\.self))))"
    }
  }
}
