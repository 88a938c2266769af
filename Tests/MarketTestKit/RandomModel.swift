package import MarketModel

// Values of the model drawn from chance, with the odd texts that real nodes and people write.

extension SeededGenerator {
  package mutating func int(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  package mutating func one<Value>(of values: some Collection<Value>) -> Value {
    values[values.index(values.startIndex, offsetBy: int(0...values.count - 1))]
  }

  package mutating func maybe<Value>(_ value: (inout Self) -> Value) -> Value? {
    int(0...1) == 0 ? nil : value(&self)
  }

  /// Words, quotes, line breaks, controls, bidi, other scripts and what looks like our own format.
  package mutating func text() -> String {
    let parts = [
      "service", "nginx", "\"", "\\", "\n", "\t", "\u{0}", "\u{1b}[31m", "\u{202e}", "größe", "設定",
      "👩🏽‍🔧", #","sum":"0123456789abcdef"}"#, #"{"v":1"#, "'", "\u{7f}", "\u{feff}", " ", "e\u{301}",
    ]
    return (0..<int(0...5)).map { _ in one(of: parts) }.joined()
  }

  package mutating func writer() -> WriterID {
    WriterID(rawValue: one(of: ["ana-3f9c1e", "bo-77aa00", "mary-ann-000001"]))
  }

  package mutating func person() -> Person { writer().person }
  package mutating func problem() -> ProblemID {
    ProblemID(number: int(1...4), writer: writer())
  }
  package mutating func day() -> Day { Day(daysSince1970: int(20_000...20_010)) }
  package mutating func fingerprint() -> Fingerprint {
    Fingerprint(value: UInt64(int(1...6)) &* 0x9E37_79B9_7F4A_7C15)
  }
}

// MARK: Events

extension SeededGenerator {
  /// Any event but one of an unknown kind.
  package mutating func event() -> MarketEvent {
    switch int(0...31) {
    case 0...3:
      .laidOut(
        problem: problem(), kind: one(of: SignalKind.allCases), fingerprint: fingerprint(),
        title: text(), night: day())
    case 4: .returned(problem: problem(), night: day())
    case 5:
      .judged(
        problem: problem(), category: one(of: Category.allCases),
        because: maybe { $0.one(of: Obstacle.allCases) },
        severity: maybe { $0.one(of: Severity.allCases) })
    case 6: .rated(problem: problem(), severity: one(of: Severity.allCases))
    case 7: .snoozed(problem: problem(), until: wake())
    case 8: .dismissed(problem: problem(), reason: text())
    case 9: .merged(problem: problem(), into: problem())
    case 10:
      .assigned(
        problem: problem(), owner: person(), step: maybe { $0.text() }, due: maybe { $0.day() })
    case 11: .leftToNobody(problem: problem(), until: day())
    case 12: .stepPlanned(problem: problem(), step: text(), due: day())
    case 13: .started(problem: problem())
    case 14: .noted(problem: problem(), text: text())
    case 15: .causeFound(problem: problem(), text: text())
    case 16: .countermeasureTaken(problem: problem(), text: text(), on: day())
    case 17: .reviewed(problem: problem(), verdict: one(of: ReviewVerdict.allCases))
    case 18: .verified(problem: problem(), nights: int(1...9))
    case 19: .closed(problem: problem(), reason: text())
    case 20: .reopened(problem: problem(), reason: text())
    case 21:
      .parked(
        topic: text(), problem: maybe { $0.problem() }, people: [person(), person()],
        market: maybe { $0.day() })
    case 22: .unparked(topic: EntryID(writer: writer(), sequence: int(1...30)))
    case 23: .ruleAdopted(cookbook: text(), owner: person())
    case 24...28: groupingEvent()
    default: marketEvent()
    }
  }

  package mutating func groupingEvent() -> MarketEvent {
    switch int(0...4) {
    case 0: .parted(problem: problem(), from: problem())
    case 1:
      .split(
        problem: problem(), into: problem(), kind: one(of: SignalKind.allCases),
        fingerprints: [fingerprint(), fingerprint()], title: text(), night: day())
    case 2: .keptApart(problem: problem(), from: problem())
    case 3: .boundToPlaces(problem: problem(), places: [fingerprint(), fingerprint()])
    default:
      .joined(problem: problem(), fingerprint: fingerprint(), place: fingerprint(), night: day())
    }
  }

  private mutating func marketEvent() -> MarketEvent {
    switch int(0...6) {
    case 0: .marketOpened(market: day(), plan: .standard)
    case 1: .phaseEntered(market: day(), phase: one(of: Phase.allCases))
    case 2: .marketPaused(market: day())
    case 3: .marketResumed(market: day())
    case 4: .marketClosed(market: day())
    case 5: .chairTaken(market: day())
    default: .undone(entry: EntryID(writer: writer(), sequence: int(1...30)))
    }
  }

