import Documents
import MarketModel

/// The runs of one node as columns, which repeat themselves and so become short.
struct NodeColumns {
  private let runs: [RunMark]

  init(_ runs: some Sequence<RunMark>) {
    self.runs = runs.sorted { ($0.started, $0.id) < ($1.started, $1.id) }
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("run", RunID.text(of: runs.map(\.id)))
      json.member("started", differences(of: runs.map(\.started)))
      json.column("tool", runs, default: nil) { $0.tool.rawValue }
      json.column("environment", runs, default: "") { $0.environment }
      json.column("status", runs, default: nil) { $0.status.rawValue }
      json.column("duration", runs, default: 0) { $0.duration }
      json.column("total", runs, default: .some(nil)) { $0.tally.total }
      json.column("updated", runs, default: .some(nil)) { $0.tally.updated }
      json.column("failed", runs, default: .some(nil)) { $0.tally.failed }
      json.column("skipped", runs, default: .some(nil)) { $0.tally.skipped }
      json.column("failure", runs, default: .some(nil)) { $0.failure?.description }
      json.column("tolerated", runs, default: "") { Self.text(of: $0.tolerated) }
      json.column("caveats", runs, default: "") { Self.text(of: $0.caveats) }
    }
  }

  private static func text(of fingerprints: [Fingerprint]) -> String {
    fingerprints.map(\.description).joined(separator: " ")
  }

  private func differences(of values: [Int]) -> [Int] {
    values.indices.map { $0 == 0 ? values[0] : values[$0] - values[$0 - 1] }
  }
}

/// 48 bits as 8 characters of base64url.
///
/// Source: RFC 4648, section 5.
enum RunID {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
  static let length = 8

  static func text(of ids: [UInt64]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(ids.count * length)
    for id in ids {
      for place in 1...UInt64(length) {
        text.append(alphabet[Int(id >> (6 * (UInt64(length) - place))) & 63])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  static func value(of text: ArraySlice<UInt8>) -> UInt64? {
    guard text.count == length else { return nil }
    var id: UInt64 = 0
    for byte in text {
      let digit: UInt64
      switch byte {
      case 0x41...0x5A: digit = UInt64(byte - 0x41)
      case 0x61...0x7A: digit = UInt64(byte - 0x61) + 26
      case 0x30...0x39: digit = UInt64(byte - 0x30) + 52
      case UInt8(ascii: "-"): digit = 62
      case UInt8(ascii: "_"): digit = 63
      default: return nil
      }
      id = id << 6 | digit
    }
    return id
  }
}

extension JSONWriter {
  /// Writes a column with its repetitions counted, or nothing when it is `default` throughout.
  fileprivate mutating func column<Value: JSONWritable & Equatable>(
    _ name: String, _ runs: [RunMark], default standard: Value?, _ value: (RunMark) -> Value
  ) {
    guard let first = runs.first.map(value) else { return }
    let rest = runs.dropFirst().map(value)
    if rest.allSatisfy({ $0 == first }) {
      if first != standard { member(name, first) }
      return
    }
    let values = [first] + rest
    key(name)
    array { json in
      var index = 0
      while index < values.count {
        let repeats = values[(index + 1)...].prefix { $0 == values[index] }.count
        json.value(values[index])
        if repeats > 0 { json.value([repeats]) }
        index += 1 + repeats
      }
    }
  }
}

// MARK: Reading

extension NodeColumns {
  /// **Runs** of one node in one night that are read: one every second.
  private static let runLimit = 86_400
  /// **Seconds.** The end of the year 9999.
  private static let timeLimit = 253_402_300_799
  /// The largest count or duration that is believed.
  private static let countLimit = 1_000_000_000

  /// Reads the runs of a node.
  static func runs(_ node: DocumentNode) throws(DigestFlaw) -> [RunMark] {
    guard let ids = node["run"]?.string.map({ Array($0.utf8) }), ids.count % RunID.length == 0,
      ids.count <= runLimit * RunID.length
    else { throw DigestFlaw("has runs without ids") }
    let count = ids.count / RunID.length
    let started = try times(node["started"], count: count)
    let tool = try column(node, "tool", count) { $0.string.flatMap(Tool.init) }
    let environment = try column(node, "environment", count, default: "") { $0.string }
    let status = try column(node, "status", count) { $0.string.flatMap(RunStatus.init) }
    let duration = try column(node, "duration", count, default: 0) { $0.count(to: countLimit) }
    let total = try counts(node, "total", count)
    let updated = try counts(node, "updated", count)
    let failed = try counts(node, "failed", count)
    let skipped = try counts(node, "skipped", count)
    let failure = try column(node, "failure", count, default: Fingerprint?.none) { value in
      value.isNull ? .some(nil) : value.string.flatMap { Fingerprint($0) }.map(Optional.some)
    }
    let tolerated = try column(node, "tolerated", count, default: []) { value in
      value.string.map { $0.split(separator: " ").compactMap { Fingerprint($0) } }
    }
    let caveats = try column(node, "caveats", count, default: []) { value in
      value.string.map { $0.split(separator: " ").compactMap { Fingerprint($0) } }
    }
    var runs: [RunMark] = []
    for index in 0..<count {
      let text = ids[index * RunID.length..<(index + 1) * RunID.length]
      guard let id = RunID.value(of: text) else { throw DigestFlaw("has a broken run id") }
      runs.append(
        RunMark(
          id: id, tool: tool[index], environment: environment[index], started: started[index],
          duration: duration[index], status: status[index],
          tally: Tally(
            total: total[index], updated: updated[index], failed: failed[index],
            skipped: skipped[index]),
          failure: failure[index], tolerated: tolerated[index],
          caveats: caveats[index]))
    }
    return runs
  }

  private static func times(_ node: DocumentNode?, count: Int) throws(DigestFlaw) -> [Int] {
    var time = 0
    var times: [Int] = []
    for step in node?.elements ?? [] {
      guard let step = step.count(to: timeLimit), time + step <= timeLimit else {
        throw DigestFlaw("has a time that cannot be")
      }
      time += step
      times.append(time)
    }
    guard times.count == count else { throw DigestFlaw("has not one time for each run") }
    return times
  }

  private static func counts(
    _ node: DocumentNode, _ name: String, _ count: Int
  ) throws(DigestFlaw) -> [Int?] {
    try column(node, name, count, default: Int?.none) { value in
      value.isNull ? .some(nil) : value.count(to: countLimit).map(Optional.some)
    }
  }

  private static func column<Value>(
    _ node: DocumentNode, _ name: String, _ count: Int, default standard: Value? = nil,
    _ meaning: (DocumentNode) -> Value?
  ) throws(DigestFlaw) -> [Value] {
    guard let column = node[name] else {
      guard count == 0 || standard != nil else { throw DigestFlaw("has runs without `\(name)`") }
      return standard.map { [Value](repeating: $0, count: count) } ?? []
    }
    let flaw = DigestFlaw("has a value in `\(name)` that cannot be")
    guard let elements = column.elements else {
      guard let value = meaning(column) else { throw flaw }
      return [Value](repeating: value, count: count)
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
    return values
  }
}

extension DocumentNode {
  /// A whole number from 0 to `limit`.
  func count(to limit: Int) -> Int? { int.flatMap { 0...limit ~= $0 ? $0 : nil } }
}
