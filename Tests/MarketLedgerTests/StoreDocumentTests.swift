import Foundation
import Glibc
import MarketModel
import MarketTestKit
import Testing

@testable import MarketLedger

/// A document from outside does no harm, and says what is wrong with it.
struct StoreDocumentTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    try MarketStore.create(at: scratch.file("s"))
  }

  private func store() throws -> MarketStore {
    let store = try MarketStore(at: scratch.file("s"))
    store.person = ana.person
    return store
  }

  private func sealed(_ text: String) -> [UInt8] {
    var bytes = Array(text.utf8)
    Seal.close(&bytes)
    return bytes + [LedgerLine.newline]
  }

  private func line(_ sequence: Int, event: String = #"{"started":{"problem":"1.ana-3f9c1e"}}"#)
    -> String
  {
    var bytes = Array(
      #"{"v":1,"id":"ana-3f9c1e:\#(sequence)","at":"2026-11-22T09:03:11.250Z","clock":1,"#.utf8)
    bytes += #""by":"ana","event":\#(event),"prev":"\#(ChainHash.none)""#.utf8
    Seal.close(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  static let hostile: [(String, String)] = [
    (#"{"v":1,"files":{"../x":"""#, "can't name a file"),
    (#"{"v":1,"files":{".gitignore":"x"}"#, "can't name a file"),
    (#"{"v":1,"files":{"ledger":"x"}"#, "can't name a file"),
    (#"{"v":1,"files":{"market.yml":7}"#, "where a text should be"),
    (#"{"v":1,"files":{"a":"","a":""}"#, "twice"),
    (#"{"v":1,"minutes":{"2026-11-31":[]}"#, "can't name a day"),
    (#"{"v":1,"minutes":{"2026-11-22/../x":[]}"#, "can't name a day"),
    (#"{"v":1,"minutes":{"2026-11-22":{}}"#, "where a list should be"),
    (#"{"v":1,"nights":{"tonight":{}}"#, "can't name a day"),
    (#"{"v":1,"nights":{"2026-11-22":{"../../etc/x":{}}}"#, "can't name a source"),
    (#"{"v":1,"nights":{"2026-11-22":{".x":{}}}"#, "can't name a source"),
    (#"{"v":1,"nights":{"2026-11-22":{"a\u0000b":{}}}"#, "can't name a source"),
    (#"{"v":1,"nights":{"2026-11-22":{"a":{}}}"#, "is no digest"),
    (#"{"v":1,"nights":{"2026-11-22":{"a":{"v":2,"sum":"0123456789abcdef"}}}"#, "was changed"),
    (#"{"v":1,"ledger":{"Ana":[]}"#, "can't name a hand"),
    (#"{"v":1,"ledger":{"../ana":[]}"#, "can't name a hand"),
    (#"{"v":1,"ledger":{"ana-3f9c1e":["x"]}"#, "is no line"),
    (#"{"v":1,"ledger":{"ana-3f9c1e":[{}]}"#, "has no sum"),
    (#"{"v":1,"ledger":{"ana-3f9c1e":[7]}"#, "has no sum"),
    (#"{"v":1,"ledger":{"ana-3f9c1e":[{"v":1,"sum":"0123456789abcdef"}]}"#, "was changed"),
    (#"{"v":2"#, "newer market"), (#"{"v":0"#, "is no version"), (#"{"files":{}"#, "no version"),
    (#"{"v":1,"x":"# + String(repeating: "[", count: 80), "nested deeper"),
    (#"{"v":1,"x":["#, "malformed"),
  ]

  @Test(arguments: hostile.indices)
  func `a document that is not as it should be says so, before anything is written`(
    index: Int
  ) throws {
    let (text, reason) = Self.hostile[index]
    #expect {
      try StoreDocument(sealed(text))
    } throws: { error in
      guard let error = error as? ImportError else { return false }
      return (reason == "malformed" || error.message.contains(reason)) && !error.remedy.isEmpty
    }
  }

  @Test func `a line of another hand, and a digest of another night, are refused`() throws {
    #expect(throws: ImportError.self) {
      try StoreDocument(sealed(#"{"v":1,"ledger":{"bo-77aa00":[\#(line(1))]}"#))
    }
    var digest = Array(#"{"v":2,"night":"2026-11-21","nodes":{}"#.utf8)
    Seal.close(&digest)
    let text = String(decoding: digest, as: UTF8.self)
    #expect(throws: ImportError.self) {
      try StoreDocument(sealed(#"{"v":1,"nights":{"2026-11-22":{"a":\#(text)}}"#))
    }
  }

  @Test func `cut at any byte, or with any byte changed, a document is refused`() throws {
    let whole = sealed(
      #"{"v":1,"minutes":{"2026-11-22":["é"]},"ledger":{"ana-3f9c1e":[\#(line(1))]}"#)
    #expect(try StoreDocument(whole).ledgers.count == 1)
    for index in whole.indices.dropLast() {
      #expect(throws: ImportError.self) { try StoreDocument(Array(whole[..<index])) }
      var flipped = whole
      flipped[index] ^= 1 << UInt8(index % 8)
      #expect(throws: ImportError.self) { try StoreDocument(flipped) }
    }
  }

  @Test(arguments: Soak.seeds(300, of: 3000))
  func `garbage with a true sum never traps`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var bytes = Array(
      #"{"v":1,"files":{"a":"b"},"minutes":{"2026-11-22":["é"]},"nights":{"2026-11-22":{"a":"#.utf8)
    bytes += #"{"v":3}}},"ledger":{"ana-3f9c1e":["",\#(line(1)),\#(line(3))]}"#.utf8
    for _ in 0..<chance.int(1...4) {
      let index = chance.int(0...bytes.count - 1)
      switch chance.int(0...2) {
      case 0: bytes[index] = UInt8(chance.int(0...255))
      case 1: bytes.insert(contentsOf: chance.text().utf8, at: index)
      default: bytes.removeSubrange(index..<min(bytes.count, index + chance.int(1...80)))
      }
      if bytes.isEmpty { bytes = [0] }
    }
    Seal.close(&bytes)
    do throws(ImportError) { _ = try StoreDocument(bytes) } catch {
      #expect(!error.problem.isEmpty && !error.remedy.isEmpty)
    }
  }

  @Test func `links in the store are not written through, and all else is imported`() throws {
    let document = try StoreDocument(
      sealed(
        #"{"v":1,"files":{"market.yml":"x: 1","nodes.txt":"a"},"minutes":{"2026-11-22":["m"]},"#
          + #""ledger":{"ana-3f9c1e":[\#(line(1))]}"#))
    try scratch.write(Array("kept".utf8), to: "target")
    for name in ["ledger/ana-3f9c1e.jsonl", "market.yml"] {
      try FileManager.default.createSymbolicLink(
        atPath: scratch.file("s/\(name)"), withDestinationPath: scratch.file("target"))
    }
    let imported = StoreImport(document, into: try store())
    #expect(
      imported.failures == [
        .notRegular(file: scratch.file("s/ledger/ana-3f9c1e.jsonl")),
        .notRegular(file: scratch.file("s/market.yml")),
      ])
    #expect(try scratch.text("target") == "kept")
    #expect(imported.files == ["nodes.txt"])
    #expect(imported.minutes == 1)
  }

  @Test func `settings that are here stay, and of different minutes both are there`() throws {
    let store = try store()
    try scratch.write(Array("verify_after: 2\n".utf8), to: "s/market.yml")
    try store.writeMinutes("ours\n", of: Day(daysSince1970: 20_779))
    let document = try StoreDocument(
      sealed(
        #"{"v":1,"files":{"market.yml":"verify_after: 9\n"},"minutes":{"2026-11-22":["theirs\n"]},"#
          + #""weather":[]"#))
    #expect(document.unknown == ["weather"])
    let imported = StoreImport(document, into: store)
    #expect(imported.kept == ["market.yml"])
    #expect(try scratch.text("s/market.yml") == "verify_after: 2\n")
    let folder = try #require(try store.root.folder("minutes"))
    #expect(
      try Set(folder.names().map { try folder.read($0) })
        == [Array("ours\n".utf8), Array("theirs\n".utf8)])
    #expect(StoreImport(document, into: store).isEmpty)
  }

  @Test func `a digest that is damaged here is not written over`() throws {
    let store = try store()
    let nights = try store.root.makeFolder("nights").makeFolder("2026-11-22")
    try nights.replace("a.json", with: Array("broken".utf8))
    var digest = Array(#"{"v":2,"night":"2026-11-22","nodes":{}"#.utf8)
    Seal.close(&digest)
    let text = String(decoding: digest, as: UTF8.self)
    let document = try StoreDocument(sealed(#"{"v":1,"nights":{"2026-11-22":{"a":\#(text)}}"#))
    #expect(StoreImport(document, into: store).failures.count == 1)
    #expect(try scratch.text("s/nights/2026-11-22/a.json") == "broken")
  }
}
