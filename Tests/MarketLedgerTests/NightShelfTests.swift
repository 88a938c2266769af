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
      run.traits["platform"] = "debian 12"
      if index == 1 {
        run.changes = [
          Change(
            title: "template[/etc/motd]", declaration: "base::motd", action: "create",
            duration: 2.5,
            mentions: ["db-1"])
        ]
        run.addresses = ["10.1.0.1"]
        run.usage.agent = 375
      }
      digest.add(run, started: night.start.adding(seconds: Double(index) * 1800))
    }
    digest.add(Unread(file: "b.json", offset: 7, reason: "is not JSON"))
    let shelved = ShelvedDigest(
      digest: digest, heads: [ana: LedgerHead(sequence: 2, hash: .none)])
    let lines = String(decoding: shelved.bytes(), as: UTF8.self).split(separator: "\n")
    #expect(
      lines[0] == """
        {"v":2,"night":"2026-11-22","heads":\
        {"ana-3f9c1e":[2,"00000000000000000000000000000000"]},
        """)
    #expect(
      lines[1...2] == [
        #""resources":["#, #"["chef","template[/etc/motd]","base::motd","create"]],"#,
      ])
    #expect(lines[3...4] == [#""traits":["#, #""platform=debian 12"],"#])
    #expect(lines[5...6] == [#""trait_sets":["#, #""A"],"#])
    #expect(lines[7...9] == [#""mentions":["#, #""db-1"],"#, #""nodes":{"#])
    #expect(
      lines[10].replacing(/"run":"[\w-]{18}"/, with: #""run":"…""#) == """
        "web-01":{"run":"…","started":"gkskw1Bo4B","tool":"chef",\
        "environment":"production","status":["success",[1],"failure"],"duration":"f","total":312,\
        "updated":[0,[1],2],"traits":0,"agent_mb":"AuXtX","changes":"AACAA","took":"AC",\
        "mentions":"AA","addresses":["10.1.0.1"]}},
        """)
    #expect(lines[11] == #""examples":{},"#)
    #expect(
      lines[12].dropLast(Seal.length)
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

  @Test(arguments: [
    #""started":"A","changes":"BAA""#, #""started":"AAA""#, #""started":"!""#,
    #""started":"A","changes":"AA","mentions":"AA""#, #""started":"A","duration":"AAA""#,
    #""started":"A","traits":0"#, #""started":"A","agent_mb":"B""#,
    #""started":"A","changes":"AA","took":"B""#, #""started":"________________""#,
  ])
  func `packed values that cannot be are refused`(columns: String) {
    var bytes = Array(#"{"v":2,"night":"2026-11-22","nodes":{"a":{"run":"AAAAAA","#.utf8)
    bytes += #""tool":"chef","status":"success",\#(columns)}}"#.utf8
    Seal.close(&bytes)
    #expect(throws: DigestFlaw.self) { try ShelvedDigest(bytes + [LedgerLine.newline], of: night) }
  }

  @Test(arguments: 1...60)
  func `whatever the packed values are, they are read or refused`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<30 {
      var text = #"{"v":2,"night":"2026-11-22","resources":[["chef","a"],["salt","b","c","d"]],"#
      text +=
        #""traits":["a=b","c=d"],"trait_sets":["\#(packed(&random))","AB"],"mentions":["x y"],"#
      let count = random.int(0...3)
      let ids = String(repeating: "AAAAAB", count: count)
      text += #""nodes":{"a":{"run":"\#(ids)","tool":"chef","status":"success","traits":0"#
      for name in [
        "started", "duration", "agent_mb", "free", "total_mb", "gc_ms", "changes", "took",
        "mentions",
      ] where name == "started" || random.int(0...2) > 0 {
        text += #","\#(name)":"\#(packed(&random))""#
      }
      var bytes = Array((text + "}}").utf8)
      Seal.close(&bytes)
      do throws(DigestFlaw) {
        let read = try ShelvedDigest(bytes + [LedgerLine.newline], of: night).digest
        #expect(read.nodes.count == 1)
      } catch { #expect(!error.reason.isEmpty) }
    }
  }

  private func packed(_ random: inout SeededGenerator) -> String {
    let letters = Array("AAAABBCDEKf_g-9z")
    return String((0..<random.int(0...6)).map { _ in random.one(of: letters) })
  }

  @Test func `node by node, a night has the runs that it has as a whole`() throws {
    var chance = SeededGenerator(seed: 5)
    let digest = chance.digest(30)
    _ = try shelve(digest, of: "a")
    let shelf = NightShelf(nights)
    var nodes: [NodeName: [RunMark]] = [:]
    let damage = try shelf.eachNode(of: night) { node, runs, tables in
      #expect(tables.resources == digest.resources && tables.traits == digest.traits)
      nodes[node] = runs.runs
      #expect(RunColumns(runs.runs).runs == runs.runs)
    }
    #expect(damage?.isEmpty == true)
    #expect(
      nodes
        == digest.nodes.mapValues { $0.values.sorted { ($0.started, $0.id) < ($1.started, $1.id) } }
    )
    _ = try shelve(chance.digest(), of: "b")
    #expect(try shelf.eachNode(of: night) { _, _, _ in } == nil, "two sources must be united")
  }

  @Test func `a value that no run can have is a flaw, however far it is off`() {
    for (column, value) in [
      ("updated", "-9223372036854775808"), ("updated", "9223372036854775807"),
      ("updated", "-1000000001"), ("updated", "1e400"), ("total", "-1"), ("failed", #""1""#),
      ("failure", "0"), ("failure", #""0""#), ("traits", "0"), ("noop", "1"),
    ] {
      var bytes = Array(#"{"v":2,"night":"2026-11-22","nodes":{"a":{"run":"AAAAAA","#.utf8)
      bytes += #""started":"A","tool":"chef","status":"success","\#(column)":\#(value)}}"#.utf8
      Seal.close(&bytes)
      #expect(throws: DigestFlaw("has a value in `\(column)` that cannot be")) {
        try ShelvedDigest(bytes + [LedgerLine.newline], of: night)
      }
    }
  }

  @Test func `the first version's digests are read, their longer ids cut to ours`() throws {
    var bytes = Array(#"{"v":1,"night":"2026-11-22","nodes":{"a":{"run":"q83vEjRWAAAAAAAB","#.utf8)
    bytes +=
      #""started":[1795305600,60],"tool":"chef","status":"success","duration":[31,[1]],"#.utf8
    bytes += #""updated":[2,[1]]}}"#.utf8
    Seal.close(&bytes)
    let digest = try ShelvedDigest(bytes + [LedgerLine.newline], of: night).digest
    let runs = digest.nodes[NodeName(rawValue: "a")]?.values.sorted { $0.started < $1.started }
    #expect(runs?.map(\.started) == [1_795_305_600, 1_795_305_660])
    #expect(runs?.map(\.id) == [0xABCD_EF123, 0])
    #expect(runs?.map(\.tally.updated) == [2, 2])
  }

  @Test func `members of a newer version are passed over`() throws {
    var bytes = Array(
      #"{"v":3,"night":"2026-11-22","weather":{"a":[]},"nodes":{"a":{"run":"AAAAAA","#.utf8)
    bytes += #""started":"A","tool":"chef","status":"success","cpu":[[1]]}}"#.utf8
    Seal.close(&bytes)
    let shelved = try ShelvedDigest(bytes + [LedgerLine.newline], of: night)
    #expect(shelved.digest.nodes.count == 1)
  }

  @Test func `a hundred nodes that run 48 times a night take less than a hundred kilobytes`() {
    var chance = SeededGenerator(seed: 4)
    var digest = NightDigest(night: night)
    for node in 0..<100 {
      let name = NodeName(rawValue: "web-prod-\(node)")
      let phase = chance.int(0...1800)
      for index in 0..<48 {
        var run = Run(
          tool: .chef, format: "f", node: name, runID: "\(node)/\(index)",
          status: chance.int(0...40) == 0 ? .failure : .success)
        run.environment = "production"
        run.duration = Double(chance.int(28...90))
        run.traits = Traits(["platform": "debian 12", "cookbook base": "1.2.\(node % 9)"])
        run.usage = Usage(free: chance.int(9_000...12_000), total: 32_000)
        run.addresses = ["\(name.rawValue).acme.example", "10.1.\(node / 250).\(node % 250)"]
        // One that changes in every run, and now and then one of many.
        run.changes = [Change(title: "template[/etc/motd]", duration: 0.2)]
        if chance.int(0...2) == 0 {
          run.changes.append(
            Change(
              title: "template[/etc/\(chance.int(0...70))]", duration: 1,
              mentions: ["10.1.3.\(chance.int(0...25))"]))
        }
        run.tally = Tally(total: 312, updated: run.changes.count, failed: 0, skipped: 4)
        let start = 1_795_219_200 + phase + index * 1800 + chance.int(0...20)
        digest.add(run, started: Instant(milliseconds: Int64(start) * 1000))
      }
    }
    let size = ShelvedDigest(digest: digest, heads: [:]).bytes().count
    #expect(size < 100_000, "\(size) bytes")
  }
}
