import Foundation
import MarketModel
import MarketTestKit
import Testing

struct DecisionTests {
  @Test func `work goes from hand to proof, each verb saying what is true now`() throws {
    let market = try Market(roster: true)
    try market.shelveThreeNights()
    let handle = "new-\(Failure.nginx.fingerprint.description.prefix(6))"
    let story: [([String], String, String?)] = [
      (
        ["hand", handle, "Ana", "--due", "fri"],
        "ana owns #1 (\(handle)), next: by Fri 20 Nov", "market start 1"
      ),
      (
        ["step", "1", "look into the image"],
        "#1, next: look into the image, by Fri 20 Nov", "market start 1"
      ),
      (["start", "1"], "#1 is being worked on", "market cause 1 \"what it was\""),
      (
        ["cause", "1", "apache2 runs"], "the cause of #1: apache2 runs",
        "market countermeasure 1 \"what you did\""
      ),
      (["note", "1", " two\nlines "], "noted about #1: two lines", nil),
      (
        ["countermeasure", "1", "disabled it", "--on", "yesterday"],
        "#1 is proving: 3 clean nights after Tue 17 Nov on the nodes that had failed verify it", nil
      ),
      (["close", "1", "--reason", "retired"], "#1 is closed: retired", nil),
      (["reopen", "1", "--reason", "not yet"], "#1 is on the table again", "market start 1"),
      (["snooze", "1", "--until", "+1w"], "#1 is snoozed until Wed 25 Nov", nil),
      (["snooze", "1", "--nodes", "5"], "#1 is snoozed until more than 5 nodes in a night", nil),
      (
        ["snooze", "1", "--new-environment"],
        "#1 is snoozed until it shows outside production", nil
      ),
      (
        ["hand", "1", "nobody", "--due", "mon"], "#1 is left to nobody until Mon 23 Nov", nil
      ),
    ]
    for (words, sentence, next) in story {
      let answer = try market(words)
      #expect(answer.lines.first == sentence, "\(answer.err)")
      if let next { #expect(answer.lines.last == "  → \(next)") }
      #expect(answer.status == 0)
    }
  }

  @Test func `what can't be is refused in a sentence, and nothing is recorded`() throws {
    let market = try Market(roster: true)
    try market.shelveThreeNights()
    let writer = try market.writer()
    let (one, two) = (ProblemID(number: 1, writer: writer), ProblemID(number: 2, writer: writer))
    let three = ProblemID(number: 3, writer: writer)
    try market.decide(
      .sample(.nginx, as: one), .sample(.postgres, as: two), .sample(.compile, as: three),
      .closed(problem: one, reason: "fixed"), .merged(problem: three, into: two),
      .started(problem: two), at: Day.wednesday.at("09:30"))
    let before = try market.files(under: "ledger")
    let long = String(repeating: "x", count: 2001)
    let refusals: [([String], Int32, String)] = [
      (["note", "2", " \n "], 64, "the note is empty"),
      (["note", "2", long], 64, "the note has 2001 characters; the board shows 2000 at most"),
      (["step", "2", "go", "--due", "soon"], 64, "`soon` is no day"),
      (["step", "2", "go", "--due", "2026-11-17"], 1, "Tue 17 Nov 2026 is past"),
      (["countermeasure", "2", "x", "--on", "tomorrow"], 1, "Thu 19 Nov 2026 is still to come"),
      (["start", "1"], 1, "#1 is put away (closed: fixed)"),
      (["start", "2"], 1, "#2 is already being worked on"),
      (["start", "3"], 1, "#3 was merged into #2"),
      (["reopen", "2", "--reason", "x"], 1, "#2 is already on the table (being worked on)"),
      (["merge", "2", "into", "2"], 1, "#2 can't be merged into itself"),
      (["merge", "2", "1"], 1, "#1 is put away (closed: fixed)"),
      (["hand", "2", "bne"], 1, "nobody in the roster is called `bne`"),
      (["hand", "2", "nobody"], 64, "a problem can be left to nobody only until a day"),
      (["note", "9", "x"], 1, "there is no problem #9"),
      (["note", "nine", "x"], 1, "`nine` is no problem's name"),
      (["parked", "--done", "1"], 1, "there is no parked topic 1"),
    ]
    for (words, status, problem) in refusals {
      let answer = try market(words)
      #expect(answer.status == status, "\(words)")
      #expect(answer.err.hasPrefix("market: \(problem)\n  → "), "\(answer.err)")
      #expect(answer.out == "")
    }
    #expect(try market("hand", "2", "bne").err.contains("did you mean ben?"))
    #expect(try market("snooze", "2").status == 64)
    #expect(try market("snooze", "2", "--nodes", "0").status == 64)
    #expect(try market("close", "2").status == 64)
    #expect(try market.files(under: "ledger") == before)
  }

  @Test func `a merge takes the fingerprint along`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    let handles = [Failure.nginx, .postgres].map { "new-\($0.fingerprint.description.prefix(6))" }
    _ = try market("note", handles[0], "seen")
    let answer = try market("merge", handles[1], "into", "1")
    #expect(answer.lines.first == "#2 (\(handles[1])) is part of #1: service[nginx] fails to start")
    let problem = try market("show", "1", "--json").object()
    #expect((problem["fingerprints"] as? [String])?.count == 2)
    #expect(try market("problems", "--json").objects().count == 1)
  }

