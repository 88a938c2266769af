import Documents
import MarketAnalysis
import MarketBoard
import MarketLedger
import MarketModel

/// A problem as JSON: what `problems`, `mine`, `show` and every deciding verb print with `--json`.
///
/// The names and their order are what other programs rely on; a change needs a new schema number.
struct ProblemJSON {
  let problem: Problem
  let morning: Morning
  /// Whether the reports it stands on and the whole row of nights are wanted too.
  let isWhole: Bool
  /// Whether it is asked why what it holds is one.
  var saysWhyGrouped = false

  func write(to json: inout JSONWriter) {
    let evidence = morning.evidence(for: problem)
    json.object { json in
      json.member("schema", 1)
      json.member(
        "id", morning.isUnnumbered(problem.id) ? morning.name(of: problem.id) : "\(problem.id)")
      json.member("number", morning.isUnnumbered(problem.id) ? nil : problem.id.number)
      json.member("title", problem.title)
      json.member("kind", problem.kind.rawValue)
      json.member("status", problem.status.rawValue)
      json.member("category", problem.category?.rawValue)
      json.member("category_words", problem.category.map { english.words(for: $0) })
      json.member("obstacle", problem.obstacle?.rawValue)
      json.member("severity", problem.severity?.rawValue)
      json.member("owner", problem.owner?.rawValue)
      json.member("nobody_until", problem.nobodyUntil?.description)
      json.member("next_step", problem.step)
      json.member("due", problem.due?.description)
      json.member("cause", problem.cause)
      writeCountermeasure(to: &json, evidence)
      json.member("closing_reason", problem.closingReason)
      json.member("merged_into", problem.mergedInto?.description)
      json.member(
        "first_seen",
        (evidence.nightsSeen.first.map { min($0, problem.firstNight) } ?? problem.firstNight)
          .description)
      json.member("last_seen", (evidence.lastNight ?? problem.firstNight).description)
      json.member("nights", evidence.nightsSeen.map(\.description))
      json.member("nodes", evidence.nodes.map(\.rawValue))
      json.member("environments", evidence.environments)
      json.member("fingerprints", problem.fingerprints.map(\.description))
      writeReturns(to: &json)
      writePriority(to: &json, evidence)
      writeHistory(to: &json)
      if isWhole { json.clashes(morning.recorded.clashes(of: problem.id), morning.book) }
      if isWhole { writeEvidence(to: &json, evidence) }
      if saysWhyGrouped { json.whyGrouped(problem, morning) }
    }
  }

  private func writeCountermeasure(to json: inout JSONWriter, _ evidence: ProblemEvidence) {
    json.key("countermeasure")
    guard let countermeasure = problem.countermeasure, let proof = morning.proof(of: problem) else {
      return json.null()
    }
    json.object { json in
      json.member("text", countermeasure.text)
      json.member("on", countermeasure.day.description)
      json.member("proof", proof.code)
      json.member("nights_held", proof.nightsHeld)
      json.member("nights_needed", morning.settings.nightsToVerify)
    }
  }

  private func writeReturns(to json: inout JSONWriter) {
    json.key("returns")
    json.array { json in
      for back in problem.returns {
        json.object { json in
          json.member("night", back.night.description)
          json.member("from", back.from.rawValue)
          json.member("nights_held", back.nightsHeld)
        }
      }
    }
  }

  private func writePriority(to json: inout JSONWriter, _ evidence: ProblemEvidence) {
    let priority = Priority(of: problem, evidence: evidence, today: morning.today)
    json.key("priority")
    json.object { json in
      json.member("rank", priority.rank)
      json.key("terms")
      json.array { json in
        for term in priority.terms {
          json.object { json in
            json.member("name", term.name)
            json.member("points", term.points)
          }
        }
      }
    }
  }

  private func writeHistory(to json: inout JSONWriter) {
    json.key("history")
    json.array { json in
      for entry in morning.book.history(of: problem.id) {
        let isRecorded = entry.by != .nobody
        json.object { json in
          json.member("id", isRecorded ? entry.id.description : nil)
          json.member("at", entry.at.iso8601)
          json.member("by", isRecorded ? entry.by.person.rawValue : nil)
          json.member("event", entry.event.kind)
          json.member("text", english.sentence(for: entry, in: morning.book, morning.remarks))
          if let account = morning.remarks.accounts[entry.by] { json.member("account", account) }
        }
      }
    }
  }

  private func writeEvidence(to json: inout JSONWriter, _ evidence: ProblemEvidence) {
    json.member("why", evidence.signals.map { english.why($0.why) })
    json.member("suspect", evidence.suspects.map { english.words(for: $0) })
    json.member("details", evidence.details.map { english.words(for: $0) })
    json.member("covers", evidence.signals.flatMap(\.covers).map(\.description))
    json.key("row")
    json.array { json in
      for square in evidence.row {
        json.object { json in
          json.member("night", square.night.description)
          json.member("nodes", square.nodes)
        }
      }
    }
    json.member("evidence", evidence.examples)
    json.member("like", morning.priorArt(of: problem).map(\.id.description))
  }
}

extension Proof {
  /// The word for programs.
  fileprivate var code: String {
    switch self {
    case .waiting: "waiting"
    case .holding: "holding"
    case .broken: "broken"
    }
  }

  fileprivate var nightsHeld: Int {
    if case .holding(let nights) = self { nights } else { 0 }
  }
}

extension Problem.Return {
  /// Nights between the day it was put away and the night it came back.
  var nightsHeld: Int? {
    restingSince.map { max(0, night.daysSince1970 - $0.daysSince1970 - 1) }
  }
}

extension Console {
  /// Problems as one JSON array.
  mutating func list(_ problems: [Problem], _ morning: Morning) {
    var json = JSONWriter()
    json.array { json in
      for problem in problems {
        ProblemJSON(problem: problem, morning: morning, isWhole: false).write(to: &json)
      }
    }
    line(json)
  }
}
