import Documents
import MarketModel

extension NodeColumns {
  /// **Runs** of one node in one night that are read: one every second.
  private static let runLimit = 86_400
  /// **Seconds.** The end of the year 9999.
  private static let timeLimit = 253_402_300_799
  private static let countLimit = RunMark.countLimit

  /// Reads the runs of a node.
  ///
  /// Version 1 had longer ids, times as a list, and neither changes nor traits nor usage.
  static func runs(
    _ node: ShelvedNode, version: Int, naming tables: ShelvedTables
  ) throws(DigestFlaw) -> RunColumns {
    let length = version == 1 ? RunIDs.firstLength : RunIDs.length
    guard let text = try node.text("run"), text.count <= runLimit * length,
      let ids = RunIDs.ids(in: text, length: length)
    else { throw DigestFlaw("has runs without ids") }
    let count = ids.count
    return RunColumns(
      ids: ids,
      tool: try node.column("tool", count) { (cursor) throws(DocumentError) in try cursor.named() },
      environment: try node.column("environment", count, default: "") {
        (cursor) throws(DocumentError) in
        try cursor.textValue()
      },
      started: try times(node, count),
      duration: try durations(node, count),
      status: try node.column("status", count) { (cursor) throws(DocumentError) in
        try cursor.named()
      },
      total: try counts(node, "total", count),
      uncounted: try node.column("updated", count, default: version == 1 ? nil : 0) {
        (cursor) throws(DocumentError) in
        try cursor.nullable { (cursor) throws(DocumentError) in
          try cursor.wholeNumber(to: countLimit)
        }
      },
      failed: try counts(node, "failed", count), skipped: try counts(node, "skipped", count),
      failure: try node.column("failure", count, default: Fingerprint?.none) {
        (cursor) throws(DocumentError) in
        try cursor.nullable { (cursor) throws(DocumentError) in
          if let text = try cursor.textValue() { return Fingerprint(text) }
          return try cursor.count(to: tables.failures.count - 1).map { tables.failures[$0] }
        }
      },
      tolerated: try fingerprints(node, "tolerated", count),
      caveats: try fingerprints(node, "caveats", count),
      changes: try changes(node, count, naming: tables),
      traits: try node.column("traits", count, default: Fingerprint?.none) {
        (cursor) throws(DocumentError) in
        try cursor.nullable { (cursor) throws(DocumentError) in
          try cursor.count(to: tables.traits.count - 1).map { tables.traits[$0] }
        }
      },
      usage: try usage(node, count),
      isNoop: try node.column("noop", count, default: false) { (cursor) throws(DocumentError) in
        try cursor.kind() == .bool ? try cursor.bool() : nil
      })
  }

  private static func times(_ node: ShelvedNode, _ count: Int) throws(DigestFlaw) -> [Int] {
    let flaw = DigestFlaw("has a time that cannot be")
    var times: [Int] = []
    if let text = try node.text("started") {
      times.reserveCapacity(count)
      var reader = PackedReader(text)
      if count > 0 {
        guard let first = reader.next(to: timeLimit),
          let steps = reader.around(count - 1, to: timeLimit)
        else { throw flaw }
        times.append(first)
        for step in steps { times.append(min(times[times.count - 1] + step, timeLimit + 1)) }
      }
    } else {
      let steps = try node.column("started", count, default: nil) {
        (cursor) throws(DocumentError) in
        try cursor.count(to: timeLimit)
      }
      var time = 0
      for place in 0..<count {
        time = min(time + steps[place], timeLimit + 1)
        times.append(time)
      }
    }
    // They only grow.
    guard times.last ?? 0 <= timeLimit else { throw flaw }
    return times
  }

  private static func durations(
    _ node: ShelvedNode, _ count: Int
  ) throws(DigestFlaw) -> Column<Int> {
    guard let text = try node.text("duration") else {
      return try node.column("duration", count, default: 0) { (cursor) throws(DocumentError) in
        try cursor.count(to: countLimit)
      }
    }
    var reader = PackedReader(text)
    guard let values = reader.around(count, to: countLimit) else {
      throw DigestFlaw("has a value in `duration` that cannot be")
    }
    return .each(values)
  }

  private static func usage(
    _ node: ShelvedNode, _ count: Int
  ) throws(DigestFlaw) -> Column<Usage> {
    let agent = try differences(node, "agent_mb", count)
    let free = try differences(node, "free", count)
    let total = try differences(node, "total_mb", count)
    let collecting = try differences(node, "gc_ms", count)
    if agent == nil, free == nil, total == nil, collecting == nil { return .all(Usage()) }
    return .each(
      (0..<count).map { place in
        Usage(
          agent: agent?[place] ?? 0, free: (free?[place] ?? 0) * Usage.freeStep,
          total: total?[place] ?? 0, collecting: collecting?[place] ?? 0)
      })
  }

