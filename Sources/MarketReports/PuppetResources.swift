import Documents
import MarketModel

/// The resources of a run: what they add up to, and those that failed, in the order of time.
struct PuppetResources {
  private var listed = 0
  private var puppetsOwn = 0
  private var isWhole = false
  private var hasNoop = false
  private var changedTitles: Set<String> = []
  private var skippedTitles: Set<String> = []
  private var failedTitles: Set<String> = []
  private var changed: [PuppetChange] = []
  private var failed: [PuppetFailure] = []
  /// What somebody changed since the last run, in the order written.
  private(set) var drifted: [String] = []

  /// Failures of one run that are told. Nobody looks at more than the first.
  private static let toldLimit = 100

  /// Reads a list of resources with their events, or of events that say which resource each is of.
  mutating func read(_ cursor: inout some DocumentCursor) throws(DocumentError) {
    try cursor.enterArray()
    while try cursor.nextElement() {
      guard try cursor.kind() == .object else {
        try cursor.skip()
        continue
      }
      try read(&cursor, reference: nil)
    }
  }

  /// Reads a mapping of resources by what they are called: `Service[nginx]: …`.
  mutating func read(byReference cursor: inout some DocumentCursor) throws(DocumentError) {
    isWhole = true
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      guard try cursor.kind() == .object else {
        try cursor.skip()
        continue
      }
      try read(&cursor, reference: key)
    }
  }

  private mutating func read<Cursor: DocumentCursor>(
    _ cursor: inout Cursor, reference: Cursor.Text?
  ) throws(DocumentError) {
    listed += 1
    guard listed <= ReportLimits.resources else { return try cursor.skip() }
    let resource = try PuppetResource(&cursor, reference: reference)
    hasNoop = hasNoop || resource.hasNoop
    if isWhole, try resource.isPuppetsOwn { puppetsOwn += 1 }
    guard resource.isNoteworthy else { return }
    let title = try resource.title
    if resource.isSkipped { skippedTitles.insert(title) }
    if resource.isChanged, changedTitles.insert(title).inserted {
      changed.append(try resource.change)
    }
    if resource.isFailed, failedTitles.insert(title).inserted {
      failed.append(try resource.failure)
    }
    // A command has no state that could drift: Puppet says so of each that runs every time.
    if resource.isCorrective, !title.hasPrefix("Exec[") { drifted.append(title) }
  }

  func refuseTooMany() throws(ReportError) {
    guard listed <= ReportLimits.resources else { throw .tooManyResources }
  }
}

extension PuppetResources {
  var hasFailures: Bool { !failed.isEmpty }
  /// `nil` where only those are listed that something happened to.
  var total: Int? { isWhole ? listed : nil }
  var changedCount: Int { changedTitles.count }
  var failedCount: Int { failedTitles.count }
  var skippedCount: Int { skippedTitles.count }

  /// Only would-be changes, and no others: for reports that don't say it themselves.
  var isNoop: Bool { hasNoop && changed.isEmpty && failed.isEmpty }

  /// Whether all there is are the six schedules and the filebucket that Puppet adds to every
  /// catalogue.
  func holdOnlyPuppetsOwn(of total: Int?) -> Bool {
    isWhole && listed > 0 && puppetsOwn == listed && total ?? listed == listed
  }

  /// What changed, in the order of time where it is known.
  func changes(logs: PuppetLogs) -> [Change] {
    changed.inOrder { $0.deed.time }.map { $0.change(logs: logs) }
  }

  func failures(logs: PuppetLogs) -> [Failure] {
    failed.inOrder { $0.deed.time }.prefix(Self.toldLimit).map { $0.failure(logs: logs) }
  }
}

extension Array {
  /// By time; what is of one moment, or of none, stays in its order.
  func inOrder(_ time: (Element) -> Instant?) -> [Element] {
    let moments = map { time($0)?.milliseconds ?? 0 }
    if zip(moments, moments.dropFirst()).allSatisfy({ $0 <= $1 }) { return self }
    return indices.sorted { (moments[$0], $0) < (moments[$1], $1) }.map { self[$0] }
  }
}
