/// What is known of one night, small enough to keep for years and to unite with what others know.
///
/// A digest is a *join*: ``merge(_:)`` gives the same from either side and in any grouping, an
/// empty digest changes nothing, and neither does the digest itself. Hence a report read twice
/// counts once, files may come in any order and from several machines, and one worker per core may
/// digest its own files.
///
/// The laws hold because nothing is summed: runs are kept by their id, of two tellings of one run
/// the fuller wins, and of the examples of a failure the earliest are kept.
package struct NightDigest: Hashable, Sendable {
  package let night: Day
  /// The runs of every node that reported, by the run's ``RunMark/id``.
  package private(set) var nodes: [NodeName: [UInt64: RunMark]] = [:]
  /// What the failures look like: the earliest few of each fingerprint, in order of time.
  package private(set) var examples: [Fingerprint: [FailureExample]] = [:]
  /// What could not be read.
  package private(set) var unread: Set<Unread> = []
  /// The resources that changed, as their changes name them.
  package private(set) var resources: [Fingerprint: ChangedResource] = [:]
  /// What runs ran with.
  package private(set) var traits: [Fingerprint: Traits] = [:]
  /// The machines that changes mention.
  package private(set) var mentions: [Fingerprint: [String]] = [:]
  /// By which names and addresses nodes are known to others, besides ``NodeName/ownNames``.
  package private(set) var addresses: [NodeName: Set<String>] = [:]

  package init(night: Day) { self.night = night }

  /// Examples of a failure that are kept. Three show what varies; one would hide it.
  package static let exampleLimit = 3

  /// Names and addresses of a node that are kept; of more, the first in order. A node that makes up
  /// a new one in each run gains nothing.
  package static let addressLimit = 8

  /// Notes one run, with all that it tells.
  package mutating func add(_ run: Run, started: Instant) {
    var mark = RunMark(run, started: started)
    if let failure = run.failure {
      mark.failure = note(failure, of: run, started: started, knockOns: run.knockOns)
    }
    mark.tolerated = Set(
      run.tolerated.map { note($0, of: run, started: started, knockOns: []) }
    ).sorted()
    mark.caveats = Set(
      run.caveats.map { note(Failure($0), of: run, started: started, knockOns: []) }
    ).sorted()
    mark.changes = run.changes.map { note($0, of: run) }
    if !run.traits.isEmpty {
      let fingerprint = run.traits.fingerprint
      traits[fingerprint] = run.traits
      mark.traits = fingerprint
    }
    if !run.addresses.isEmpty { add(Set(run.addresses), of: run.node) }
    insert(mark, of: run.node)
  }

  package mutating func add(_ mark: RunMark, of node: NodeName) { insert(mark, of: node) }

  package mutating func add(_ marks: [RunMark], of node: NodeName) {
    nodes[node, default: [:]].merge(
      marks.lazy.map { ($0.id, $0) }, uniquingKeysWith: RunMark.joined)
  }

  package mutating func add(_ example: FailureExample, under fingerprint: Fingerprint) {
    examples[fingerprint] = joined(examples[fingerprint] ?? [], [example])
  }

  package mutating func add(_ resource: ChangedResource) {
    resources[resource.fingerprint] = resource
  }

  package mutating func add(_ traits: Traits) { self.traits[traits.fingerprint] = traits }

  package mutating func add(mentions machines: [String]) -> Fingerprint {
    let fingerprint = Fingerprint(kind: "mentions", subject: machines.joined(separator: "\u{0}"))
    mentions[fingerprint] = machines
    return fingerprint
  }

  package mutating func add(_ addresses: Set<String>, of node: NodeName) {
    let others = addresses.subtracting(node.ownNames)
    guard !others.isEmpty else { return }
    let all = self.addresses[node].map { $0.union(others) } ?? others
    self.addresses[node] =
      all.count <= Self.addressLimit ? all : Set(all.sorted().prefix(Self.addressLimit))
  }

  package mutating func add(_ unread: Unread) { self.unread.insert(unread) }

  /// Forgets what could not be read of a file from an offset on, because it is being read again.
  package mutating func forgetUnread(of file: String, from offset: Int) {
    unread = unread.filter { $0.file != file || $0.offset < offset }
  }

  package mutating func merge(_ other: NightDigest) {
    if nodes.isEmpty {
      nodes = other.nodes
    } else {
      nodes.merge(other.nodes) { $0.merging($1, uniquingKeysWith: RunMark.joined) }
    }
    examples.merge(other.examples) { joined($0, $1) }
    unread.formUnion(other.unread)
    resources.merge(other.resources) { first, _ in first }
    traits.merge(other.traits) { first, _ in first }
    mentions.merge(other.mentions) { first, _ in first }
    for (node, addresses) in other.addresses { add(addresses, of: node) }
  }

  package var isEmpty: Bool { nodes.isEmpty && unread.isEmpty }

  private mutating func insert(_ mark: RunMark, of node: NodeName) {
    nodes[node, default: [:]].merge(
      CollectionOfOne((mark.id, mark)), uniquingKeysWith: RunMark.joined)
  }

  private mutating func note(_ change: Change, of run: Run) -> ChangeMark {
    let resource = ChangedResource(change, of: run)
    let fingerprint = resource.fingerprint
    if resources[fingerprint] == nil { resources[fingerprint] = resource }
    return ChangeMark(
      resource: fingerprint, seconds: (change.duration ?? 0).believed,
      mentions: change.mentions.isEmpty ? nil : add(mentions: change.mentions))
  }

  private mutating func note(
    _ failure: Failure, of run: Run, started: Instant, knockOns: [Failure]
  ) -> Fingerprint {
    let fingerprint = Fingerprint(of: failure, by: run.tool)
    // Of a failure that is everywhere, only the earliest are kept: most need no look.
    if let kept = examples[fingerprint], kept.count == Self.exampleLimit, let last = kept.last,
      last.isEarlier(than: run, started: started)
    {
      return fingerprint
    }
    let example = FailureExample(failure, of: run, started: started, knockOns: knockOns)
    examples[fingerprint] = joined(examples[fingerprint] ?? [], [example])
    return fingerprint
  }
}

/// The earliest few of both, one for each run; of two tellings of one run, the fuller.
private func joined(_ a: [FailureExample], _ b: [FailureExample]) -> [FailureExample] {
  var all = a + b
  all.sort { FailureExample.precedes($0, $1) }
  var kept: [FailureExample] = []
  for example in all where kept.last.map({ !$0.isSameRun(as: example) }) ?? true {
    kept.append(example)
    if kept.count == NightDigest.exampleLimit { break }
  }
  return kept
}
