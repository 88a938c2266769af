import Documents
import MarketModel

// A whole store as one JSON document (RFC 8259), which `market export` writes and `market import`
// reads:
//
//     {"v":1,"files":{
//     "market.yml":"market:\n  at: \"09:00\"\n"},
//     "minutes":{
//     "2026-11-22":["# Morning market\n…"]},
//     "nights":{
//     "2026-11-22":{
//     "web-gatherer":{"v":2,"night":"2026-11-22",…}}},
//     "ledger":{
//     "ana-3f9c1e":[
//     {"v":1,"id":"ana-3f9c1e:1",…},
//     "",
//     {"v":1,"id":"ana-3f9c1e:3",…}]},"sum":"2f1c8e9ab04d7735"}
//
// It ends in a seal (Seal.swift) and a newline. All four members may be empty; what is not named
// here is passed over, and named, by whoever reads it.
//
// - `files`: market.yml, and the inventory file that it names, as texts.
// - `minutes`: for each day the texts of its minutes; more than one where copies of the store had
//   written different ones.
// - `nights`: for each night and source the digest (NightCoding.swift), byte for byte as its file
//   has it, without the newline at its end.
// - `ledger`: for each hand its lines (LedgerLine.swift), byte for byte, by number. Of lines with one
//   number all are there. An empty text stands where one is gone or damaged, so that numbers or
//   hashes jump as they do after an empty line of a ledger.
//
// Members and lists are sorted, by their bytes, so equal stores give equal bytes, in whatever order they
// were united. Lines and digests of newer versions are carried like all others; a program that takes
// the document apart must not write them anew, for then their sums hold no more.
//
// Not in it: what is only of this copy (`live/`, `intake/`), what was moved to `damaged/`, and what is
// damaged still. Damage is named, and stays where it is; another copy may have the line whole, and then
// importing that brings it back.

