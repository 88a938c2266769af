import Foundation
import Testing

struct SyncTests {
  let clones: Clones

  init() throws { clones = try Clones() }

  @Test func `what one decides, the others have after both have synced`() throws {
    let ana = try clones.clone("ana")
    let one = try ana.decide(3)
    #expect(try ana.sync().lines == ["Sent 3 decisions (ana 3) to origin/main."])

    let bo = try clones.clone("bo")
    #expect(try bo.sync().out == "Nothing new: origin/main has what is here, and nothing else.\n")
    let two = try bo.decide(2)
    #expect(try bo.sync().lines == ["Sent 2 decisions (bo 2) to origin/main."])
    #expect(try ana.sync().lines == ["Received 2 decisions (bo 2) from origin/main."])

    #expect(try ana.ids() == Set(one + two))
    #expect(try ana.state() == bo.state())
    for clone in [ana, bo] {
      #expect(try clone.git("status", "--porcelain") == "")
      #expect(try clone("check").out.hasSuffix("all sound.\n"))
    }
    #expect(try ana.git("rev-parse", "HEAD") == bo.git("rev-parse", "HEAD"))
  }

  @Test func `both may decide before either syncs`() throws {
    let (ana, bo) = (try clones.clone("ana"), try clones.clone("bo"))
    try ana.decide(1)
    try bo.decide(2)
    try ana.sync()
    #expect(
      try bo.sync().lines == [
        "Received 1 decision (ana 1) from origin/main.",
        "Sent 2 decisions (bo 2) to origin/main.",
      ])
    try ana.sync()
    #expect(try ana.state() == bo.state())
    #expect(try ana.ids().count == 3)
  }

  @Test func `programs get what came and what went`() throws {
    let ana = try clones.clone("ana")
    try ana.decide(2)
    let json = try ana.sync("--json").object()
    #expect(json["remote"] as? String == "origin")
    #expect(json["branch"] as? String == "main")
    let sent = try #require(json["sent"] as? [String: Any])
    let decisions = try #require(sent["decisions"] as? [[String: Any]])
    #expect(decisions.map { $0["person"] as? String } == ["ana"])
    #expect(decisions.map { $0["count"] as? Int } == [2])
    #expect((json["commit"] as? String)?.count == 40)
    #expect((json["left_out"] as? [Any])?.isEmpty == true)
  }

  @Test func `nights, minutes and settings go along`() throws {
    let (ana, bo) = (try clones.clone("ana"), try clones.clone("bo"))
    try ana.write(report("web-1", run: "r1", failing: "no"), to: "spool/a.jsonl")
    try ana("gather", "spool", "--source", "a")
    try ana.write("verify_after: 5\n", to: "market.yml")
    try ana.write("# Minutes\n", to: "minutes/2026-11-17.md")
    #expect(
      try ana.sync().lines == [
        "Sent 1 night, the minutes of 1 market and the settings to origin/main."
      ])
    #expect(
      try bo.sync().lines == [
        "Received 1 night, the minutes of 1 market and the settings from origin/main."
      ])
    #expect(try bo("night", "--json").out == ana("night", "--json").out)
    #expect(try bo.text("market.yml") == "verify_after: 5\n")
    // What lies beside the store's own files stays where it is.
    #expect(!FileManager.default.fileExists(atPath: bo.folder.path + "/spool"))
  }

  @Test func `one digest that two gathered is joined`() throws {
    let (ana, bo) = (try clones.clone("ana"), try clones.clone("bo"))
    for (clone, run) in [(ana, "r1"), (bo, "r2")] {
      try clone.write(report("web-1", run: run), to: "spool/\(run).jsonl")
      try clone("gather", "spool", "--source", "site")
      try clone.sync()
    }
    try ana.sync()
    #expect(try ana.text("nights/2026-11-18/site.json") == bo.text("nights/2026-11-18/site.json"))
    let runs = try ana("night", "--json").object()["runs"] as? [String: Any]
    #expect(runs?["total"] as? Int == 2)
    #expect(try ana("check").status == 0)
  }

  @Test func `settings that both changed are merged where their lines allow it`() throws {
    let (ana, bo) = (try clones.clone("ana"), try clones.clone("bo"))
    let old = "verify_after: 3\n\n\n\n\nroster:\n  - name: ana\n"
    try ana.write(old, to: "market.yml")
    try ana.sync()
    try bo.sync()
    try ana.write(old.replacingOccurrences(of: "3", with: "4"), to: "market.yml")
    try bo.write(old + "  - name: bo\n", to: "market.yml")
    try ana.sync()
    try bo.sync()
    try ana.sync()
    #expect(
      try bo.text("market.yml") == "verify_after: 4\n\n\n\n\nroster:\n  - name: ana\n  - name: bo\n"
    )
    #expect(try ana.text("market.yml") == bo.text("market.yml"))
  }

  @Test func `settings that clash stay, and theirs lie beside them`() throws {
    let (ana, bo) = (try clones.clone("ana"), try clones.clone("bo"))
    try ana.write("verify_after: 4\n", to: "market.yml")
    try bo.write("verify_after: 5\n", to: "market.yml")
    try ana.sync()
    let answer = try bo.sync()
    #expect(answer.err.contains("market.yml: was changed here and there in the same place"))
    #expect(try bo.text("market.yml") == "verify_after: 5\n")
    #expect(try bo.text("market.yml.theirs") == "verify_after: 4\n")
    // Whoever looked last at both has decided.
    try ana.sync()
    #expect(try ana.text("market.yml") == "verify_after: 5\n")
  }

  @Test func `a ledger that went on in two copies keeps both lines of the fork`() throws {
    let ana = try clones.clone("ana")
    let first = try ana.decide(1)
    try ana.sync()
    let bo = try clones.clone("bo")
    try bo.sync()
    let name = try #require(first.first?.split(separator: ":").first)
    let path = "ledger/\(name).jsonl"
    let old = try ana.text(path)
    try ana.decide(1)
    // The same hand decided on an old copy, too.
    let line = try ana.text(path).dropFirst(old.utf8.count)
    try ana.write(old, to: path)
    try ana("park", "what nobody else has")
    try ana.decide(1)
    try bo.write(old + line, to: path)
    try ana.sync()
    try bo.sync()
    try ana.sync()
    let (a, b) = (try ana.text(path), try bo.text(path))
    #expect(a.hasPrefix(old) && b.hasPrefix(old + line))
    #expect(Set(a.split(separator: "\n")) == Set(b.split(separator: "\n")))
    #expect(a.split(separator: "\n").count == 4)
    #expect(try ana.state() == bo.state())
    #expect(try ana.sync().out.hasPrefix("Nothing new"))
    #expect(try bo.sync().out.hasPrefix("Nothing new"))
  }
}
