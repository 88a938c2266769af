import Documents
import MarketModel

extension MarketEvent {
  /// The event of a kind, from its values; `nil` when the kind or a value it needs is not known.
  init?(kind: String, _ values: EventValues) {
    if let event = MarketEvent.aboutProblem(kind, values) ?? .aboutMarket(kind, values) {
      self = event
    } else {
      return nil
    }
  }

  private static func aboutProblem(_ kind: String, _ values: EventValues) -> MarketEvent? {
    guard let problem = values.problem else { return nil }
    switch kind {
    case "laid_out":
      guard let kind = values.kind, let fingerprint = values.fingerprint, let title = values.title,
        let night = values.night
      else { return nil }
      return .laidOut(
        problem: problem, kind: kind, fingerprint: fingerprint, title: title, night: night)
    case "returned": return values.night.map { .returned(problem: problem, night: $0) }
    case "judged":
      return values.category.map {
        .judged(
          problem: problem, category: $0, because: values.because, severity: values.severity)
      }
    case "rated": return values.severity.map { .rated(problem: problem, severity: $0) }
    case "snoozed": return values.until.map { .snoozed(problem: problem, until: $0) }
    case "dismissed": return values.reason.map { .dismissed(problem: problem, reason: $0) }
    case "merged": return values.into.map { .merged(problem: problem, into: $0) }
    case "joined", "parted", "split", "kept_apart", "bound_to_places":
      return aboutGrouping(kind, problem, values)
    case "assigned":
      return values.owner.map {
        .assigned(problem: problem, owner: $0, step: values.step, due: values.due)
      }
    case "left_to_nobody":
      guard case .on(let day) = values.until else { return nil }
      return .leftToNobody(problem: problem, until: day)
    case "step_planned":
      guard let step = values.step, let due = values.due else { return nil }
      return .stepPlanned(problem: problem, step: step, due: due)
    case "started": return .started(problem: problem)
    case "noted": return values.text.map { .noted(problem: problem, text: $0) }
    case "cause_found": return values.text.map { .causeFound(problem: problem, text: $0) }
    case "countermeasure_taken":
      guard let text = values.text, let day = values.on else { return nil }
      return .countermeasureTaken(problem: problem, text: text, on: day)
    case "reviewed": return values.verdict.map { .reviewed(problem: problem, verdict: $0) }
    case "verified": return values.nights.map { .verified(problem: problem, nights: $0) }
    case "closed": return values.reason.map { .closed(problem: problem, reason: $0) }
    case "reopened": return values.reason.map { .reopened(problem: problem, reason: $0) }
    default: return nil
    }
  }

  private static func aboutGrouping(
    _ kind: String, _ problem: ProblemID, _ values: EventValues
  ) -> MarketEvent? {
    switch kind {
    case "joined":
      guard let fingerprint = values.fingerprint, let place = values.place,
        let night = values.night
      else { return nil }
      return .joined(problem: problem, fingerprint: fingerprint, place: place, night: night)
    case "parted": return values.from.map { .parted(problem: problem, from: $0) }
    case "split":
      guard let new = values.into, let kind = values.kind, let title = values.title,
        let fingerprints = values.fingerprints, let night = values.night
      else { return nil }
      return .split(
        problem: problem, into: new, kind: kind, fingerprints: fingerprints, title: title,
        night: night)
    case "kept_apart": return values.from.map { .keptApart(problem: problem, from: $0) }
    case "bound_to_places":
      return values.places.map { .boundToPlaces(problem: problem, places: $0) }
    default: return nil
    }
  }

  private static func aboutMarket(_ kind: String, _ values: EventValues) -> MarketEvent? {
    switch kind {
    case "market_opened":
      guard let market = values.market, let plan = values.plan else { return nil }
      return .marketOpened(market: market, plan: plan)
    case "phase_entered":
      guard let market = values.market, let phase = values.phase else { return nil }
      return .phaseEntered(market: market, phase: phase)
    case "market_paused": return values.market.map { .marketPaused(market: $0) }
    case "market_resumed": return values.market.map { .marketResumed(market: $0) }
    case "chair_taken": return values.market.map { .chairTaken(market: $0) }
    case "market_closed": return values.market.map { .marketClosed(market: $0) }
    case "parked":
      guard let topic = values.topic, let people = values.people else { return nil }
      return .parked(topic: topic, problem: values.problem, people: people, market: values.market)
    case "unparked": return values.topic.flatMap(EntryID.init).map { .unparked(topic: $0) }
    case "rule_adopted":
      guard let cookbook = values.cookbook, let owner = values.owner else { return nil }
      return .ruleAdopted(cookbook: cookbook, owner: owner)
    case "undone": return values.entry.map { .undone(entry: $0) }
    default: return nil
    }
  }
}

/// Every value that an event on disk can have. One pass fills what is there, without a tree.
struct EventValues {
  var problem: ProblemID?
  var kind: SignalKind?
  var fingerprint: Fingerprint?
  var title: String?
  var night: Day?
  var category: Category?
  var because: Obstacle?
  var severity: Severity?
  var until: Wake?
  var reason: String?
  var into: ProblemID?
  var from: ProblemID?
  var fingerprints: [Fingerprint]?
  var place: Fingerprint?
  var places: [Fingerprint]?
  var owner: Person?
  var step: String?
  var due: Day?
  var text: String?
  var on: Day?
  var verdict: ReviewVerdict?
  var nights: Int?
  var market: Day?
  var plan: MarketPlan?
  var phase: Phase?
  var topic: String?
  var people: [Person]?
  var cookbook: String?
  var entry: EntryID?

