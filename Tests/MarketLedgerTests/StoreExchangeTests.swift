import Foundation
import MarketModel
import MarketTestKit
import Testing

@testable import MarketLedger

/// A store leaves as one document and comes back whole.
struct StoreExchangeTests {
  let scratch: Scratch
  let night = Day(daysSince1970: 20_779)

  init() throws { scratch = try Scratch() }

  private func store(_ name: String, as person: String = "ana") throws -> MarketStore {
    try MarketStore.create(at: scratch.file(name))
    let store = try MarketStore(at: scratch.file(name))
    store.person = Person(rawValue: person)
    return store
  }

  private func export(_ store: MarketStore) throws -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try StoreExport(of: store) { bytes += $0 }
    return bytes
  }

  private func unite(_ document: [UInt8], into store: MarketStore) throws -> StoreImport {
    let imported = StoreImport(try StoreDocument(document), into: store)
    #expect(imported.failures.isEmpty)
    return imported
  }

  /// A store that has everything, drawn from chance.
  private func fill(_ store: MarketStore, _ chance: inout SeededGenerator) throws {
    for _ in 0..<chance.int(0...4) {
      _ = try store.append((0..<chance.int(1...5)).map { _ in chance.event() }, at: nine)
    }
    let digests = [chance.digest(), chance.digest()]
    for (source, digest) in zip(["a", "b/../c"], digests) where chance.int(0...2) > 0 {
      _ = try store.changeNight(night.adding(days: 0), of: source) { $0.merge(digest) }
    }
    if chance.int(0...1) == 0 { try store.writeMinutes("# \(chance.text())\n", of: night) }
  }

  @Test(arguments: Soak.seeds(6, of: 60))
  func `a document makes an equal store, and says nothing new the second time`(seed: UInt64) throws
  {
    var chance = SeededGenerator(seed: seed)
    let old = try store("old")
    try fill(old, &chance)
    try scratch.write(Array("verify_after: 2\ninventory: nodes.txt\n".utf8), to: "old/market.yml")
    try scratch.write(Array("web-01\n".utf8), to: "old/nodes.txt")
    let document = try export(old)
    let new = try store("new")
    #expect(try unite(document, into: new).files == ["market.yml", "nodes.txt"])
    #expect(try new.book().book == old.book().book)
    #expect(try export(new) == document)
    #expect(try unite(document, into: new).isEmpty)
    #expect(try unite(document, into: old).isEmpty)
    #expect(try StoreCheck(of: new).damage.isEmpty)
    #expect(try JSONSerialization.jsonObject(with: Data(document)) is [String: Any])
  }

  @Test(arguments: Soak.seeds(6, of: 60))
  func `stores united in any order are equal, and every ledger only grew`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let first = try store("first")
    try fill(first, &chance)
    // A copy of ana's hand that went on by itself: a fork.
    try FileManager.default.copyItem(
      atPath: scratch.file("first/ledger"), toPath: scratch.file("ledger"))
    let stores = [first, try store("second", as: "bo"), try store("third", as: "ben")]
    try FileManager.default.removeItem(atPath: scratch.file("third/ledger"))
    try FileManager.default.moveItem(
      atPath: scratch.file("ledger"), toPath: scratch.file("third/ledger"))
    _ = try LedgerFile(
      writer: first.writer(), in: Folder(path: scratch.file("third/ledger"))
    ).append([chance.event()], at: nine)
    for store in stores { try fill(store, &chance) }
    let documents = try stores.map(export)

    var united: Set<[UInt8]> = []
    for (name, order) in [("x", [0, 1, 2]), ("y", [2, 0, 1]), ("z", [1, 2, 0])] {
      let all = try store(name)
      for index in order { _ = try unite(documents[index], into: all) }
      united.insert(try export(all))
    }
    for (index, store) in stores.enumerated() {
      let before = try ledgers(of: store)
      for document in documents { _ = try unite(document, into: store) }
      united.insert(try export(store))
      for (name, bytes) in before {
        #expect(try ledgers(of: store)[name]?.starts(with: bytes) == true, "\(index) \(name)")
      }
      _ = try store.append([note("on")], at: nine)
      #expect(try StoreCheck(of: store).damage.allSatisfy { $0.code != "torn" })
    }
    #expect(united.count == 1)
  }

  private func ledgers(of store: MarketStore) throws -> [String: [UInt8]] {
    let folder = try Folder(path: store.path + "/ledger")
    return Dictionary(
      uniqueKeysWithValues: try folder.names().map { ($0, try folder.read($0) ?? []) })
  }

  @Test func `a line that was damaged here comes back from another copy, and both stay sound`()
    throws
  {
    let (here, there) = (try store("here"), try store("there", as: "bo"))
    _ = try here.append((1...5).map { note("\($0)") }, at: nine)
    _ = try unite(export(here), into: there)
    let name = "here/ledger/\(try here.writer().rawValue).jsonl"
    var bytes = try scratch.bytes(name)
    bytes[bytes.count / 2] ^= 1
    bytes[bytes.count - 30] ^= 1
    try scratch.write(bytes, to: name)

    var left: [Damage] = []
    var document: [UInt8] = []
    left = try StoreExport(of: here) { document += $0 }.leftOut
    #expect(left.map(\.kind) == [.altered, .altered])
    let third = try store("third", as: "ben")
    _ = try unite(document, into: third)
    #expect(try third.book().book.entries.map(\.id.sequence) == [1, 2, 4])
    #expect(try StoreCheck(of: third).damage.isEmpty, "what is gone is known to be gone")

    // The owner goes on before the lines are back.
    _ = try here.append([note("6")], at: nine)
    #expect(try unite(export(there), into: here).decisions.values.reduce(0, +) == 2)
    #expect(try scratch.bytes(name).starts(with: bytes))
    _ = try here.append([note("7")], at: nine)
    #expect(try here.book().book.entries.map(\.id.sequence) == Array(1...7))
    _ = try StoreRepair(of: here, StoreCheck(of: here).damage)
    for store in [there, third] { _ = try unite(export(here), into: store) }
    for store in [here, there, third] {
      #expect(try StoreCheck(of: store).damage.isEmpty, "\(store.path)")
      #expect(try export(store) == export(here))
    }
  }

  @Test func `what only a newer market knows is carried byte for byte, and counted`() throws {
    let (old, new) = (try store("old"), try store("new"))
    _ = try old.append([note("one")], at: nine)
    let ledger = "old/ledger/\(try old.writer().rawValue).jsonl"
    let id = try old.writer().rawValue
    var bytes = try scratch.bytes(ledger)
    let prev = ChainHash(of: bytes.dropLast())
    var line = Array(
      #"{"v":7,"id":"\#(id):2","at":"2026-11-22T09:03:11.250Z","clock":2,"by":"ana","#.utf8)
    line += #""event":{"blessed":{"by":[1,2.50,"größe"]}},"mood":{"a":1e9},"prev":"\#(prev)""#.utf8
    Seal.close(&line)
    bytes += line + [LedgerLine.newline]
    try scratch.write(bytes, to: ledger)
    let digests = [#""weather":{"a":[1,"é"]},"nodes":{}"#, #""nodes":[["all","new"]]"#].map {
      body in
      var digest = Array(#"{"v":3,"night":"2026-11-22",\#(body)"#.utf8)
      Seal.close(&digest)
      return digest + [LedgerLine.newline]
    }
    let nights = try old.root.makeFolder("nights").makeFolder("2026-11-22")
    try nights.replace("a.json", with: digests[0])
    try nights.replace("b.json", with: digests[1])

    _ = try unite(export(old), into: new)
    #expect(try scratch.bytes("new/ledger/\(id).jsonl") == bytes)
    #expect(try scratch.bytes("new/nights/2026-11-22/a.json") == digests[0])
    #expect(try scratch.bytes("new/nights/2026-11-22/b.json") == digests[1])
    for store in [old, new] {
      let check = try StoreCheck(of: store)
      #expect(check.damage.isEmpty)
      #expect(check.newer == (1, 2))
      #expect(try store.book().book.unknownKinds == ["blessed": 1])
    }

    // Gathering, and another clone's digest, leave them as they are.
    var chance = SeededGenerator(seed: 1)
    let digest = chance.digest()
    for source in ["a", "b"] {
      #expect(try new.changeNight(night, of: source) { $0.merge(digest) })
      #expect(try !new.changeNight(night, of: source) { $0.merge(digest) })
      _ = try old.root.folder("nights")?.folder("2026-11-22")?.move(
        "\(source).json", to: old.root, as: "was-\(source)")
      _ = try old.changeNight(night, of: source) { $0.merge(digest) }
    }
    let (a, b) = (try export(old), try export(new))
    _ = try unite(b, into: old)
    _ = try unite(a, into: new)
    #expect(try export(old) == export(new))
    #expect(try scratch.bytes("old/nights/2026-11-22/a.json") == digests[0])
    #expect(try new.shelf().night(night).digest == digest)
  }
}
