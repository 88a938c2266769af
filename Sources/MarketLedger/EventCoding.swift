import Documents
import MarketModel

// An event on disk: one member, named by the kind of event, with one object of named values.
//
//   {"assigned":{"problem":"12.ana-3f9c1e","owner":"bo","step":"pin the version","due":"2026-11-24"}}
//
// Kinds are the names of MarketEvent's cases in snake_case; values that are not there are left out,
// never null. A name has the same type in all kinds: days are "2026-11-22", problems
// "12.ana-3f9c1e", entries "ana-3f9c1e:17", fingerprints and places 16 hex digits, the enums of the model their
// raw values. "until" is a day, or {"above_nodes":12}, or {"environment_beyond":["production"]}.
// "plan" is {"budgets_s":[120,240,300,180,60]}, in **seconds**.
//
// A kind that is not known here, or one whose values make no sense here, was written by a newer
// version: its bytes are kept as they are. A name that is not known is passed over.

extension MarketEvent {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.key(kind)
      json.object { writeValues(to: &$0) }
    }
  }

  /// The name of the kind on disk.
  package var kind: String {
    switch self {
    case .laidOut: "laid_out"
    case .returned: "returned"
    case .joined: "joined"
    case .judged: "judged"
    case .rated: "rated"
    case .snoozed: "snoozed"
    case .dismissed: "dismissed"
    case .merged: "merged"
    case .parted: "parted"
    case .split: "split"
    case .keptApart: "kept_apart"
    case .boundToPlaces: "bound_to_places"
    case .assigned: "assigned"
    case .leftToNobody: "left_to_nobody"
    case .stepPlanned: "step_planned"
    case .started: "started"
    case .noted: "noted"
    case .causeFound: "cause_found"
    case .countermeasureTaken: "countermeasure_taken"
    case .reviewed: "reviewed"
    case .verified: "verified"
    case .closed: "closed"
    case .reopened: "reopened"
    case .marketOpened: "market_opened"
    case .phaseEntered: "phase_entered"
    case .marketPaused: "market_paused"
    case .marketResumed: "market_resumed"
    case .chairTaken: "chair_taken"
    case .marketClosed: "market_closed"
    case .parked: "parked"
    case .unparked: "unparked"
    case .ruleAdopted: "rule_adopted"
    case .undone: "undone"
    case .unknown(let kind, _): kind
    }
  }

  private func writeValues(to json: inout JSONWriter) {
    if let problem { json.member("problem", problem.description) }
    switch self {
    case .laidOut(_, let kind, let fingerprint, let title, let night):
      json.member("kind", kind.rawValue)
      json.member("fingerprint", fingerprint.description)
      json.member("title", title)
      json.member("night", night.description)
    case .returned(_, let night): json.member("night", night.description)
    case .joined(_, let fingerprint, let place, let night):
      json.member("fingerprint", fingerprint.description)
      json.member("place", place.description)
      json.member("night", night.description)
    case .judged(_, let category, let obstacle, let severity):
      json.member("category", category.rawValue)
      json.present("because", obstacle?.rawValue)
      json.present("severity", severity?.rawValue)
    case .rated(_, let severity): json.member("severity", severity.rawValue)
    case .snoozed(_, let wake):
      json.key("until")
      wake.write(to: &json)
    case .dismissed(_, let reason), .closed(_, let reason), .reopened(_, let reason):
      json.member("reason", reason)
    case .merged(_, let target): json.member("into", target.description)
    case .parted(_, let other), .keptApart(_, let other): json.member("from", other.description)
    case .split(_, let new, let kind, let fingerprints, let title, let night):
      json.member("into", new.description)
      json.member("kind", kind.rawValue)
      json.member("fingerprints", fingerprints.map(\.description))
      json.member("title", title)
      json.member("night", night.description)
    case .boundToPlaces(_, let places): json.member("places", places.map(\.description))
    case .assigned(_, let owner, let step, let due):
      json.member("owner", owner.rawValue)
      json.present("step", step)
      json.present("due", due?.description)
    case .leftToNobody(_, let day): json.member("until", day.description)
    case .stepPlanned(_, let step, let due):
      json.member("step", step)
      json.member("due", due.description)
    case .noted(_, let text), .causeFound(_, let text): json.member("text", text)
    case .countermeasureTaken(_, let text, let day):
      json.member("text", text)
      json.member("on", day.description)
    case .reviewed(_, let verdict): json.member("verdict", verdict.rawValue)
    case .verified(_, let nights): json.member("nights", nights)
    case .marketOpened(let market, let plan):
      json.member("market", market.description)
      json.key("plan")
      json.object { $0.member("budgets_s", plan.budgets) }
    case .phaseEntered(let market, let phase):
      json.member("market", market.description)
      json.member("phase", phase.rawValue)
    case .marketPaused(let market), .marketResumed(let market), .chairTaken(let market),
      .marketClosed(let market):
      json.member("market", market.description)
    case .parked(let topic, _, let people, let market):
      json.member("topic", topic)
      json.member("people", people.map(\.rawValue))
      json.present("market", market?.description)
    case .unparked(let topic): json.member("topic", topic.description)
    case .ruleAdopted(let cookbook, let owner):
      json.member("cookbook", cookbook)
      json.member("owner", owner.rawValue)
    case .undone(let entry): json.member("entry", entry.description)
    case .started, .unknown: break
    }
  }
}

extension Wake {
  fileprivate func write(to json: inout JSONWriter) {
    switch self {
    case .on(let day): json.value(day.description)
    case .above(let nodes): json.object { $0.member("above_nodes", nodes) }
    case .newEnvironment(let known): json.object { $0.member("environment_beyond", known) }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func present(_ name: String, _ text: String?) {
    if let text { member(name, text) }
  }
}