  /// Reads the object that comes next.
  ///
  /// - Returns: `nil` when a value of a known name is not of this version: a severity nobody has
  ///   heard of, say. The cursor has then not moved past the object.
  init() {}
  init?(reading cursor: inout JSONCursor) throws(DocumentError) {
    guard try cursor.kind() == .object else { return nil }
    try cursor.enterObject()
    while let name = try cursor.nextKey() {
      guard try read(name, &cursor) else { return nil }
    }
  }

  private mutating func read(
    _ name: JSONText, _ cursor: inout JSONCursor
  ) throws(DocumentError) -> Bool {
    switch name {
    case "problem": try cursor.take(&problem) { ProblemID($0) }
    case "kind": try cursor.take(&kind) { SignalKind(rawValue: $0) }
    case "fingerprint": try cursor.take(&fingerprint) { Fingerprint($0) }
    case "title": try cursor.take(&title) { $0 }
    case "night": try cursor.take(&night) { Day($0) }
    case "category": try cursor.take(&category) { Category(rawValue: $0) }
    case "because": try cursor.take(&because) { Obstacle(rawValue: $0) }
    case "severity": try cursor.take(&severity) { Severity(rawValue: $0) }
    case "until": try readWake(&cursor)
    case "reason": try cursor.take(&reason) { $0 }
    case "into": try cursor.take(&into) { ProblemID($0) }
    case "from": try cursor.take(&from) { ProblemID($0) }
    case "fingerprints": try cursor.take(&fingerprints)
    case "place": try cursor.take(&place) { Fingerprint($0) }
    case "places": try cursor.take(&places)
    case "owner": try cursor.take(&owner) { Person(rawValue: $0) }
    case "step": try cursor.take(&step) { $0 }
    case "due": try cursor.take(&due) { Day($0) }
    case "text": try cursor.take(&text) { $0 }
    case "on": try cursor.take(&on) { Day($0) }
    case "verdict": try cursor.take(&verdict) { ReviewVerdict(rawValue: $0) }
    case "nights": try readNights(&cursor)
    case "market": try cursor.take(&market) { Day($0) }
    case "plan": try readPlan(&cursor)
    case "phase": try cursor.take(&phase) { Phase(rawValue: $0) }
    case "topic": try cursor.take(&topic) { $0 }
    case "people": try readPeople(&cursor)
    case "cookbook": try cursor.take(&cookbook) { $0 }
    case "entry": try cursor.take(&entry) { EntryID($0) }
    default: try passOver(&cursor)
    }
  }

  private func passOver(_ cursor: inout JSONCursor) throws(DocumentError) -> Bool {
    try cursor.skip()
    return true
  }

  private mutating func readWake(_ cursor: inout JSONCursor) throws(DocumentError) -> Bool {
    if try cursor.kind() == .string {
      return try cursor.take(&until) { Day($0).map { .on(day: $0) } }
    }
    let wake = try cursor.node()
    if let nodes = wake["above_nodes"]?.int {
      until = .above(nodes: nodes)
    } else if let known = wake["environment_beyond"]?.elements {
      until = .newEnvironment(beyond: known.compactMap(\.string))
    }
    return until != nil
  }

  private mutating func readNights(_ cursor: inout JSONCursor) throws(DocumentError) -> Bool {
    nights = try cursor.node().int
    return nights != nil
  }

  private mutating func readPeople(_ cursor: inout JSONCursor) throws(DocumentError) -> Bool {
    people = try cursor.node().elements?.compactMap(\.string).map { Person(rawValue: $0) }
    return people != nil
  }

  /// A budget of more than a day is nobody's; it is refused so that no sum can overflow.
  private mutating func readPlan(_ cursor: inout JSONCursor) throws(DocumentError) -> Bool {
    let budgets = try cursor.node()["budgets_s"]?.elements?.map(\.int) ?? []
    let seconds = budgets.compactMap { $0 }.filter { 0...86_400 ~= $0 }
    guard seconds.count == Phase.allCases.count, seconds.count == budgets.count else {
      return false
    }
    plan = MarketPlan(budgets: seconds)
    return true
  }
}

extension JSONCursor {
  /// Reads a text into `place`, as `meaning` understands it; `false` when it does not.
  fileprivate mutating func take<Value>(
    _ place: inout Value?, _ meaning: (String) -> Value?
  ) throws(DocumentError) -> Bool {
    guard try kind() == .string else { return false }
    place = meaning(try string())
    return place != nil
  }

  /// All of a list, or none: a split that moves only what is understood would be another split.
  fileprivate mutating func take(_ place: inout [Fingerprint]?) throws(DocumentError) -> Bool {
    let elements = try node().elements
    let fingerprints = elements?.compactMap { $0.string.flatMap { Fingerprint($0) } }
    place = fingerprints?.count == elements?.count ? fingerprints : nil
    return place != nil
  }
}
