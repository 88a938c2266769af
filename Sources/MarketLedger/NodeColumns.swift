import Documents
import MarketModel

/// The runs of one node as columns, which repeat themselves and so become short.
struct NodeColumns {
  private let runs: [RunMark]

  init(_ runs: some Sequence<RunMark>) {
    self.runs = runs.sorted { ($0.started, $0.id) < ($1.started, $1.id) }
  }

  func write(to json: inout JSONWriter, naming tables: NightTables, addresses: Set<String>) {
    json.object { json in
      json.member("run", RunIDs.text(of: runs.map(\.id)))
      json.member("started", PackedNumbers(times: runs.map(\.started)).text)
      json.column("tool", runs, default: nil) { $0.tool.rawValue }
      json.column("environment", runs, default: "") { $0.environment }
      json.column("status", runs, default: nil) { $0.status.rawValue }
      let durations = runs.map(\.duration)
      if durations.contains(where: { $0 != 0 }) {
        json.member("duration", PackedNumbers(around: durations).text)
      }
      json.column("total", runs, default: .some(nil)) { $0.tally.total }
      json.column("updated", runs, default: .some(0)) { $0.uncountedUpdates }
      json.column("failed", runs, default: .some(nil)) { $0.tally.failed }
      json.column("skipped", runs, default: .some(nil)) { $0.tally.skipped }
      json.column("failure", runs, default: .some(nil)) {
        $0.failure.flatMap { tables.place(ofFailure: $0) }
      }
      json.column("tolerated", runs, default: "") { Self.text(of: $0.tolerated) }
      json.column("caveats", runs, default: "") { Self.text(of: $0.caveats) }
      json.column("noop", runs, default: false) { $0.isNoop }
      json.column("traits", runs, default: .some(nil)) {
        $0.traits.flatMap { tables.place(ofTraits: $0) }
      }
      json.differences("agent_mb", runs.map(\.usage.agent))
      json.differences("free", runs.map { $0.usage.free / Usage.freeStep })
      json.differences("total_mb", runs.map(\.usage.total))
      json.differences("gc_ms", runs.map(\.usage.collecting))
      if runs.contains(where: { !$0.changes.isEmpty }) { writeChanges(to: &json, naming: tables) }
      if !addresses.isEmpty { json.member("addresses", addresses.sorted()) }
    }
  }

  /// What a run changes as a rule, then for each run 0 if it was just that, or else one more than
  /// how many, and which; then the few that took long or mention machines, each after how many that
  /// did not.
  private func writeChanges(to json: inout JSONWriter, naming tables: NightTables) {
    let lists = runs.map { run in
      run.changes.map { tables.place(ofResource: $0.resource) ?? 0 }
    }
    let usual = lists.usual
    var changes = PackedNumbers([usual.count] + usual)
    for list in lists {
      changes.append(list == usual ? 0 : list.count + 1)
      if list != usual { changes.append(PackedNumbers(list)) }
    }
    json.member("changes", changes.text)
    let all = runs.flatMap(\.changes)
    let long = PackedNumbers(sparse: all.map { $0.seconds > 0 ? $0.seconds : nil })
    if !long.isEmpty { json.member("took", long.text) }
    let mentions = PackedNumbers(
      sparse: all.map { $0.mentions.flatMap { tables.place(ofMentions: $0) } })
    if !mentions.isEmpty { json.member("mentions", mentions.text) }
  }

  private static func text(of fingerprints: [Fingerprint]) -> String {
    fingerprints.map(\.description).joined(separator: " ")
  }
}

extension [[Int]] {
  /// The list that stands most often; of equals the one that comes first in order.
  fileprivate var usual: [Int] {
    let counts = Dictionary(grouping: self) { $0 }.mapValues(\.count)
    return counts.min {
      $0.value != $1.value
        ? $0.value > $1.value : $0.key.lexicographicallyPrecedes($1.key)
    }?.key ?? []
  }
}

extension PackedNumbers {
  /// Times in order: the first, and the steps from each to the next.
  fileprivate init(times: [Int]) {
    guard let first = times.first else { return }
    append(first)
    let steps = zip(times.dropFirst(), times).map { $0 - $1 }
    if !steps.isEmpty { append(PackedNumbers(around: steps)) }
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

  /// Writes each number as what was added to the one before it, or nothing when all are 0.
  fileprivate mutating func differences(_ name: String, _ values: [Int]) {
    let packed = PackedNumbers(differencesOf: values)
    if !packed.isEmpty { member(name, packed.text) }
  }
}