  @Test func `undo takes back one's own decisions, newest first, and redo brings them again`()
    throws
  {
    let market = try Market()
    try market.shelveThreeNights()
    let handle = "new-\(Failure.nginx.fingerprint.description.prefix(6))"
    _ = try market("hand", handle, "ben")
    _ = try market("note", "1", "from ben", as: "ben")
    _ = try market("start", "1")
    #expect(
      try market("undo").out == "undone: start #1\n  the next undo takes back: assign #1 → ben\n")
    #expect(try market("undo").out == "undone: assign #1 → ben\n  nothing is left to undo\n")
    let answer = try market("undo")
    #expect(answer.status == 1)
    #expect(answer.err.hasPrefix("market: ana has decided nothing that is left to undo\n"))
    #expect(try market("undo", "--redo").lines.first == "redone: assign #1 → ben")
    #expect(try market("show", "1", "--json").object()["owner"] as? String == "ben")
    #expect(
      try market("redo", "--dry-run").out == "this would be redone: start #1\n")
    #expect(try market("redo").out == "redone: start #1\n  nothing is left to redo\n")
    let nothing = try market("redo")
    #expect((nothing.status, nothing.out) == (1, ""))
    #expect(
      nothing.err.hasPrefix("market: your last act was no undo, so there is nothing to redo\n  → "))
    _ = try market("undo")
    let json = try market("redo", "--json").object()
    #expect(json["redone"] as? String == "start #1")
    #expect(json["next_undo"] as? String == "start #1")
    #expect(json["next_redo"] is NSNull)
  }

  @Test func `a phase of a market is taken back at once, others' decisions stay`() throws {
    let market = try Market()
    try market.holdMarket()
    let id = ProblemID(number: 1, writer: try market.writer())
    let before = try market("store", "state").out
    #expect(
      try market("undo", "--phase", "triage", "--dry-run").out == """
        this would be undone: 2 decisions of Triage, Wed 18 Nov
          judge #1: cause known, no fix yet (blocked)
          park “who owns | the *image*”

        """)
    #expect(try market("store", "state").out == before)
    let answer = try market("undo", "--phase", "triage")
    #expect(
      answer.out == """
        undone: 2 decisions of Triage, Wed 18 Nov
          judge #1: cause known, no fix yet (blocked)
          park “who owns | the *image*”
          the next undo takes back: rule acme_web → ben

        """)
    #expect(try market("show", "1", "--json").object()["category"] is NSNull)
    let again = try market("undo", "--phase", "triage")
    #expect(again.status == 1)
    #expect(
      again.err.hasPrefix(
        "market: ana decided nothing in Triage on Wed 18 Nov that is left to undo"))
    let redo = try market("redo", "--json").object()
    #expect((redo["decisions"] as? [Any])?.count == 2)
    #expect(try market("show", "1", "--json").object()["category"] as? String == "B")

    try market.decide(.noted(problem: id, text: "late"), by: .ben, at: Day.wednesday.at("09:20"))
    let nobody = try market("undo", "--phase", "triage", as: "ben")
    #expect(nobody.err.contains("2 decisions of others stay"))
    #expect(
      try market("undo", "--phase", "triage", "--of", "mon").err.contains("no market was held"))
    #expect(try market("undo", "--phase", "lunch").status == 64)
    #expect(try market("undo", "--of", "mon").status == 64)
    #expect(try market("undo", "--redo", "--phase", "triage").status == 64)
  }

  @Test func `every decision answers with the whole problem when a program asks`() throws {
    let market = try Market()
    try market.shelveThreeNights()
    let handle = "new-\(Failure.nginx.fingerprint.description.prefix(6))"
    let problem = try market("start", handle, "--json").object()
    #expect(problem["status"] as? String == "working")
    #expect((problem["evidence"] as? [Any])?.isEmpty == false)
    #expect(try market("show", "1", "--json").object()["id"] as? String == problem["id"] as? String)
    #expect(try market("note", "1", "x", "--quiet").out == "")
  }

  @Test func `a topic is parked, listed and struck off`() throws {
    let market = try Market(roster: true)
    #expect(try market("parked").out == "Nothing is parked.\n")
    #expect(
      try market("park", "the new image", "--with", "ana, bito").lines.first
        == "parked: the new image, with ana, ben")
    _ = try market("park", "on call")
    #expect(
      try market("parked").out
        == "  1  the new image, with ana, ben  Wed 18 Nov\n  2  on call                       Wed 18 Nov\n"
    )
    #expect(
      try market("mine").out.contains("To talk about after the market\n  the new image, with ben"))
    #expect(try market("parked", "--done", "1").out == "done: the new image, with ana, ben\n")
    #expect(try market("parked", "--json").objects().map { $0["topic"] as? String } == ["on call"])
  }

  @Test func `many hands at once give every problem a number of its own`() throws {
    let market = try Market()
    let failures = (0..<8).map(Failure.unrelated)
    try market.shelve(
      NightDigest(
        .wednesday, failures.map { .failed("web-1", $0, at: "02:0\(failures.firstIndex(of: $0)!)") }
      ))
    let handles = failures.map { "new-\($0.fingerprint.description.prefix(8))" }
    let answer = try market.shell(
      "printf '%s\n' \(handles.joined(separator: " "))"
        + " | xargs -P 8 -I ID $MARKET note ID ID --quiet --as ana")
    #expect(answer.err == "")
    let problems = try market("problems", "--json").objects()
    #expect(Set(problems.compactMap { $0["number"] as? Int }) == Set(1...8))
    for problem in problems {
      let history = try #require(problem["history"] as? [[String: Any]])
      let fingerprint = try #require((problem["fingerprints"] as? [String])?.first)
      #expect(history.last?["text"] as? String == "ana noted: new-\(fingerprint.prefix(8))")
    }
  }
}
