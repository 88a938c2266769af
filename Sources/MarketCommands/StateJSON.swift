import Documents
import MarketModel

extension JSONWriter {
  /// Everything a book amounts to, in an order that depends on nothing but the decisions.
  mutating func state(of book: MarketBook) {
    object { json in
      json.member("schema", 1)
      json.member("entries", book.entries.map(\.id.description))
      json.member("undone", book.undone.map(\.description).sorted())
      json.standing(of: book)
    }
  }

  /// What it amounts to, whichever way it came about: what undoing all, and redoing all, restores.
  mutating func standing(of book: MarketBook) {
    list("problems", book.problems.values.sorted { $0.id < $1.id }) { $0.state(of: $1) }
    list("markets", book.markets.values.sorted { $0.day < $1.day }) { $0.state(of: $1) }
    list("parked", book.parked) { json, topic in
      json.member("id", topic.id.description)
      json.member("topic", topic.topic)
      json.member("problem", topic.problem?.description)
      json.member("people", topic.people.map(\.rawValue))
    }
    list("owner_rules", book.ownerRules.sorted { $0.key < $1.key }) { json, rule in
      json.member("cookbook", rule.key)
      json.member("owner", rule.value.rawValue)
    }
    list("aliases", book.aliases.sorted { $0.key < $1.key }) { json, alias in
      json.member("id", alias.key.description)
      json.member("stands_for", alias.value.description)
    }
    list("always", book.placeRules.sorted { $0.key < $1.key }) { json, rule in
      json.member("place", rule.key.description)
      json.member("problem", rule.value.problem.description)
      json.member("by", rule.value.by.rawValue)
    }
    list("never", book.separations) { json, said in
      json.member("problem", said.problem.description)
      json.member("other", said.other.description)
      json.member("by", said.by.rawValue)
    }
    list("unknown_kinds", book.unknownKinds.sorted { $0.key < $1.key }) { json, kind in
      json.member("kind", kind.key)
      json.member("count", kind.value)
    }
  }

  mutating func list<Value>(
    _ name: String, _ values: [Value], _ members: (inout JSONWriter, Value) -> Void
  ) {
    key(name)
    array { json in for value in values { json.object { members(&$0, value) } } }
  }

  private mutating func state(of problem: Problem) {
    member("id", problem.id.description)
    member("kind", problem.kind.rawValue)
    member("title", problem.title)
    member("first_night", problem.firstNight.description)
    member("fingerprints", problem.fingerprints.map(\.description))
    member("status", problem.status.rawValue)
    member("category", problem.category?.rawValue)
    member("obstacle", problem.obstacle?.rawValue)
    member("severity", problem.severity?.rawValue)
    member("owner", problem.owner?.rawValue)
    member("nobody_until", problem.nobodyUntil?.description)
    member("step", problem.step)
    member("due", problem.due?.description)
    member("cause", problem.cause)
    member("countermeasure", problem.countermeasure?.text)
    member("countermeasure_on", problem.countermeasure?.day.description)
    member("notes", problem.notes)
    member("verdict", problem.verdict?.rawValue)
    member("wake", problem.wake?.text)
    member("closing_reason", problem.closingReason)
    member("merged_into", problem.mergedInto?.description)
    member("returns", problem.returns.map(\.night.description))
  }

  private mutating func state(of market: MarketRecord) {
    member("day", market.day.description)
    member("facilitator", market.opener.rawValue)
    if market.facilitators.count > 1 {
      list("facilitators", market.facilitators) { json, facilitation in
        json.member("name", facilitation.person.rawValue)
        json.member("from", facilitation.from.iso8601)
      }
    }
    member("opened", market.openedAt.iso8601)
    member("closed", market.closedAt?.iso8601)
    member("budgets_s", market.plan.budgets)
    list("phases", market.phases) { json, start in
      json.member("phase", start.phase.rawValue)
      json.member("at", start.at.iso8601)
    }
    list("pauses", market.pauses) { json, pause in
      json.member("from", pause.from.iso8601)
      json.member("to", pause.to?.iso8601)
    }
  }
}

extension Wake {
  fileprivate var text: String {
    switch self {
    case .on(let day): day.description
    case .above(let nodes): "above \(nodes) nodes"
    case .newEnvironment(let known): "beyond \(known.joined(separator: ", "))"
    }
  }
}