/// Writes a store as one document.
package struct StoreExport {
  /// What could not be carried.
  package private(set) var leftOut: [Damage] = []

  private let write: ([UInt8]) throws -> Void
  private var sum = FNV1a()
  /// **Bytes** so far.
  package private(set) var size = 0

  /// - Parameter write: takes the document piece by piece.
  package init(of store: MarketStore, to write: @escaping ([UInt8]) throws -> Void) throws {
    self.write = write
    try put(#"{"v":1,"files":{"#)
    try putFiles(of: store)
    try put("},\n\"minutes\":{")
    if let folder = try store.root.folder("minutes") { try putMinutes(in: folder) }
    try put("},\n\"nights\":{")
    if let nights = try store.root.folder("nights") { try putNights(in: nights) }
    // After the nights, so that nothing is missing that a digest has seen.
    try put("},\n\"ledger\":{")
    if let folder = try store.root.folder("ledger") { try putLedgers(in: folder) }
    try put("}")
    try write(Seal.text(of: sum.value) + [LedgerLine.newline])
  }

  private mutating func put(_ bytes: [UInt8]) throws {
    sum.mix(bytes.span)
    size += bytes.count
    try write(bytes)
  }

  private mutating func put(_ text: String) throws { try put(Array(text.utf8)) }

  private mutating func put(_ name: String, isFirst: Bool) throws {
    var json = JSONWriter()
    json.value(name)
    try put((isFirst ? "\n" : ",\n") + json.text + ":")
  }

  private mutating func leave(_ file: String, _ reason: String) {
    leftOut.append(Damage(file: file, .unreadable(reason)))
  }
}

// MARK: Texts

extension StoreExport {
  private mutating func putFiles(of store: MarketStore) throws {
    let names = ["market.yml"] + [try store.settings().inventoryFile].compactMap { $0 }
    var isFirst = true
    for name in Set(names).sorted() {
      guard let text = try text(name, in: store.root, file: name) else { continue }
      try put(name, isFirst: isFirst)
      var json = JSONWriter()
      json.value(text)
      try put(json.bytes)
      isFirst = false
    }
  }

  private mutating func putMinutes(in folder: Folder) throws {
    var texts: [Day: Set<String>] = [:]
    for name in try folder.names() {
      let file = "minutes/\(name)"
      guard let day = MinutesName.day(of: name) else {
        leftOut.append(Damage(file: file, .foreignFile))
        continue
      }
      if let text = try text(name, in: folder, file: file) { texts[day, default: []].insert(text) }
    }
    var isFirst = true
    for (day, all) in texts.sorted(by: { $0.key < $1.key }) {
      try put(day.description, isFirst: isFirst)
      var json = JSONWriter()
      json.value(all.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
      try put(json.bytes)
      isFirst = false
    }
  }

  private mutating func text(_ name: String, in folder: Folder, file: String) throws -> String? {
    do throws(StoreError) {
      guard let bytes = try folder.read(name) else { return nil }
      if let text = String(validating: bytes, as: UTF8.self) { return text }
      leave(file, "this is no text in UTF-8, so no document can hold it")
    } catch {
      leave(file, error.problem)
    }
    return nil
  }
}

// MARK: Nights and ledgers

extension StoreExport {
  private mutating func putNights(in nights: Folder) throws {
    var isFirst = true
    for day in try nights.names().compactMap({ Day($0) }).sorted() {
      guard let shelf = try nights.folder(day.description) else { continue }
      var isFirstSource = true
      for name in try shelf.names() {
        guard let digest = try digest(name, of: day, in: shelf) else { continue }
        if isFirstSource {
          try put(day.description, isFirst: isFirst)
          try put("{")
        }
        let stem = String(name.dropLast(".json".count))
        try put(FileName.isPlain(stem) ? stem : FileName.encoded(stem), isFirst: isFirstSource)
        try put(digest)
        (isFirst, isFirstSource) = (false, false)
      }
      if !isFirstSource { try put("}") }
    }
  }

  /// A digest as it may stand in the document; `nil`, and named, when it may not.
  private mutating func digest(_ name: String, of day: Day, in shelf: Folder) throws -> [UInt8]? {
    let file = "nights/\(day)/\(name)"
    guard name.hasSuffix(".json") else {
      leftOut.append(Damage(file: file, .foreignFile))
      return nil
    }
    do {
      guard let bytes = try shelf.read(name) else { return nil }
      try ShelvedDigest.check(bytes, of: day)
      let digest = Array(bytes.dropLast())
      if Portable.isFit(digest) { return digest }
      leave(file, "this digest is no proper JSON, so no document can hold it")
    } catch let flaw as DigestFlaw {
      leave(file, "this digest \(flaw.reason)")
    } catch let error as StoreError {
      leave(file, error.problem)
    }
    return nil
  }

  private mutating func putLedgers(in folder: Folder) throws {
    let ledgers = try Ledgers(in: folder)
    leftOut += ledgers.damage.filter(\.kind.hidesBytes)
    var isFirst = true
    for writer in ledgers.heads.keys.sorted() {
      var contents = LedgerContents(writer: writer)
      for name in try folder.segments(of: writer) {
        guard let bytes = try? folder.read(name) else {
          contents.addHole()
          continue
        }
        for sequence in contents.read(bytes, where: { Portable.isFit(Array($0)) }) {
          leave(
            "ledger/\(name)",
            "decision \(sequence) is no proper JSON, so no document can hold it")
        }
      }
      guard !contents.lines.isEmpty else { continue }
      try put(writer.rawValue, isFirst: isFirst)
      var bytes = Array("[".utf8)
      for (index, line) in contents.inOrder.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        if line.followsHole { bytes += "\n\"\",".utf8 }
        bytes.append(LedgerLine.newline)
        bytes += line.bytes
      }
      try put(bytes + Array("]".utf8))
      isFirst = false
    }
  }
}

extension Damage.Kind {
  /// Whether something stands in the store that no document carries.
  fileprivate var hidesBytes: Bool {
    switch self {
    case .torn, .altered, .strange, .overlong, .wrongHand, .foreignFile, .notRegular, .unreadable:
      true
    case .brokenChain, .gap, .fork, .shortened, .rewritten: false
    }
  }
}
