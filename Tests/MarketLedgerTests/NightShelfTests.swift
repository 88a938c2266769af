import MarketModel
import MarketTestKit
import Testing

@testable import MarketLedger

struct NightShelfTests {
  let scratch: Scratch
  let nights: Folder
  let night = Day(daysSince1970: 20_779)

  init() throws {
    scratch = try Scratch()
    nights = try Folder(path: scratch.path)
  }

  private func shelve(
    _ digest: NightDigest, of source: String, heads: [WriterID: LedgerHead] = [:]
  ) throws -> Bool {
    try NightShelf.change(digest.night, of: source, in: nights, heads: heads) { $0.merge(digest) }
  }

  @Test(arguments: 1...60)
  func `a digest survives being written`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let shelved = ShelvedDigest(
      digest: chance.digest(30),
      heads: [ana: LedgerHead(sequence: 17, hash: ChainHash(of: [1, 2, 3]))])
    let bytes = shelved.bytes()
    #expect(try ShelvedDigest(bytes, of: shelved.digest.night) == shelved)
    #expect(ShelvedDigest(digest: shelved.digest, heads: shelved.heads).bytes() == bytes)
  }

  @Test func `a small digest has exactly these bytes`() throws {
    var digest = NightDigest(night: night)
    for index in 0..<3 {
      var run = Run(
        tool: .chef, format: "f", node: NodeName(rawValue: "web-01"), runID: "r\(index)",
        status: index == 2 ? .failure : .success)
      run.environment = "production"
      run.duration = 31
      run.tally = Tally(total: 312, updated: index, failed: nil, skipped: nil)
      digest.add(run, started: night.start.adding(seconds: Double(index) * 1800))
    }
    digest.add(Unread(file: "b.json", offset: 7, reason: "is not JSON"))
    let shelved = ShelvedDigest(
      digest: digest, heads: [ana: LedgerHead(sequence: 2, hash: .none)])
    let lines = String(decoding: shelved.bytes(), as: UTF8.self).split(separator: "\n")
    #expect(
      lines[0] == """
        {"v":1,"night":"2026-11-22","heads":\
        {"ana-3f9c1e":[2,"00000000000000000000000000000000"]},
        """)
    #expect(lines[1] == #""nodes":{"#)
    #expect(
      lines[2].replacing(/"run":"[\w-]{24}"/, with: #""run":"…""#) == """
        "web-01":{"run":"…","started":[1795305600,1800,1800],"tool":"chef",\
        "environment":"production","status":["success",[1],"failure"],"duration":31,"total":312,\
        "updated":[0,1,2]}},
        """)
    #expect(lines[3] == #""examples":{},"#)
    #expect(
      lines[4].dropLast(Seal.length)
        == #""unread":[{"file":"b.json","offset":7,"reason":"is not JSON"}]"#)
  }

  @Test func `gathering again leaves identical bytes, whatever was decided meanwhile`() throws {
    var chance = SeededGenerator(seed: 1)
    let digest = chance.digest()
    #expect(try shelve(digest, of: "site"))
    let bytes = try scratch.bytes("2026-11-22/site.json")
    #expect(try !shelve(digest, of: "site", heads: [ana: LedgerHead(sequence: 1, hash: .none)]))
    #expect(try scratch.bytes("2026-11-22/site.json") == bytes)
    #expect(try scratch.mode("2026-11-22/site.json") == 0o660)
    #expect(try scratch.mode("2026-11-22") == 0o2770)
  }

  @Test func `several sources are one night, and nights come newest first`() throws {
    var chance = SeededGenerator(seed: 2)
    let (a, b) = (chance.digest(), chance.digest())
    _ = try shelve(a, of: "a")
    _ = try shelve(b, of: "../b/\u{202e}")
    _ = try shelve(NightDigest(night: night.adding(days: -3)).merging(.init(night: night)), of: "a")
    let shelf = NightShelf(nights)
    #expect(try shelf.nights().first == night)
    let all = try shelf.night(night)
    #expect(all.digest == a.merging(b))
    #expect(all.damage.isEmpty)
    #expect(try shelf.night(night.adding(days: 1)).digest.isEmpty)
  }

  @Test func `any flipped bit and any cut of a digest is found, and hides no other source`() throws
  {
    var chance = SeededGenerator(seed: 3)
    let digest = chance.digest(4)
    let bytes = ShelvedDigest(digest: digest, heads: [:]).bytes()
    for index in bytes.indices {
      var flipped = bytes
      flipped[index] ^= 1 << UInt8(index % 8)
      #expect(throws: DigestFlaw.self) { try ShelvedDigest(flipped, of: digest.night) }
      #expect(throws: DigestFlaw.self) {
        try ShelvedDigest(Array(bytes[..<index]), of: digest.night)
      }
    }
    _ = try shelve(digest, of: "good")
    try scratch.write(Array(bytes.dropLast(9)), to: "2026-11-22/bad.json")
    try scratch.write([], to: "2026-11-22/notes.txt")
    let night = try NightShelf(nights).night(night)
    #expect(night.digest == digest)
    #expect(
      night.damage.map(\.file) == ["nights/2026-11-22/bad.json", "nights/2026-11-22/notes.txt"])
    #expect(throws: StoreError.self) { try shelve(digest, of: "bad") }
  }

  @Test(arguments: [
    #""nodes":{"a":{"run":"AAAAAAAA","started":[1],"tool":"chef","status":["success",[99]]}}"#,
    #""nodes":{"a":{"run":"AAAAAAAA","started":[9223372036854775807],"tool":"chef","status":"success"}}"#,
    #""nodes":{"a":{"run":"AAAAAAAAAAAAAAAA","started":[253402300799,253402300799],"tool":"chef","status":"success"}}"#,
    #""nodes":{"a":{"run":"AAAAAAAA","started":[1],"tool":"chef","status":"success","total":-1}}"#,
    #""nodes":{"a":{"run":"AAAAAAA!","started":[1],"tool":"chef","status":"success"}}"#,
    #""nodes":{"a":{"run":"AAAAAAAA","started":[1],"status":"success"}}"#,
    #""nodes":{"a":7}"#, #""examples":{"x":[]}"#, #""unread":[{}]"#, #""heads":{"ana":[1]}"#,
  ])
  func `values that cannot be are refused, though the sum holds`(members: String) {
    var bytes = Array(#"{"v":1,"night":"2026-11-22",\#(members)"#.utf8)
    Seal.close(&bytes)
    #expect(throws: DigestFlaw.self) { try ShelvedDigest(bytes + [LedgerLine.newline], of: night) }
  }

  @Test func `members of a newer version are passed over`() throws {
    var bytes = Array(
      #"{"v":2,"night":"2026-11-22","weather":{"a":[]},"nodes":{"a":{"run":"AAAAAAAA","#.utf8)
    bytes += #""started":[1],"tool":"chef","status":"success","cpu":[[1]]}}"#.utf8
    Seal.close(&bytes)
    let shelved = try ShelvedDigest(bytes + [LedgerLine.newline], of: night)
    #expect(shelved.digest.nodes.count == 1)
  }

  @Test func `a night of a thousand nodes and 48 runs each takes less than a megabyte`() {
    var chance = SeededGenerator(seed: 4)
    var digest = NightDigest(night: night)
    for node in 0..<1000 {
      let phase = chance.int(0...1800)
      for index in 0..<48 {
        let mark = RunMark(
          id: chance.next() >> 16, tool: .chef, environment: "production",
          started: 1_795_219_200 + phase + index * 1800 + chance.int(0...20),
          duration: chance.int(28...34), status: chance.int(0...40) == 0 ? .failure : .success,
          tally: Tally(total: 312, updated: chance.int(0...20) == 0 ? 2 : 0, failed: 0, skipped: 4))
        digest.add(mark, of: NodeName(rawValue: "web-prod-\(node)"))
      }
    }
    let size = ShelvedDigest(digest: digest, heads: [:]).bytes().count
    #expect(size < 1_000_000, "\(size) bytes")
  }
}
