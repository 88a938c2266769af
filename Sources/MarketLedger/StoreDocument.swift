import Documents
import MarketModel

/// A whole store, as read from one document (StoreExport.swift) and found to be true: every sum
/// holds, every name may name a file. Nothing was written yet.
package struct StoreDocument {
  var files: [String: String] = [:]
  var minutes: [Day: [String]] = [:]
  /// The digests' bytes as their files will have them.
  var nights: [Day: [String: [UInt8]]] = [:]
  var ledgers: [WriterID: LedgerContents] = [:]
  /// Members that only a newer version knows; they are not imported.
  package private(set) var unknown: [String] = []

  /// **Bytes** that are read: ten years of a fleet of a thousand nodes.
  package static let limit = 1 << 30
  /// Names in one list of names. Ten years have 3,653 nights; a document with more is no store.
  static let nameLimit = 20_000

  /// - Throws: ``ImportError`` about the first thing that is not as it should be. One is enough: what
  ///   `market export` wrote has none.
  /// - Complexity: O(bytes), and twice their number in memory.
  package init(_ bytes: [UInt8]) throws(ImportError) {
    guard bytes.count <= Self.limit else { throw .overlong(bytes: bytes.count) }
    let end = bytes.last == LedgerLine.newline ? bytes.count - 1 : bytes.count
    guard Seal.claimed(by: bytes[..<end]) != nil else { throw .cutOff }
    guard Seal.holds(on: bytes[..<end]) else { throw .altered }
    try JSONCursor.reading(bytes) { (cursor) throws(ImportError) in
      var reading = Reading(cursor: cursor, bytes: bytes)
      self = try reading.whole()
    }
  }

  private init() {}
}

/// A document while it is read.
private struct Reading {
  var cursor: JSONCursor
  let bytes: [UInt8]
  var document = StoreDocument.none

  init(cursor: JSONCursor, bytes: [UInt8]) { (self.cursor, self.bytes) = (cursor, bytes) }

  mutating func whole() throws(ImportError) -> StoreDocument {
    var version: Int?
    try eachMember("the document") { (self, name) throws(ImportError) in
      switch name {
      case "v":
        version = Int(try self.read { (cursor) throws(DocumentError) in try cursor.number() })
        guard let version, version > 0 else { throw .broken("`v`", "is no version") }
        guard version == 1 else { throw .newer(version: version) }
      case "files": try self.readFiles()
      case "minutes": try self.readMinutes()
      case "nights": try self.readNights()
      case "ledger": try self.readLedgers()
      case "sum": try self.skip()
      default:
        self.document.note(unknown: name)
        try self.skip()
      }
    }
    try read { (cursor) throws(DocumentError) in try cursor.finish() }
    guard version != nil else { throw .broken("the document", "has no version") }
    return document
  }

  private mutating func readFiles() throws(ImportError) {
    try eachMember("`files`") { (self, name) throws(ImportError) in
      guard StoreDocument.mayBeFile(name) else { throw .badName(name, of: "a file") }
      self.document.files[name] = try self.text()
    }
  }

  private mutating func readMinutes() throws(ImportError) {
    try eachMember("`minutes`") { (self, name) throws(ImportError) in
      guard let day = Day(name), day.description == name else { throw .badName(name, of: "a day") }
      var texts: [String] = []
      try self.eachElement { (self) throws(ImportError) in texts.append(try self.text()) }
      self.document.minutes[day] = texts
    }
  }

  private mutating func readNights() throws(ImportError) {
    try eachMember("`nights`") { (self, name) throws(ImportError) in
      guard let day = Day(name), day.description == name else { throw .badName(name, of: "a day") }
      try self.eachMember("`\(day)`") { (self, source) throws(ImportError) in
        guard FileName.isPlain(source) else { throw .badName(source, of: "a source") }
        let digest = Array(self.bytes[try self.skip()]) + [LedgerLine.newline]
        do throws(DigestFlaw) { try ShelvedDigest.check(digest, of: day) } catch {
          throw .broken("the digest of \(source) of \(day)", error.reason)
        }
        self.document.nights[day, default: [:]][source] = digest
      }
    }
  }