  private static func differences(
    _ node: ShelvedNode, _ name: StaticString, _ count: Int
  ) throws(DigestFlaw) -> [Int]? {
    guard let text = try node.text(name) else { return nil }
    var reader = PackedReader(text)
    guard let values = reader.differences(count, to: countLimit) else {
      throw DigestFlaw("has a value in `\(name)` that cannot be")
    }
    return values
  }

  private static func changes(
    _ node: ShelvedNode, _ count: Int, naming tables: ShelvedTables
  ) throws(DigestFlaw) -> Column<[ChangeMark]> {
    guard let text = try node.text("changes") else { return .all([]) }
    var reader = PackedReader(text)
    var long = SparseReader(try node.text("took") ?? [], limit: countLimit)
    var mentions = SparseReader(
      try node.text("mentions") ?? [], limit: tables.mentions.count - 1)
    let flaw = DigestFlaw("has a value in `changes` that cannot be")
    func places(_ count: Int?) throws(DigestFlaw) -> [Int] {
      guard let count, count <= reader.count else { throw flaw }
      var places: [Int] = []
      places.reserveCapacity(count)
      for _ in 0..<count {
        guard let place = reader.next(to: tables.resources.count - 1) else { throw flaw }
        places.append(place)
      }
      return places
    }
    let usual = try places(reader.next())
    // Most runs change just what is usual, and share it.
    let plain = usual.map { ChangeMark(resource: tables.resources[$0]) }
    var runs: [[ChangeMark]] = []
    runs.reserveCapacity(count)
    for _ in 0..<count {
      guard let size = reader.next() else { throw flaw }
      if size == 0, long.lacks(next: usual.count), mentions.lacks(next: usual.count) {
        long.pass(usual.count)
        mentions.pass(usual.count)
        runs.append(plain)
        continue
      }
      let list = size == 0 ? usual : try places(size - 1)
      runs.append(
        list.map { place in
          ChangeMark(
            resource: tables.resources[place], seconds: long.next() ?? 0,
            mentions: mentions.next().map { tables.mentions[$0] })
        })
    }
    guard reader.isAtEnd, long.isWhole, mentions.isWhole else { throw flaw }
    return .each(runs)
  }

  private static func counts(
    _ node: ShelvedNode, _ name: StaticString, _ count: Int
  ) throws(DigestFlaw) -> Column<Int?> {
    try node.column(name, count, default: Int?.none) { (cursor) throws(DocumentError) in
      try cursor.nullable { (cursor) throws(DocumentError) in try cursor.count(to: countLimit) }
    }
  }

  private static func fingerprints(
    _ node: ShelvedNode, _ name: StaticString, _ count: Int
  ) throws(DigestFlaw) -> Column<[Fingerprint]> {
    try node.column(name, count, default: []) { (cursor) throws(DocumentError) in
      try cursor.textValue()?.split(separator: " ").compactMap { Fingerprint($0) }
    }
  }
}

extension JSONCursor {
  /// The next value as the case that it names.
  fileprivate mutating func named<Value: RawRepresentable<String>>() throws(DocumentError)
    -> Value?
  {
    try textValue().flatMap(Value.init)
  }
}

/// Takes values off a text that names only those that have one.
private struct SparseReader {
  private var reader: PackedReader
  private let limit: Int
  /// How many come before the next that has a value; `nil` after the last.
  private var before: Int?
  private var isBroken = false

  init(_ letters: [UInt8], limit: Int) {
    reader = PackedReader(letters)
    self.limit = limit
    advance()
  }

  private mutating func advance() {
    before = reader.isAtEnd ? nil : reader.next()
    if before == nil, !reader.isAtEnd { isBroken = true }
  }

  mutating func next() -> Int? {
    guard let before else { return nil }
    guard before == 0 else {
      self.before = before - 1
      return nil
    }
    guard let value = reader.next(to: limit) else {
      isBroken = true
      self.before = nil
      return nil
    }
    advance()
    return value
  }

  /// Whether none of the next ones has a value.
  func lacks(next count: Int) -> Bool { before.map { $0 >= count } ?? true }

  mutating func pass(_ count: Int) { before = before.map { $0 - count } }

  /// Whether every value that was there has found its place.
  var isWhole: Bool { !isBroken && before == nil }
}
