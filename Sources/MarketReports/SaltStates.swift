import Documents
import MarketModel

/// The states of a return: what they add up to, and those that failed.
///
/// They may stand in any order; `__run_num__` says in which they ran. One that was not run because
/// another failed is skipped, and attached as a knock-on.
struct SaltStates {
  /// Between the parts of a state's name: `service_|-web_|-nginx_|-running`.
  static let separator: StaticString = "_|-"

  private var tally = Tally(total: 0, updated: 0, failed: 0, skipped: 0)
  private var updated: [(order: Int, title: String)] = []
  private var failures: [(order: Int, failure: Failure)] = []
  private var knockOns: [(order: Int, failure: Failure)] = []
  private var idleWords: String?
  private var isTest = false
  /// **Milliseconds**, added up: what runs in parallel counts twice.
  private var duration = 0.0
  /// **Milliseconds** since midnight in the minion's zone at which the first state began.
  private var first: (order: Int, time: Int64)?

  init(_ cursor: inout JSONCursor) throws(DocumentError) {
    var count = 0
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      guard key.contains(Self.separator), try cursor.kind() == .object else {
        try cursor.skip()
        continue
      }
      let offset = cursor.offset
      count += 1
      guard count <= ReportLimits.resources else {
        throw DocumentError(.tooMany(limit: ReportLimits.resources), at: offset)
      }
      try note(SaltState(&cursor, key: key, position: count))
    }
  }

  private mutating func note(_ state: SaltState) throws(DocumentError) {
    guard !state.isPlaceholder else {
      failures.append((state.order, try state.failure()))
      return
    }
    tally.total = (tally.total ?? 0) + 1
    duration += state.duration
    if first.map({ state.order < $0.order }) ?? true, let time = try state.time() {
      first = (state.order, time)
    }
    if !state.wasRun { tally.skipped = (tally.skipped ?? 0) + 1 }
    switch state.result {
    case .good where state.hasChanges:
      tally.updated = (tally.updated ?? 0) + 1
      updated.append((state.order, try state.title()))
    case .good: if state.isIdle, idleWords == nil { idleWords = try state.firstWords() }
    case .bad where state.isKnockOn: knockOns.append((state.order, try state.failure()))
    case .bad:
      tally.failed = (tally.failed ?? 0) + 1
      failures.append((state.order, try state.failure()))
    case .wouldChange: isTest = true
    }
  }

  /// Fills in what the states say of their run.
  func tell(_ run: inout Run) {
    let wrong = (failures.sorted { $0.order < $1.order } + knockOns.sorted { $0.order < $1.order })
      .map(\.failure)
    run.status = wrong.isEmpty ? .success : .failure
    run.failure = wrong.first
    run.knockOns = Array(wrong.dropFirst())
    run.tally = tally
    run.changes = updated.sorted { $0.order < $1.order }.map { Change(title: $0.title) }
    run.duration = ChefRun.plausible(duration / 1000)
    run.isNoop = run.isNoop || isTest
    if let idleWords { run.caveats.append(Caveat(.nothingDone, message: idleWords)) }
    if tally.total == 0 { run.caveats.append(Caveat(.noResources, message: "")) }
  }

  /// When the run began, of which only the time of day is known, in a zone that is not.
  ///
  /// The day is that on which the file was written, and the time is taken for UTC, if the run can
  /// have ended by then. If it ended up to ``farthestEast`` too late, the minion's clock is east of
  /// UTC: whole quarters of an hour are taken off, for the file was written when the run had ended.
  /// If it ended later than that, it began on the day before.
  ///
  /// Wrong when: the minion's clock is west of UTC, by that; the file was written to a day later,
  /// by that. `--metadata` makes Salt say the moment.
  func started(before modified: Instant?) -> Instant? {
    guard let modified else { return nil }
    guard let first else { return modified }
    let length = Int64((ChefRun.plausible(duration / 1000) ?? 0) * 1000)
    let start = modified.day.start.milliseconds + first.time
    let late = start + length - modified.milliseconds
    guard late > 0 else { return Instant(milliseconds: start) }
    guard late <= Self.farthestEast else { return Instant(milliseconds: start - Self.day) }
    let quarters = (late + Self.quarterHour / 2) / Self.quarterHour
    return Instant(milliseconds: start - quarters * Self.quarterHour)
  }

  /// All that tells two runs apart of which nobody knows the day.
  var timeOfDay: String? { first.map { "\($0.time) ms" } }

  /// **Milliseconds.**
  private static let quarterHour: Int64 = 15 * 60 * 1000
  /// **Milliseconds** of the zone farthest east, `Pacific/Kiritimati`.
  private static let farthestEast: Int64 = 14 * 60 * 60 * 1000
  /// **Milliseconds.**
  private static let day: Int64 = 24 * 60 * 60 * 1000
}

/// One state, its texts not yet decoded: of a hundred only the few that changed are.
private struct SaltState {
  enum Result { case good, bad, wouldChange }