  private mutating func readLedgers() throws(ImportError) {
    try eachMember("`ledger`") { (self, name) throws(ImportError) in
      let writer = WriterID(rawValue: name)
      guard writer.isWellFormed else { throw .badName(name, of: "a hand") }
      var contents = LedgerContents(writer: writer)
      try self.eachElement { (self) throws(ImportError) in try self.readLine(into: &contents) }
      if !contents.lines.isEmpty { self.document.ledgers[writer] = contents }
    }
  }

  private mutating func readLine(into contents: inout LedgerContents) throws(ImportError) {
    let start = cursor.offset
    if try read({ (cursor) throws(DocumentError) in try cursor.kind() }) == .string {
      guard try text().isEmpty else {
        throw .brokenLine(of: contents.writer, at: start, "is no line")
      }
      return contents.addHole()
    }
    let range = try skip()
    let line: LedgerLine
    do throws(LedgerLine.Flaw) {
      line = try LedgerLine(bytes, in: range, by: contents.writer)
    } catch {
      throw .brokenLine(of: contents.writer, at: start, error.reason)
    }
    guard line.entry.id.writer == contents.writer else {
      throw .brokenLine(of: contents.writer, at: start, "is of another hand")
    }
    contents.add(line, bytes[range])
  }
}

// MARK: Walking

extension Reading {
  private mutating func read<Value>(
    _ body: (inout JSONCursor) throws(DocumentError) -> Value
  ) throws(ImportError) -> Value {
    do throws(DocumentError) { return try body(&cursor) } catch {
      throw .malformed(error.reason, at: error.offset)
    }
  }

  private mutating func text() throws(ImportError) -> String {
    try read { (cursor) throws(DocumentError) in try cursor.string() }
  }

  /// Moves over a value, and says where it stands.
  @discardableResult
  private mutating func skip() throws(ImportError) -> Range<Int> {
    let start = cursor.offset
    try read { (cursor) throws(DocumentError) in try cursor.skip() }
    return start..<cursor.offset
  }

  private mutating func eachMember(
    _ place: String, _ body: (inout Reading, String) throws(ImportError) -> Void
  ) throws(ImportError) {
    var names: Set<String> = []
    try read { (cursor) throws(DocumentError) in try cursor.enterObject() }
    while true {
      let name = try read { (cursor) throws(DocumentError) in try cursor.nextKey()?.string() }
      guard let name else { return }
      guard names.insert(name).inserted else { throw .broken(place, "names `\(name)` twice") }
      guard names.count <= StoreDocument.nameLimit else { throw .broken(place, "is too long") }
      try body(&self, name)
    }
  }

  private mutating func eachElement(
    _ body: (inout Reading) throws(ImportError) -> Void
  ) throws(ImportError) {
    try read { (cursor) throws(DocumentError) in try cursor.enterArray() }
    while try read({ (cursor) throws(DocumentError) in try cursor.nextElement() }) {
      try body(&self)
    }
  }
}

extension StoreDocument {
  fileprivate static var none: StoreDocument { StoreDocument() }

  fileprivate mutating func note(unknown name: String) { unknown.append(name) }

  /// Whether a name may name a file beside market.yml; none of the store's own.
  static func mayBeFile(_ name: String) -> Bool {
    let taken = ["ledger", "nights", "minutes", "intake", "live", "damaged"]
    return 1...FileName.limit ~= name.utf8.count && name.first != "." && !taken.contains(name)
      && name.unicodeScalars.allSatisfy { $0 != "/" && $0.value >= 0x20 && $0.value != 0x7F }
  }
}

extension LedgerLine.Flaw {
  fileprivate var reason: String {
    switch self {
    case .cut: "has no sum at its end"
    case .altered: "was changed after it was written"
    case .strange: "is no decision, though its sum holds"
    case .overlong: "is longer than a decision can be"
    }
  }
}