  private mutating func wake() -> Wake {
    switch int(0...2) {
    case 0: .on(day: day())
    case 1: .above(nodes: int(0...500))
    default: .newEnvironment(beyond: [text(), text()])
    }
  }

  /// Ledgers of three hands that have read one another's now and then, as entries in any order.
  package mutating func entries(_ count: Int) -> [LedgerEntry] {
    var sequences: [WriterID: Int] = [:]
    var clocks: [WriterID: Int] = [:]
    return (0..<count).map { index in
      let writer = writer()
      if int(0...2) == 0 { clocks[writer] = clocks.values.max() ?? 0 }
      sequences[writer, default: 0] += 1
      clocks[writer, default: 0] += 1
      return LedgerEntry(
        id: EntryID(writer: writer, sequence: sequences[writer] ?? 1),
        at: Instant(milliseconds: 1_795_338_191_250 + Int64(index) * 61_001),
        clock: clocks[writer] ?? 1, event: event())
    }
  }
}

// MARK: Nights

extension SeededGenerator {
  package mutating func run(of tool: Tool = .chef) -> Run {
    var run = Run(
      tool: tool, format: "chef.data_collector",
      node: NodeName(rawValue: one(of: ["web-01", "web-02", "db\n\u{202e}01", "設定"])),
      runID: "run-\(int(0...12))", status: one(of: RunStatus.allCases))
    run.environment = maybe { $0.one(of: ["production", "qa"]) }
    run.duration = maybe { Double($0.int(0...4000)) / 10 }
    run.tally = Tally(
      total: maybe { $0.int(0...300) }, updated: maybe { $0.int(0...9) },
      failed: maybe { $0.int(0...1) }, skipped: maybe { $0.int(0...9) })
    if run.status == .failure { run.failure = failure() }
    run.tolerated = (0..<int(0...2)).map { _ in failure() }
    run.knockOns = (0..<int(0...2)).map { _ in failure() }
    run.caveats = (0..<int(0...2)).map { _ in
      Caveat(one(of: Caveat.Kind.allCases), message: text())
    }
    run.changes = (0..<int(0...3)).map { _ in change() }
    run.isNoop = int(0...9) == 0
    run.addresses = (0..<int(0...2)).map { _ in "10.1.2.\(int(0...20))" }
    if int(0...1) == 0 {
      run.usage = Usage(
        agent: int(0...900), free: int(0...64_000), total: int(0...64_000),
        collecting: int(0...9_000))
    }
    for name in ["platform", "cookbook nginx", "cookbook 設定="] where int(0...1) == 0 {
      run.traits[name] = one(of: ["1.2.3", "debian 12", text()])
    }
    return run
  }

  package mutating func change() -> Change {
    Change(
      title: one(of: ["template[/etc/motd]", "execute[migrate 20261122]", text()]),
      declaration: maybe { _ in "acme::default" },
      action: maybe { $0.one(of: ["create", "restart"]) },
      duration: maybe { Double($0.int(0...90_000)) / 10 },
      mentions: (0..<int(0...2)).map { _ in "db-prod-\(int(1...3))" })
  }

  package mutating func failure() -> Failure {
    Failure(
      resourceType: maybe { _ in "service" }, resourceName: maybe { $0.one(of: ["nginx", "ntp"]) },
      action: maybe { _ in "start" }, declaration: maybe { _ in "acme::default" },
      line: maybe { $0.int(1...90) }, errorClass: maybe { _ in "Net::OpenTimeout" },
      message: one(of: ["can't connect", "exit 1"]) + text(), detail: maybe { $0.text() })
  }

  package mutating func runs(_ count: Int) -> [(run: Run, started: Instant)] {
    (0..<count).map { _ in
      (run(), Instant(milliseconds: 1_795_338_000_000 + Int64(int(0...20)) * 60_000))
    }
  }

  package mutating func digest(_ count: Int = 12) -> NightDigest {
    var digest = NightDigest(night: Day(daysSince1970: 20_779))
    for (run, started) in runs(count) { digest.add(run, started: started) }
    for _ in 0..<int(0...3) {
      digest.add(Unread(file: one(of: ["a.json", "b"]), offset: int(0...2), reason: text()))
    }
    return digest
  }
}

extension NightDigest {
  /// Both digests in one, as a value, so that the laws of merging read as laws.
  package func merging(_ other: NightDigest) -> NightDigest {
    var sum = self
    sum.merge(other)
    return sum
  }
}