  let key: JSONText
  private(set) var result = Result.bad
  private(set) var hasChanges = false
  private(set) var wasRun = true
  /// **Milliseconds.**
  private(set) var duration = 0.0
  /// Its place among the states that ran.
  private(set) var order: Int
  private var changes: JSONCursor?
  private var comment: JSONText?
  private var id: JSONText?
  private var sls: JSONText?
  private var start: JSONText?

  init(_ cursor: inout JSONCursor, key: JSONText, position: Int) throws(DocumentError) {
    self.key = key
    order = position
    try cursor.enterObject()
    while let member = try cursor.nextKey() {
      switch member {
      case "result": result = try Self.result(&cursor)
      case "changes": try readChanges(&cursor)
      case "comment": comment = try cursor.textIfAny()
      case "__id__": id = try cursor.textIfAny()
      case "__sls__": sls = try cursor.textIfAny()
      case "__run_num__" where try cursor.kind() == .number:
        order = try cursor.double().flatMap { Int(exactly: $0) } ?? order
      case "start_time": start = try cursor.textIfAny()
      case "duration": duration = try Self.duration(&cursor)
      case "__state_ran__" where try cursor.kind() == .bool: wasRun = try cursor.bool()
      default: try cursor.skip()
      }
    }
  }

  private static func result(_ cursor: inout JSONCursor) throws(DocumentError) -> Result {
    switch try cursor.kind() {
    case .bool: return try cursor.bool() ? .good : .bad
    case .null:
      try cursor.skip()
      return .wouldChange
    default:
      try cursor.skip()
      return .bad
    }
  }

  private mutating func readChanges(_ cursor: inout JSONCursor) throws(DocumentError) {
    changes = try cursor.kind() == .object ? cursor : nil
    if var inside = changes {
      try inside.enterObject()
      hasChanges = try inside.nextKey() != nil
    }
    try cursor.skip()
  }

  /// `13.214`, or in older releases `"13.214 ms"`.
  private static func duration(_ cursor: inout JSONCursor) throws(DocumentError) -> Double {
    let value: Double
    if try cursor.kind() == .number {
      value = try cursor.double() ?? 0
    } else {
      let text = try cursor.textIfAny()?.string()
      value = text.flatMap { Double($0.prefix { !$0.isWhitespace }) } ?? 0
    }
    return value >= 0 && value.isFinite ? value : 0
  }

  /// What is returned where no states are meant for a minion.
  ///
  /// Source: saltstack/salt `salt/state.py`, `BaseHighState.call_highstate`.
  var isPlaceholder: Bool { key == "no_|-states_|-states_|-None" }

  /// Whether it was not run only because another failed.
  var isKnockOn: Bool { comment?.hasPrefix("One or more requisite failed") ?? false }

  /// What Salt says in a chroot or container, where it starts no services and yet is content.
  var isIdle: Bool { comment?.hasPrefix("Running in OFFLINE mode") ?? false }

  func firstWords() throws(DocumentError) -> String { try comment?.string().firstLine ?? "" }

  /// **Milliseconds** since midnight, in the minion's zone.
  func time() throws(DocumentError) -> Int64? {
    guard let text = try start?.string(), let time = Instant("1970-01-01T" + text + "Z") else {
      return nil
    }
    return time.milliseconds
  }

  /// `service.running[web]`
  func title() throws(DocumentError) -> String {
    let (type, name) = try parts()
    return type + "[" + name + "]"
  }

  /// Of `MODULE_|-ID_|-NAME_|-FUNCTION`; the name is the module's business and may hold anything.
  private func parts() throws(DocumentError) -> (type: String, name: String) {
    let key = try key.string()
    let bytes = key.utf8.span
    func isSeparator(_ at: Int) -> Bool {
      bytes[at] == UInt8(ascii: "_") && bytes[at + 1] == UInt8(ascii: "|")
        && bytes[at + 2] == UInt8(ascii: "-")
    }
    let places = bytes.indices.dropLast(2)
    guard let end = places.first(where: isSeparator), let last = places.last(where: isSeparator)
    else { return ("?", "") }
    let type = key.part(0..<end) + "." + key.part((last + 3)..<bytes.count)
    if let id { return (type, try id.string()) }
    let second = places.dropFirst(end + 3).first(where: isSeparator) ?? bytes.count
    return (type, key.part((end + 3)..<second))
  }

  func failure() throws(DocumentError) -> Failure {
    var (error, output): (JSONText?, JSONText?)
    if var changes {
      try changes.enterObject()
      while let name = try changes.nextKey() {
        switch name {
        case "stderr": error = try changes.textIfAny()
        case "stdout": output = try changes.textIfAny()
        default: try changes.skip()
        }
      }
    }
    var failure = try SaltMessage.failure(comment: comment, error: error, output: output)
    failure.declaration = try sls?.string()
    if !isPlaceholder {
      let (type, name) = try parts()
      failure.resourceType = type
      failure.resourceName = name
    }
    return failure
  }
}

extension String {
  fileprivate func part(_ bytes: Range<Int>) -> String {
    String(Substring(utf8.dropFirst(bytes.lowerBound).prefix(bytes.count)))
  }
}
