package import MarketModel

// What a signal has to say as packed bytes, for the next look at the same night.

extension PackedBytes {
  fileprivate mutating func put(_ values: any Packable...) {
    for value in values { value.pack(into: &self) }
  }
}

extension NodeName: Packable {}
extension Tool: Packable {}
extension RunStatus: Packable {}
extension Caveat.Kind: Packable {}

extension Reason: Packable {
  package func pack(into bytes: inout PackedBytes) {
    switch self {
    case .failed(let hits, let cohort): bytes.put(0, hits, cohort)
    case .flaky(let hits, let times, let rate): bytes.put(1, hits, times, rate)
    case .unexplained(let status, let hits): bytes.put(2, status, hits)
    case .green(let caveat, let hits): bytes.put(3, caveat, hits)
    case .newNodes(let new): bytes.put(4, new)
    case .outage(let outage): bytes.put(5, outage)
    case .oneOffs(let tools, let nodes, let span): bytes.put(6, tools, nodes, span)
    case .notIdempotent(let restlessness): bytes.put(7, restlessness)
    case .environmentLeak(let leak): bytes.put(8, leak)
    case .growth(let node, let growth, let nodes): bytes.put(9, node, growth, nodes)
    case .slowRuns(let pace, let nodes, let rarity): bytes.put(10, pace, nodes, rarity)
    case .slowResource(let pace, let nodes, let environments):
      bytes.put(11, pace, nodes, environments)
    case .silent(let since, let last, let miss): bytes.put(12, since, last, miss)
    case .stopped(let moment): bytes.put(13, moment)
    case .neverHeard(let nights): bytes.put(14, nights)
    }
  }

  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    switch try bytes.number() {
    case 0: self = .failed(try bytes.value(), try bytes.value())
    case 1: self = .flaky(try bytes.value(), times: try bytes.value(), try bytes.value())
    case 2: self = .unexplained(try bytes.value(), try bytes.value())
    case 3: self = .green(try bytes.value(), try bytes.value())
    case 4: self = .newNodes(try bytes.value())
    case 5: self = .outage(try bytes.value())
    case 6: self = .oneOffs(tools: try bytes.value(), nodes: try bytes.value(), try bytes.value())
    case 7: self = .notIdempotent(try bytes.value())
    case 8: self = .environmentLeak(try bytes.value())
    case 9: self = .growth(try bytes.value(), try bytes.value(), nodes: try bytes.value())
    case 10: self = .slowRuns(try bytes.value(), nodes: try bytes.value(), try bytes.value())
    case 11:
      self = .slowResource(
        try bytes.value(), nodes: try bytes.value(), environments: try bytes.value())
    case 12:
      self = .silent(
        since: try bytes.value(), last: try bytes.value(), longestMiss: try bytes.value())
    case 13: self = .stopped(at: try bytes.value())
    case 14: self = .neverHeard(nights: try bytes.value())
    default: throw PackedBytes.Misfit()
    }
  }
}

extension Suspect: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(trait, old, new, got, others, rarity)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(
      trait: try bytes.value(), old: try bytes.value(), new: try bytes.value(),
      got: try bytes.value(), others: try bytes.value(), rarity: try bytes.value())
  }
}

extension Detail: Packable {
  package func pack(into bytes: inout PackedBytes) {
    switch self {
    case .declared(let places): bytes.put(0, places)
    case .changes(let node, let rate): bytes.put(1, node, rate)
    case .machines(let node, let machines): bytes.put(2, node, machines)
    case .slowChange(let node, let seconds): bytes.put(3, node, seconds)
    case .slowRuns(let node, let pace, let isFailing): bytes.put(4, node, pace, isFailing ? 1 : 0)
    case .growth(let node, let growth): bytes.put(5, node, growth)
    case .failure(let title, let tool, let runs, let nodes): bytes.put(6, title, tool, runs, nodes)
    case .oneOff(let node, let title): bytes.put(7, node, title)
    }
  }

  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    switch try bytes.number() {
    case 0: self = .declared(try bytes.value())
    case 1: self = .changes(try bytes.value(), try bytes.value())
    case 2: self = .machines(try bytes.value(), try bytes.value())
    case 3: self = .slowChange(try bytes.value(), seconds: try bytes.value())
    case 4:
      self = .slowRuns(
        try bytes.value(), try bytes.value(), isFailing: try bytes.number() == 1)
    case 5: self = .growth(try bytes.value(), try bytes.value())
    case 6:
      self = .failure(
        try bytes.value(), try bytes.value(), runs: try bytes.value(), nodes: try bytes.value())
    case 7: self = .oneOff(try bytes.value(), try bytes.value())
    default: throw PackedBytes.Misfit()
    }
  }
}

// MARK: What they are made of

extension Rate: Packable {
  package func pack(into bytes: inout PackedBytes) { bytes.put(count, of) }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(count: try bytes.value(), of: try bytes.value())
  }
}

extension Rarity: Packable {
  package func pack(into bytes: inout PackedBytes) { bytes.put(oneIn) }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(oneIn: try bytes.value())
  }
}

extension Reason.Span: Packable {
  package func pack(into bytes: inout PackedBytes) { bytes.put(first, last) }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(first: try bytes.value(), last: try bytes.value())
  }
}

extension Reason.Hits: Packable {
  package func pack(into bytes: inout PackedBytes) { bytes.put(runs, nodes, span) }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(runs: try bytes.value(), nodes: try bytes.value(), span: try bytes.value())
  }
}

extension Reason.Cohort: Packable {
  package func pack(into bytes: inout PackedBytes) { bytes.put(trait, value, nodes) }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(trait: try bytes.value(), value: try bytes.value(), nodes: try bytes.value())
  }
}

extension Reason.NewNodes: Packable {
  package func pack(into bytes: inout PackedBytes) { bytes.put(since, new, others, rarity, cohort) }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(
      since: try bytes.value(), new: try bytes.value(), others: try bytes.value(),
      rarity: try bytes.value(), cohort: try bytes.value())
  }
}

extension Reason.Outage: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(runs, tools, ways, times, nodes, span, healed, rarity)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(
      runs: try bytes.value(), tools: try bytes.value(), ways: try bytes.value(),
      times: try bytes.value(), nodes: try bytes.value(), span: try bytes.value(),
      healed: try bytes.value(), rarity: try bytes.value())
  }
}

extension Reason.Restlessness: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(runs, nodes, restarts, daily, declarations)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(
      runs: try bytes.value(), nodes: try bytes.value(), restarts: try bytes.value(),
      daily: try bytes.value(), declarations: try bytes.value())
  }
}

extension Reason.Leak: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(machines, count, origin, environment, nodes, span)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(
      machines: try bytes.value(), count: try bytes.value(), origin: try bytes.value(),
      environment: try bytes.value(), nodes: try bytes.value(), span: try bytes.value())
  }
}

extension Reason.Growth: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(from, to, time, left, limit, collecting)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(
      from: try bytes.value(), to: try bytes.value(), time: try bytes.value(),
      left: try bytes.value(), limit: try bytes.value(), collecting: try bytes.value())
  }
}

extension Reason.Length: Packable {
  package func pack(into bytes: inout PackedBytes) {
    switch self {
    case .hours(let hours): bytes.put(0, hours)
    case .days(let days): bytes.put(1, days)
    }
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    let isDays = try bytes.number() == 1
    let number = try bytes.number()
    self = isDays ? .days(number) : .hours(number)
  }
}

extension Reason.Pace: Packable {
  package func pack(into bytes: inout PackedBytes) { bytes.put(now, was) }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(now: try bytes.value(), was: try bytes.value())
  }
}
