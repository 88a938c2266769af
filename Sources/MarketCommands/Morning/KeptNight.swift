import Documents
import MarketAnalysis
import MarketLedger
import MarketModel

// A night's analysis as the store keeps it for the next look (KeptNights). Only this program reads it, so
// its names may change; whatever does not fit is made anew.

extension NightAnalysis {
  var keptBytes: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("night", night.daysSince1970)
      json.member("from", from.milliseconds)
      json.member("to", to.milliseconds)
      json.member("expected", coverage.expected)
      json.member("silent", coverage.silent.map(\.rawValue))
      json.each("unread", coverage.unread) { $0.writePlace(of: $1) }
      json.member(
        "runs",
        [
          runs.total, runs.succeeded, runs.failed, runs.incomplete, runs.unreachable, runs.changed,
        ])
      json.member("first", runs.first?.milliseconds)
      json.member("last", runs.last?.milliseconds)
      json.member("nodes", nodes.counts)
      json.each("environments", byEnvironment) { json, environment in
        json.object { json in
          json.member("name", environment.environment)
          json.member("nodes", environment.nodes.counts)
        }
      }
      json.each("tools", byTool) { json, tool in
        json.object { json in
          json.member("name", tool.tool.rawValue)
          json.member("nodes", tool.nodes.counts)
        }
      }
      json.member("hours", hours.runs)
      json.each("failed", hours.failed.sorted { $0.key < $1.key }) { json, failure in
        json.object { json in
          json.member("fingerprint", failure.key.description)
          json.member("hours", failure.value)
        }
      }
      json.each("heard", Dictionary(grouping: heard, by: \.value).sorted { $0.key < $1.key }) {
        json, environment in
        json.value([environment.key] + environment.value.map(\.key.rawValue).sorted())
      }
      json.each("signals", signals) { json, signal in signal.keep(in: &json) }
    }
    return json.bytes
  }

  /// `nil` for what was kept in another way.
  init?(kept bytes: [UInt8]) {
    guard let node = try? DocumentNode(json: bytes), let night = node["night"]?.int,
      let from = node["from"]?.moment, let to = node["to"]?.moment,
      let expected = node["expected"]?.int, let silent = node["silent"]?.texts,
      let unread = node["unread"]?.all(Unread.init(kept:)), let runs = node["runs"]?.numbers,
      runs.count == 6, let nodes = node["nodes"].flatMap(NodeTotals.init(kept:)),
      let environments = node["environments"]?.all(EnvironmentTotals.init(kept:)),
      let tools = node["tools"]?.all(ToolTotals.init(kept:)),
      let hours = NightHours(kept: node), let groups = node["heard"]?.all(\.texts),
      let signals = node["signals"]?.all(Signal.init(kept:))
    else { return nil }
    var heard: [NodeName: String] = [:]
    for group in groups {
      guard let environment = group.first else { return nil }
      for name in group.dropFirst() { heard[NodeName(rawValue: name)] = environment }
    }
    var totals = RunTotals()
    (totals.total, totals.succeeded, totals.failed) = (runs[0], runs[1], runs[2])
    (totals.incomplete, totals.unreachable, totals.changed) = (runs[3], runs[4], runs[5])
    (totals.first, totals.last) = (node["first"]?.moment, node["last"]?.moment)
    self.init(
      night: Day(daysSince1970: night), from: from, to: to,
      coverage: Coverage(
        expected: expected, reported: heard.count, silent: silent.map(NodeName.init(rawValue:)),
        unread: unread), runs: totals, nodes: nodes, byEnvironment: environments, byTool: tools,
      hours: hours, heard: heard, signals: signals)
  }
}

extension Signal {
  fileprivate func keep(in json: inout JSONWriter) {
    json.object { json in
      json.member("kind", kind.rawValue)
      json.member("fingerprint", fingerprint.description)
      json.member("title", title)
      json.member("tool", tool.rawValue)
      json.member("nodes", nodes.map(\.rawValue))
      json.member("environments", environments)
      json.member("runs", runs)
      json.member("first", first.milliseconds)
      json.member("last", last.milliseconds)
      json.each("evidence", evidence) { ExampleCoding.write($1, to: &$0) }
      json.member("family", family)
      json.member("covers", covers.map(\.description))
      var said = PackedBytes()
      said.put(why)
      said.put(suspect)
      said.put(details)
      json.member("said", said.bytes.map(Int.init))
    }
  }

