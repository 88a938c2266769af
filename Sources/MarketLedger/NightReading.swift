import Documents
import MarketModel

extension ShelvedDigest {
  /// **Bytes.** A night of 20,000 nodes is some 20 MB.
  static let limit = 256 * 1024 * 1024

  /// Reads a digest.
  ///
  /// - Throws: ``DigestFlaw`` when anything in it is not as it was written. Half a digest would pass
  ///   for a quiet night.
  init(_ bytes: [UInt8], of night: Day) throws(DigestFlaw) {
    guard bytes.count <= Self.limit else { throw DigestFlaw("is larger than a night can be") }
    guard bytes.last == LedgerLine.newline, Seal.claimed(by: bytes.dropLast()) != nil else {
      throw DigestFlaw("was cut off, or is no digest")
    }
    guard Seal.holds(on: bytes.dropLast()) else {
      throw DigestFlaw("was changed after it was written")
    }
    let node: DocumentNode
    do throws(DocumentError) { node = try DocumentNode(json: bytes) } catch {
      throw DigestFlaw("\(error.reason) (byte \(error.offset))")
    }
    guard node["night"]?.string == night.description else {
      throw DigestFlaw("is the digest of another night")
    }
    digest = NightDigest(night: night)
    heads = [:]
    for member in node["heads"]?.members ?? [] {
      guard let pair = member.value.elements, pair.count == 2, let sequence = pair[0].int,
        let hash = pair[1].string.flatMap(ChainHash.init)
      else { throw DigestFlaw("has a broken head of a ledger") }
      heads[WriterID(rawValue: member.name)] = LedgerHead(sequence: sequence, hash: hash)
    }
    let version = node["v"]?.int ?? 0
    let tables = try ShelvedTables(node, into: &digest)
    for member in node["nodes"]?.members ?? [] {
      let name = NodeName(rawValue: member.name)
      digest.add(
        try NodeColumns.runs(member.value, version: version, naming: tables), of: name)
      if let addresses = member.value["addresses"]?.elements {
        digest.add(Set(addresses.compactMap(\.string)), of: name)
      }
    }
    for member in node["examples"]?.members ?? [] {
      guard let fingerprint = Fingerprint(member.name) else {
        throw DigestFlaw("has a broken fingerprint")
      }
      for element in member.value.elements ?? [] {
        guard let example = FailureExample(element) else {
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

extension FailureExample {
  fileprivate init?(_ node: DocumentNode) {
    guard let tool = node["tool"]?.string.flatMap(Tool.init), let name = node["node"]?.string,
      let environment = node["environment"]?.string, let runID = node["run_id"]?.string,
      let started = node["started"]?.count(to: 253_402_300_799), let failure = node["failure"],
      let message = failure["message"]?.string
    else { return nil }
    self.init(
      tool: tool, node: NodeName(rawValue: name), environment: environment, runID: runID,
      started: started,
      failure: Failure(
        resourceType: failure["type"]?.string, resourceName: failure["name"]?.string,
        action: failure["action"]?.string, declaration: failure["declaration"]?.string,
        line: failure["line"]?.int, errorClass: failure["class"]?.string, message: message,
        detail: failure["detail"]?.string),
      knockOns: node["knock_ons"]?.elements?.compactMap(\.string) ?? [])
  }
}
