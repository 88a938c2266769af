import MarketModel
import MarketTestKit
import Testing

@testable import MarketLedger

/// The ledger of this year must still open in ten.
struct EventWireTests {
  static let id = ProblemID(number: 12, writer: ana)
  static let day = Day(daysSince1970: 20_779)
  static let problem = #""problem":"12.ana-3f9c1e""#

  static let wire: [(MarketEvent, String)] = [
    (
      .laidOut(
        problem: id, kind: .newNode, fingerprint: Fingerprint(value: 255), title: "nginx \"fails\"",
        night: day),
      #"{"laid_out":{\#(problem),"kind":"new-node","fingerprint":"00000000000000ff","title":"nginx \"fails\"","night":"2026-11-22"}}"#
    ),
    (.returned(problem: id, night: day), #"{"returned":{\#(problem),"night":"2026-11-22"}}"#),
    (
      .judged(problem: id, category: .noFixYet, because: .blocked, severity: .clusterWrong),
      #"{"judged":{\#(problem),"category":"B","because":"blocked","severity":"cluster-wrong"}}"#
    ),
    (
      .judged(problem: id, category: .unknown, because: nil, severity: nil),
      #"{"judged":{\#(problem),"category":"C"}}"#
    ),
    (.rated(problem: id, severity: .noise), #"{"rated":{\#(problem),"severity":"noise"}}"#),
    (
      .snoozed(problem: id, until: .on(day: day)),
      #"{"snoozed":{\#(problem),"until":"2026-11-22"}}"#
    ),
    (
      .snoozed(problem: id, until: .above(nodes: 12)),
      #"{"snoozed":{\#(problem),"until":{"above_nodes":12}}}"#
    ),
    (
      .snoozed(problem: id, until: .newEnvironment(beyond: ["qa"])),
      #"{"snoozed":{\#(problem),"until":{"environment_beyond":["qa"]}}}"#
    ),
    (.dismissed(problem: id, reason: "lab"), #"{"dismissed":{\#(problem),"reason":"lab"}}"#),
    (
      .merged(problem: id, into: ProblemID(number: 3, writer: bo)),
      #"{"merged":{\#(problem),"into":"3.bo-77aa00"}}"#
    ),
    (
      .joined(
        problem: id, fingerprint: Fingerprint(value: 255), place: Fingerprint(value: 16),
        night: day),
      #"{"joined":{\#(problem),"fingerprint":"00000000000000ff","place":"0000000000000010","night":"2026-11-22"}}"#
    ),
    (
      .parted(problem: id, from: ProblemID(number: 3, writer: bo)),
      #"{"parted":{\#(problem),"from":"3.bo-77aa00"}}"#
    ),
    (
      .split(
        problem: id, into: ProblemID(number: 13, writer: bo), kind: .newNode,
        fingerprints: [Fingerprint(value: 255), Fingerprint(value: 1)], title: "it fails",
        night: day),
      #"{"split":{\#(problem),"into":"13.bo-77aa00","kind":"new-node","fingerprints":["00000000000000ff","0000000000000001"],"title":"it fails","night":"2026-11-22"}}"#
    ),
    (
      .keptApart(problem: id, from: ProblemID(number: 3, writer: bo)),
      #"{"kept_apart":{\#(problem),"from":"3.bo-77aa00"}}"#
    ),
    (
      .boundToPlaces(problem: id, places: [Fingerprint(value: 16)]),
      #"{"bound_to_places":{\#(problem),"places":["0000000000000010"]}}"#
    ),
    (
      .assigned(problem: id, owner: bo.person, step: "pin it", due: day),
      #"{"assigned":{\#(problem),"owner":"bo","step":"pin it","due":"2026-11-22"}}"#
    ),
    (
      .leftToNobody(problem: id, until: day),
      #"{"left_to_nobody":{\#(problem),"until":"2026-11-22"}}"#
    ),
    (
      .stepPlanned(problem: id, step: "ask", due: day),
      #"{"step_planned":{\#(problem),"step":"ask","due":"2026-11-22"}}"#
    ),
    (.started(problem: id), #"{"started":{\#(problem)}}"#),
    (.noted(problem: id, text: "a\nb"), #"{"noted":{\#(problem),"text":"a\nb"}}"#),
    (.causeFound(problem: id, text: "DNS"), #"{"cause_found":{\#(problem),"text":"DNS"}}"#),
    (
      .countermeasureTaken(problem: id, text: "pinned", on: day),
      #"{"countermeasure_taken":{\#(problem),"text":"pinned","on":"2026-11-22"}}"#
    ),
    (
      .reviewed(problem: id, verdict: .onTrack),
      #"{"reviewed":{\#(problem),"verdict":"on-track"}}"#
    ),
    (.verified(problem: id, nights: 3), #"{"verified":{\#(problem),"nights":3}}"#),
    (.closed(problem: id, reason: "gone"), #"{"closed":{\#(problem),"reason":"gone"}}"#),
    (.reopened(problem: id, reason: "back"), #"{"reopened":{\#(problem),"reason":"back"}}"#),
    (
      .marketOpened(market: day, plan: .standard),
      #"{"market_opened":{"market":"2026-11-22","plan":{"budgets_s":[120,240,300,180,60]}}}"#
    ),
    (
      .phaseEntered(market: day, phase: .triage),
      #"{"phase_entered":{"market":"2026-11-22","phase":"triage"}}"#
    ),
    (.marketPaused(market: day), #"{"market_paused":{"market":"2026-11-22"}}"#),
    (.marketResumed(market: day), #"{"market_resumed":{"market":"2026-11-22"}}"#),
    (.chairTaken(market: day), #"{"chair_taken":{"market":"2026-11-22"}}"#),
    (.marketClosed(market: day), #"{"market_closed":{"market":"2026-11-22"}}"#),
    (
      .parked(topic: "DNS", problem: nil, people: [ana.person, bo.person], market: day),
      #"{"parked":{"topic":"DNS","people":["ana","bo"],"market":"2026-11-22"}}"#
    ),
    (
      .unparked(topic: EntryID(writer: ana, sequence: 4)),
      #"{"unparked":{"topic":"ana-3f9c1e:4"}}"#
    ),
    (
      .ruleAdopted(cookbook: "nginx", owner: bo.person),
      #"{"rule_adopted":{"cookbook":"nginx","owner":"bo"}}"#
    ),
    (
      .undone(entry: EntryID(writer: bo, sequence: 9)), #"{"undone":{"entry":"bo-77aa00:9"}}"#
    ),
    (
      .unknown(kind: "blessed", json: #"{"by":[1,2.50]}"#), #"{"blessed":{"by":[1,2.50]}}"#
    ),
  ]

  private func entry(_ event: MarketEvent) -> LedgerEntry {
    LedgerEntry(id: EntryID(writer: ana, sequence: 1), at: nine, clock: 1, event: event)
  }

  /// A line with this event, sealed by hand.
  private func line(_ event: String, v: Int = 1, more: String = "") -> [UInt8] {
    var bytes = Array(
      """
      {"v":\(v),"id":"ana-3f9c1e:1","at":"2026-11-22T09:03:11.250Z","clock":1,"by":"ana",\
      "event":\(event)\(more),"prev":"\(ChainHash.none)"
      """.utf8)
    Seal.close(&bytes)
    return bytes
  }

  @Test(arguments: wire.indices)
  func `every event has exactly these bytes`(index: Int) throws {
    let (event, json) = Self.wire[index]
    #expect(LedgerLine.bytes(of: entry(event), after: .none) == line(json))
    let bytes = line(json)
    #expect(try LedgerLine(bytes, in: 0..<bytes.count).entry == entry(event))
  }

  @Test(arguments: 1...300)
  func `every event survives being written`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    let event = chance.event()
    let bytes = LedgerLine.bytes(of: entry(event), after: .none)
    #expect(!bytes.contains(LedgerLine.newline))
    #expect(try LedgerLine(bytes, in: 0..<bytes.count).entry.event == event)
  }

  @Test(arguments: [
    #"{"blessed":{"by":"ana","how":{"deep":[1,{"er":null}]}}}"#,
    #"{"judged":{"problem":"12.ana-3f9c1e","category":"D"}}"#,
    #"{"assigned":{"problem":"12.ana-3f9c1e"}}"#, #"{"verified":{"problem":12,"nights":3}}"#,
    #"{"market_opened":{"market":"2026-11-22","plan":{"budgets_s":[9223372036854775807,1,1,1,1]}}}"#,
    #"{"noted":[]}"#,
    #"{"bound_to_places":{"problem":"12.ana-3f9c1e","places":["0000000000000010","new"]}}"#,
    #"{"gr\u00f6\u00dfe":7}"#,
  ])
  func `what a newer version wrote is kept byte for byte`(json: String) throws {
    let bytes = line(json)
    let read = try LedgerLine(bytes, in: 0..<bytes.count).entry
    guard case .unknown = read.event else {
      Issue.record("read as \(read.event)")
      return
    }
    if !json.contains(#"\u"#) { #expect(LedgerLine.bytes(of: read, after: .none) == bytes) }
  }

  @Test func `members that a newer version added are passed over`() throws {
    let bytes = line(
      #"{"started":{"problem":"12.ana-3f9c1e","mood":{"a":[1]}}}"#, v: 2,
      more: #","signed":["x"]"#)
    #expect(
      try LedgerLine(bytes, in: 0..<bytes.count).entry.event == .started(problem: Self.id))
  }

  @Test(
    arguments: [
      (
        [bo: 17, WriterID(rawValue: "cy-000001"): 4], nil,
        #","seen":{"bo-77aa00":17,"cy-000001":4}"#
      ),
      ([:], nil, #","seen":{}"#), (nil, 1...7, #","step":[1,7]"#),
      ([bo: 1], 1...2, #","seen":{"bo-77aa00":1},"step":[1,2]"#),
    ] as [([WriterID: Int]?, ClosedRange<Int>?, String)])
  func `what was seen, and the step, stand before the hash`(
    seen: [WriterID: Int]?, step: ClosedRange<Int>?, members: String
  ) throws {
    let started = MarketEvent.started(problem: Self.id)
    let entry = LedgerEntry(
      id: EntryID(writer: ana, sequence: 1), at: nine, clock: 1, event: started, seen: seen,
      step: step)
    let bytes = line(#"{"started":{"problem":"12.ana-3f9c1e"}}"#, more: members)
    #expect(LedgerLine.bytes(of: entry, after: .none) == bytes)
    #expect(try LedgerLine(bytes, in: 0..<bytes.count).entry == entry)
  }

  @Test(arguments: [
    #","seen":[1]"#, #","seen":7"#, #","step":7"#, #","step":[7]"#, #","step":[7,1]"#,
    #","step":["a","b"]"#, #","step":[2,7]"#, #","step":[1,7,9]"#,
  ])
  func `a newer way to say it is passed over`(members: String) throws {
    let bytes = line(#"{"started":{"problem":"12.ana-3f9c1e"}}"#, more: members)
    let read = try LedgerLine(bytes, in: 0..<bytes.count).entry
    #expect((read.seen, read.step) == (nil, nil))
  }

  @Test(arguments: [
    #"{"started":{"problem":"12.ana-3f9c1e"},"noted":{}}"#, "{}", "[]", "7", "null",
    #"{"started":{"problem":"12.ana-3f9c1e"}"#,
  ])
  func `an event that is not one thing is no event, though its sum holds`(json: String) {
    let bytes = line(json)
    #expect(throws: LedgerLine.Flaw.strange) { try LedgerLine(bytes, in: 0..<bytes.count) }
  }
}
