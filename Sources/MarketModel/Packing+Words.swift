// The words of the domain as packed bytes; those that keep their fields to themselves are packed where
// they stand.

extension WriterID: Packable {}
extension Person: Packable {}
extension ProblemStatus: Packable {}
extension Category: Packable {}
extension Obstacle: Packable {}
extension Severity: Packable {}
extension SignalKind: Packable {}
extension ReviewVerdict: Packable {}
extension Phase: Packable {}
extension Clash.Outcome: Packable {}

extension Day: Packable {
  package func pack(into bytes: inout PackedBytes) { bytes.put(daysSince1970) }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(daysSince1970: try bytes.number())
  }
}

extension Instant: Packable {
  package func pack(into bytes: inout PackedBytes) { bytes.put(Int(milliseconds)) }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(milliseconds: Int64(try bytes.number()))
  }
}

extension Fingerprint: Packable {
  package func pack(into bytes: inout PackedBytes) { bytes.put(Int(bitPattern: UInt(value))) }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(value: UInt64(UInt(bitPattern: try bytes.number())))
  }
}

extension EntryID: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(writer)
    bytes.put(sequence)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(writer: try bytes.value(), sequence: try bytes.number())
  }
}

extension ProblemID: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(number)
    bytes.put(writer)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(number: try bytes.number(), writer: try bytes.value())
  }
}

extension LedgerEntry.Order: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(clock)
    bytes.put(id)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(clock: try bytes.number(), id: try bytes.value())
  }
}

extension Wake: Packable {
  package func pack(into bytes: inout PackedBytes) {
    switch self {
    case .on(let day):
      bytes.put(0)
      bytes.put(day)
    case .above(let nodes):
      bytes.put(1)
      bytes.put(nodes)
    case .newEnvironment(let known):
      bytes.put(2)
      bytes.put(known)
    }
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self =
      switch try bytes.number() {
      case 0: .on(day: try bytes.value())
      case 1: .above(nodes: try bytes.number())
      case 2: .newEnvironment(beyond: try bytes.value())
      default: throw PackedBytes.Misfit()
      }
  }
}

extension PlaceRule: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(problem)
    bytes.put(entry)
    bytes.put(at)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(problem: try bytes.value(), entry: try bytes.value(), at: try bytes.value())
  }
}

extension Separation: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(problem)
    bytes.put(other)
    bytes.put(entry)
    bytes.put(at)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(
      problem: try bytes.value(), other: try bytes.value(), entry: try bytes.value(),
      at: try bytes.value())
  }
}

extension ParkedTopic: Packable {
  package func pack(into bytes: inout PackedBytes) {
    bytes.put(id)
    bytes.put(topic)
    bytes.put(problem)
    bytes.put(people)
    bytes.put(market)
    bytes.put(at)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    self.init(
      id: try bytes.value(), topic: try bytes.value(), problem: try bytes.value(),
      people: try bytes.value(), market: try bytes.value(), at: try bytes.value())
  }
}

extension Balance: Packable {
  package func pack(into bytes: inout PackedBytes) {
    let rests = { (problem: Problem) in
      !problem.status.isOpen && problem.status != .merged && aliases[problem.id] == nil
    }
    problems.pack(into: &bytes) { rests($1) }
    let fates = problems.values.filter(rests).map { Fate(of: $0.kind, in: $0) }
    bytes.put(Dictionary(fates.map { ($0, 1) }, uniquingKeysWith: +))
    markets.pack(into: &bytes) { $1.closedAt != nil }
    bytes.put(parked)
    bytes.put(ownerRules)
    idsByNumber.pack(into: &bytes) { $1.count == 1 }
    problemByFingerprint.pack(into: &bytes) { _, _ in true }
    bytes.put(placeRules)
    bytes.put(placeByFingerprint)
    bytes.put(separations)
    bytes.put(aliases)
    bytes.put(unknownKinds)
  }
  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    problems = try Shelf(from: &bytes)
    restingFates.value = try bytes.value()
    markets = try Shelf(from: &bytes)
    parked = try bytes.value()
    ownerRules = try bytes.value()
    idsByNumber = try Shelf(from: &bytes)
    problemByFingerprint = try Shelf(from: &bytes)
    placeRules = try bytes.value()
    placeByFingerprint = try bytes.value()
    separations = try bytes.value()
    aliases = try bytes.value()
    unknownKinds = try bytes.value()
  }
}
