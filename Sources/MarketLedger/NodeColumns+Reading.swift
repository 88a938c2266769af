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
    _ node: DocumentNode, version: Int, naming tables: ShelvedTables
  ) throws(DigestFlaw) -> [RunMark] {
    let length = version == 1 ? RunIDs.firstLength : RunIDs.length
    guard let text = node["run"]?.string, text.utf8.count <= runLimit * length,
      let ids = RunIDs.ids(in: text, length: length)
    else { throw DigestFlaw("has runs without ids") }
    let count = ids.count
    let started = try times(node["started"], count: count)
    let tool = try column(node, "tool", count) { $0.string.flatMap(Tool.init) }
    let environment = try column(node, "environment", count, default: "") { $0.string }
    let status = try column(node, "status", count) { $0.string.flatMap(RunStatus.init) }
    let duration = try durations(node, count)
    let total = try counts(node, "total", count)
    let updated = try column(node, "updated", count, default: version == 1 ? nil : 0) { value in
      value.isNull ? .some(nil) : value.int.flatMap { abs($0) <= countLimit ? $0 : nil }
    }
    let failed = try counts(node, "failed", count)
    let skipped = try counts(node, "skipped", count)
    let failure = try column(node, "failure", count, default: Fingerprint?.none) { value in
      if value.isNull { return .some(nil) }
      if let place = value.count(to: tables.failures.count - 1) { return tables.failures[place] }
      return value.string.flatMap { Fingerprint($0) }.map(Optional.some)
    }
    let tolerated = try column(node, "tolerated", count, default: []) { value in
      value.string.map { $0.split(separator: " ").compactMap { Fingerprint($0) } }
    }
    let caveats = try column(node, "caveats", count, default: []) { value in
      value.string.map { $0.split(separator: " ").compactMap { Fingerprint($0) } }
    }
    let noop = try column(node, "noop", count, default: false) { $0.bool }
    let traits = try column(node, "traits", count, default: Fingerprint?.none) { value in
      value.isNull
        ? .some(nil) : value.count(to: tables.traits.count - 1).map { tables.traits[$0] }
    }
    let agent = try differences(node, "agent_mb", count)
    let free = try differences(node, "free", count)
    let memory = try differences(node, "total_mb", count)
    let collecting = try differences(node, "gc_ms", count)
    let changes = try changes(node, count, naming: tables)
    return ids.indices.map { index in
      RunMark(
        id: ids[index], tool: tool[index], environment: environment[index],
        started: started[index], duration: duration[index], status: status[index],
        tally: Tally(
          total: total[index], updated: updated[index].map { $0 + changes[index].count },
          failed: failed[index], skipped: skipped[index]),
        failure: failure[index], tolerated: tolerated[index], caveats: caveats[index],
        changes: changes[index], traits: traits[index],
        usage: Usage(
          agent: agent[index], free: free[index] * Usage.freeStep, total: memory[index],
          collecting: collecting[index]), isNoop: noop[index])
    }
  }

  private static func times(_ node: DocumentNode?, count: Int) throws(DigestFlaw) -> [Int] {
    let flaw = DigestFlaw("has a time that cannot be")
    var times: [Int] = []
    if let text = node?.string {
      var reader = PackedReader(text)
      if count > 0 {
        guard let first = reader.next(to: timeLimit),
          let steps = reader.around(count - 1, to: timeLimit)
        else { throw flaw }
        times.append(first)
        for step in steps { times.append(min(times[times.count - 1] + step, timeLimit + 1)) }
      }
    } else {
      var time = 0
      for step in node?.elements ?? [] {
        guard let step = step.count(to: timeLimit) else { throw flaw }
        time = min(time + step, timeLimit + 1)
        times.append(time)
      }
    }
    guard times.count == count else { throw DigestFlaw("has not one time for each run") }
    guard times.allSatisfy({ 0...timeLimit ~= $0 }) else { throw flaw }
    return times
  }

  private static func durations(_ node: DocumentNode, _ count: Int) throws(DigestFlaw) -> Column<
    Int
  > {
    guard let text = node["duration"]?.string else {
      return try column(node, "duration", count, default: 0) { $0.count(to: countLimit) }
    }
    var reader = PackedReader(text)
    guard let values = reader.around(count, to: countLimit) else {
      throw DigestFlaw("has a value in `duration` that cannot be")
    }
    return .each(values)
  }

  private static func differences(
    _ node: DocumentNode, _ name: String, _ count: Int
  ) throws(DigestFlaw) -> Column<Int> {
    guard let text = node[name]?.string else { return .all(0) }
    var reader = PackedReader(text)
    guard let values = reader.differences(count, to: countLimit) else {
      throw DigestFlaw("has a value in `\(name)` that cannot be")
    }
    return .each(values)
  }

  private static func changes(
    _ node: DocumentNode, _ count: Int, naming tables: ShelvedTables
  ) throws(DigestFlaw) -> [[ChangeMark]] {
    guard let text = node["changes"]?.string else {
      return [[ChangeMark]](repeating: [], count: count)
    }
    var reader = PackedReader(text)
    var long = SparseReader(node["took"]?.string ?? "", limit: countLimit)
    var mentions = SparseReader(
      node["mentions"]?.string ?? "", limit: tables.mentions.count - 1)
    let flaw = DigestFlaw("has a value in `changes` that cannot be")
    func places(_ count: Int?) throws(DigestFlaw) -> [Int] {
      guard let count, count <= reader.count else { throw flaw }
      var places: [Int] = []
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
    return runs
  }

  private static func counts(
    _ node: DocumentNode, _ name: String, _ count: Int
  ) throws(DigestFlaw) -> Column<Int?> {
    try column(node, name, count, default: Int?.none) { value in
      value.isNull ? .some(nil) : value.count(to: countLimit).map(Optional.some)
    }
  }

  private static func column<Value>(
    _ node: DocumentNode, _ name: String, _ count: Int, default standard: Value? = nil,
    _ meaning: (DocumentNode) -> Value?
  ) throws(DigestFlaw) -> Column<Value> {
    guard let column = node[name] else {
      if let standard { return .all(standard) }
      guard count == 0 else { throw DigestFlaw("has runs without `\(name)`") }
      return .each([])
    }
    let flaw = DigestFlaw("has a value in `\(name)` that cannot be")
    guard let elements = column.elements else {
      guard let value = meaning(column) else { throw flaw }
      return .all(value)
    }
    var values: [Value] = []
    for element in elements {
      if let repeats = element.elements {
        guard let last = values.last, let more = repeats.first?.count(to: count) else { throw flaw }
        values += [Value](repeating: last, count: more)
      } else {
        guard let value = meaning(element) else { throw flaw }
        values.append(value)
      }
      guard values.count <= count else { throw flaw }
    }
    guard values.count == count else { throw DigestFlaw("has not one `\(name)` for each run") }
    return .each(values)
  }
}

/// One value for each run, or one for all.
private enum Column<Value> {
  case all(Value)
  case each([Value])

  subscript(index: Int) -> Value {
    switch self {
    case .all(let value): value
    case .each(let values): values[index]
    }
  }
}

/// Takes values off a text that names only those that have one.
private struct SparseReader {
  private var reader: PackedReader
  private let limit: Int
  /// How many come before the next that has a value; `nil` after the last.
  private var before: Int?
  private var isBroken = false

  init(_ text: String, limit: Int) {
    reader = PackedReader(text)
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

extension DocumentNode {
  /// A whole number from 0 to `limit`; none when that is negative.
  func count(to limit: Int) -> Int? { int.flatMap { 0 <= $0 && $0 <= limit ? $0 : nil } }
}
