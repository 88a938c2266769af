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
  private var updated: [(order: Int, change: Change)] = []
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
      updated.append((state.order, try state.change()))
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
    run.changes = updated.sorted { $0.order < $1.order }.map(\.change)
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