  fileprivate init?(kept node: DocumentNode) {
    guard let kind = node["kind"]?.string.flatMap(SignalKind.init),
      let fingerprint = node["fingerprint"]?.string.flatMap({ Fingerprint($0) }),
      let title = node["title"]?.string,
      let tool = node["tool"]?.string.flatMap(Tool.init), let nodes = node["nodes"]?.texts,
      let environments = node["environments"]?.texts, let runs = node["runs"]?.int,
      let first = node["first"]?.moment, let last = node["last"]?.moment,
      let evidence = node["evidence"]?.all(ExampleCoding.example),
      let covers = node["covers"]?.all({ $0.string.flatMap { Fingerprint($0) } }),
      var said = node["said"]?.numbers.map({ PackedBytes($0.map(UInt8.init(truncatingIfNeeded:))) }
      ),
      let (why, suspect, details) = try? (
        said.value(Reason.self), said.value(Suspect?.self), said.value([Detail].self)
      )
    else { return nil }
    self.init(
      kind: kind, fingerprint: fingerprint, title: title, why: why, tool: tool,
      nodes: nodes.map(NodeName.init(rawValue:)), environments: environments, runs: runs,
      first: first, last: last, evidence: evidence, family: node["family"]?.string, covers: covers,
      suspect: suspect, details: details)
  }
}

extension NodeTotals {
  fileprivate var counts: [Int] { [total, failing, broken] }

  fileprivate init?(kept node: DocumentNode) {
    guard let counts = node.numbers, counts.count == 3 else { return nil }
    self.init(total: counts[0], failing: counts[1], broken: counts[2])
  }
}

extension EnvironmentTotals {
  fileprivate init?(kept node: DocumentNode) {
    guard let name = node["name"]?.string, let nodes = node["nodes"].flatMap(NodeTotals.init(kept:))
    else { return nil }
    self.init(environment: name, nodes: nodes)
  }
}

extension ToolTotals {
  fileprivate init?(kept node: DocumentNode) {
    guard let tool = node["name"]?.string.flatMap(Tool.init),
      let nodes = node["nodes"].flatMap(NodeTotals.init(kept:))
    else { return nil }
    self.init(tool: tool, nodes: nodes)
  }
}

extension NightHours {
  /// - Parameter node: the whole night. Each failure has as many hours as the night.
  fileprivate init?(kept node: DocumentNode) {
    guard let runs = node["hours"]?.counts,
      let failures = node["failed"]?.all({ failure -> (Fingerprint, [Int])? in
        guard let fingerprint = failure["fingerprint"]?.string.flatMap({ Fingerprint($0) }),
          let hours = failure["hours"]?.counts, hours.count == runs.count
        else { return nil }
        return (fingerprint, hours)
      })
    else { return nil }
    self.init(runs: runs, failed: Dictionary(failures) { first, _ in first })
  }
}

extension Unread {
  fileprivate init?(kept node: DocumentNode) {
    guard let file = node["file"]?.string, let offset = node["offset"]?.int,
      let reason = node["reason"]?.string
    else { return nil }
    self.init(file: file, offset: offset, reason: reason)
  }
}

extension DocumentNode {
  /// What every element means; `nil` when one of them means nothing.
  fileprivate func all<Value>(_ meaning: (DocumentNode) -> Value?) -> [Value]? {
    guard let elements else { return nil }
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for element in elements {
      guard let value = meaning(element) else { return nil }
      values.append(value)
    }
    return values
  }

  fileprivate var texts: [String]? { all(\.string) }
  fileprivate var numbers: [Int]? { all(\.int) }
  /// Numbers that can be summed.
  fileprivate var counts: [Int]? {
    all { $0.int.flatMap { 0...RunMark.countLimit ~= $0 ? $0 : nil } }
  }
  fileprivate var moment: Instant? { int.map { Instant(milliseconds: Int64($0)) } }
}

extension JSONWriter {
  fileprivate mutating func each<Element>(
    _ name: String, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
  ) {
    key(name)
    array { json in for element in elements { write(&json, element) } }
  }
}
