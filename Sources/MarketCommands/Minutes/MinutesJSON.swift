package import Documents
import MarketAnalysis
import MarketBoard
import MarketMeeting
package import MarketModel

/// `market minutes --format json`. The names and their order are what other programs rely on; a
/// change needs a new schema number.
extension JSONWriter {
  mutating func write(_ minutes: Minutes) {
    object { json in
      json.member("schema", 1)
      json.member("market", minutes.record.day.description)
      json.member("facilitator", minutes.record.opener.rawValue)
      json.key("facilitators")
      json.array { json in for each in minutes.record.facilitators { json.write(each) } }
      json.member("opened", minutes.record.openedAt.iso8601)
      json.member("closed", minutes.record.closedAt?.iso8601)
      json.member("planned_s", minutes.record.plan.duration)
      json.key("phases")
      json.array { json in for time in minutes.times { json.write(time) } }
      json.key("pauses")
      json.array { json in for pause in minutes.record.pauses { json.write(pause) } }
      json.member("night", minutes.night?.night.description)
      json.key("promises")
      json.array { json in for promise in minutes.promises { json.write(promise) } }
      json.member("triaged", minutes.triaged.map(ProblemSummary.init))
      json.member("reviewed", minutes.reviewed.map(ProblemSummary.init))
      json.member("carried_over", minutes.carriedOver.map(ProblemSummary.init))
      json.member("parked", minutes.parked)
      json.key("adopted_rules")
      json.array { json in for rule in minutes.adoptedRules { json.write(rule) } }
    }
  }

  private mutating func write(_ facilitation: MarketRecord.Facilitation) {
    object { json in
      json.member("name", facilitation.person.rawValue)
      json.member("from", facilitation.from.iso8601)
    }
  }

  private mutating func write(_ time: Minutes.PhaseTime) {
    object { json in
      json.member("phase", time.phase.rawValue)
      json.member("planned_s", time.budget)
      json.member("spent_s", time.spent)
    }
  }

  private mutating func write(_ pause: MarketRecord.Pause) {
    object { json in
      json.member("from", pause.from.iso8601)
      json.member("to", pause.to?.iso8601)
    }
  }

  private mutating func write(_ promise: Minutes.Promise) {
    object { json in
      json.member("problem", promise.problem.id.description)
      json.member("title", promise.problem.title)
      json.member("owner", promise.owner?.rawValue)
      json.member("next_step", promise.step)
      json.member("due", promise.due?.description)
    }
  }

  private mutating func write(_ rule: Minutes.AdoptedRule) {
    object { json in
      json.member("cookbook", rule.cookbook)
      json.member("owner", rule.owner.rawValue)
    }
  }
}

/// A problem in a list where the rest is known elsewhere.
private struct ProblemSummary: JSONWritable {
  let problem: Problem

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", problem.id.description)
      json.member("title", problem.title)
      json.member("status", problem.status.rawValue)
      json.member("category", problem.category?.rawValue)
      json.member("category_words", problem.category.map { english.words(for: $0) })
      json.member("severity", problem.severity?.rawValue)
      json.member("owner", problem.owner?.rawValue)
      json.member("verdict", problem.verdict?.rawValue)
    }
  }
}

extension ParkedTopic: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("id", id.description)
      json.member("topic", topic)
      json.member("problem", problem?.description)
      json.member("people", people.map(\.rawValue))
      json.member("market", market?.description)
      json.member("at", at.iso8601)
    }
  }
}
