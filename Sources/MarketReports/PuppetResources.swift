import Documents
import MarketModel

/// The resources of a run: what they add up to, and those that failed, in the order of time.
struct PuppetResources {
  private var listed = 0
  private var puppetsOwn = 0
  private var isWhole = false
  private var changed: [String: Int] = [:]
  private var skipped: Set<String> = []
  private var broken: [String: Int] = [:]
  private var changes: [(title: String, time: Instant?)] = []
  private var failed: [PuppetFailure] = []
  private var hasNoop = false

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
    if resource.isSkipped { skipped.insert(title) }
    if resource.isChanged, changed.updateValue(changes.count, forKey: title) == nil {
      changes.append((title, try resource.time))
    }
    if resource.isFailed, broken.updateValue(failed.count, forKey: title) == nil {
      failed.append(try resource.failure)
    }
  }

  func refuseTooMany() throws(ReportError) {
    guard listed <= ReportLimits.resources else { throw .tooManyResources }
  }
}

extension PuppetResources {
  var hasFailures: Bool { !failed.isEmpty }
  /// `nil` where only those are listed that something happened to.
  var total: Int? { isWhole ? listed : nil }
  var changedCount: Int { changed.count }
  var failedCount: Int { broken.count }
  var skippedCount: Int { skipped.count }

  /// Only would-be changes, and no others: for reports that don't say it themselves.
  var isNoop: Bool { hasNoop && changed.isEmpty && broken.isEmpty }

  /// Whether all there is are the six schedules and the filebucket that Puppet adds to every
  /// catalogue.
  func holdOnlyPuppetsOwn(of total: Int?) -> Bool {
    isWhole && listed > 0 && puppetsOwn == listed && total ?? listed == listed
  }

  /// What changed, in the order of time where it is known.
  var updated: [String] {
    changes.enumerated().sorted {
      ($0.element.time?.milliseconds ?? 0, $0.offset)
        < ($1.element.time?.milliseconds ?? 0, $1.offset)
    }.map(\.element.title)
  }

  func failures(logs: PuppetLogs) -> [Failure] {
    failed.enumerated().sorted {
      ($0.element.time?.milliseconds ?? 0, $0.offset)
        < ($1.element.time?.milliseconds ?? 0, $1.offset)
    }.map { $0.element.failure(logs: logs) }
  }
}
