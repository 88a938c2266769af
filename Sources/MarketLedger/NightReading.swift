import Documents
import MarketModel

extension ShelvedDigest {
  /// **Bytes.** A night of 20,000 nodes is some 20 MB.
  static let limit = 256 * 1024 * 1024
  /// The version that is written.
  static let version = 2

  /// **Bytes** that tell the version.
  static let headLength = 16

  /// Whether a newer version wrote this; told by the first bytes alone.
  static func isNewer(_ bytes: [UInt8]) -> Bool {
    guard bytes.starts(with: LedgerLine.opening) else { return false }
    let digits = bytes[LedgerLine.opening.count...].prefix(8).prefix { 0x30...0x39 ~= $0 }
    return Int(String(decoding: digits, as: UTF8.self)).map { $0 > version } ?? false
  }

  /// Reads a digest.
  ///
  /// - Throws: ``DigestFlaw`` when anything in it is not as it was written. Half a digest would pass
  ///   for a quiet night.
  ///
  /// - Parameter take: is offered the runs of each node, in order of time, with the digest, which has all
  ///   that they name by then; what it takes does not go into the digest.
  init(
    _ bytes: [UInt8], of night: Day,
    giving take: (NodeName, RunColumns, NightDigest) -> Bool = { _, _, _ in false }
  ) throws(DigestFlaw) {
    guard bytes.count <= Self.limit else { throw DigestFlaw("is larger than a night can be") }
    guard bytes.last == LedgerLine.newline, Seal.claimed(by: bytes.dropLast()) != nil else {
      throw DigestFlaw("was cut off, or is no digest")
    }
    guard Seal.holds(on: bytes.dropLast()) else {
      throw DigestFlaw("was changed after it was written")
    }
    do throws(DigestFlaw) { try self.init(sealed: bytes, of: night, giving: take) } catch {
      var flaw = error
      flaw.isOfNewerVersion = Self.isNewer(bytes)
      throw flaw
    }
  }

  private init(
    sealed bytes: [UInt8], of night: Day, giving take: (NodeName, RunColumns, NightDigest) -> Bool
  ) throws(DigestFlaw) {
    var reading = Reading(night: night)
    try JSONCursor.reading(bytes) { (cursor) throws(DigestFlaw) in
      try reading.read(&cursor, giving: take)
    }
    let node = DocumentNode.object(reading.others)
    guard node["night"]?.string == night.description else {
      throw DigestFlaw("is the digest of another night")
    }
    digest = reading.digest
    heads = [:]
    for member in node["heads"]?.members ?? [] {
      guard let pair = member.value.elements, pair.count == 2, let sequence = pair[0].int,
        let hash = pair[1].string.flatMap(ChainHash.init)
      else { throw DigestFlaw("has a broken head of a ledger") }
      heads[WriterID(rawValue: member.name)] = LedgerHead(sequence: sequence, hash: hash)
    }
    for member in node["examples"]?.members ?? [] {
      guard let fingerprint = Fingerprint(member.name) else {
        throw DigestFlaw("has a broken fingerprint")
      }
      for element in member.value.elements ?? [] {
        guard let example = ExampleCoding.example(element) else {
          throw DigestFlaw("has a broken example of \(fingerprint)")
        }
        digest.add(example, under: fingerprint)
      }
    }
    for element in node["unread"]?.elements ?? [] {
      guard let file = element["file"]?.string, let offset = element["offset"]?.int,
        let reason = element["reason"]?.string
      else { throw DigestFlaw("has a broken note on an unread file") }
      digest.add(Unread(file: file, offset: offset, reason: reason))
    }
  }
}

/// A digest while it is read: its nodes, which are nearly all of it, one after the other.
private struct Reading {
  var digest: NightDigest
  /// What is not `nodes`.
  private(set) var others: [DocumentNode.Member] = []

  init(night: Day) { digest = NightDigest(night: night) }

  mutating func read(
    _ cursor: inout JSONCursor, giving take: (NodeName, RunColumns, NightDigest) -> Bool
  ) throws(DigestFlaw) {
    try DigestFlaw.of { () throws(DocumentError) in try cursor.enterObject() }
    while let name = try name(&cursor) {
      guard name == "nodes" else {
        let value = try DigestFlaw.of { () throws(DocumentError) in try cursor.node() }
        others.append(DocumentNode.Member(name, value))
        continue
      }
      try readNodes(&cursor, giving: take)
    }
    try DigestFlaw.of { () throws(DocumentError) in try cursor.finish() }
  }

  /// The tables stand before the nodes that name them.
  private mutating func readNodes(
    _ cursor: inout JSONCursor, giving take: (NodeName, RunColumns, NightDigest) -> Bool
  ) throws(DigestFlaw) {
    let head = DocumentNode.object(others)
    let version = head["v"]?.int ?? 0
    let tables = try ShelvedTables(head, into: &digest)
    try DigestFlaw.of { () throws(DocumentError) in try cursor.enterObject() }
    while let name = try name(&cursor).map(NodeName.init(rawValue:)) {
      let node = try DigestFlaw.of { () throws(DocumentError) in try ShelvedNode(&cursor) }
      let columns = try NodeColumns.runs(node, version: version, naming: tables)
      if take(name, columns, digest) { continue }
      digest.add(columns.runs, of: name)
      digest.add(Set(try node.texts("addresses")), of: name)
    }
  }

  private func name(_ cursor: inout JSONCursor) throws(DigestFlaw) -> String? {
    try DigestFlaw.of { () throws(DocumentError) in try cursor.nextKey()?.string() }
  }
}
