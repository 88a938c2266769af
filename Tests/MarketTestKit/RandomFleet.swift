package import MarketModel

// Fleets drawn from chance that have something for every detector, and fleets of liars.

extension SeededGenerator {
  /// Nights of some twenty nodes that run every three hours: among runs that end anyhow there is a
  /// host that goes down, a node that eats memory, one that got slow, one that is never done, one that
  /// writes what belongs elsewhere, and nodes that are new and fail.
  package mutating func fleet(nights: Int = 9) -> [[RunSample]] {
    let troubled = (0..<4).map { _ in int(1...16) }
    let (down, downIn) = (int(0...7), int(nights - 2...nights - 1))
    return (0..<nights).map { night in
      let isLate = night >= nights - 2
      let known = (1...16).filter { _ in int(0...11) > 0 }
      return (known + (isLate ? [17, 18, 19] : [])).flatMap { node -> [RunSample] in
        String.clocks(8, every: 180).enumerated().map { turn, clock in
          var sample = run(of: node, at: clock)
          if night == downIn, turn == down, node % 4 > 0 { sample = unreachable(node, at: clock) }
          if node > 16 { sample = .failed("node-\(node)", .compile, at: clock) }
          if sample.run.status == .success {
            sample = sample.taking(Double(int(30...40)))
            if node == troubled[0] {
              sample = sample.using(Usage(agent: 200 + 60 * turn, free: 4000, total: 8000))
            } else if int(0...2) > 0 {
              sample = sample.using(
                Usage(agent: int(190...210), free: int(3000...5000), total: 8000))
            }
            if isLate && node == troubled[1] { sample = sample.taking(200) }
            sample = sample.changing(changes(of: node, restless: troubled[2], leaking: troubled[3]))
          }
          return sample.running(["platform": "debian \(node % 2)", "cookbook web": "1.\(night)"])
            .known(as: "10.\(node == 1 || node == 11 ? 30 : 20).0.\(node)")
        }
      }
    }
  }

  private mutating func run(of node: Int, at clock: String) -> RunSample {
    let name = "node-\(node)"
    let environment = node == 1 || node == 11 ? "staging" : "production"
    return switch int(0...39) {
    case 0: .failed(name, .nginx, at: clock, in: environment, knockOns: [.compile])
    case 1: .failed(name, .postgres, at: clock, in: environment)
    case 2: .failed(name, nil, at: clock, in: environment)
    case 3: .ended(name, .incomplete, at: clock, in: environment)
    case 4: .ended(name, .unreachable, at: clock, in: environment)
    case 5: .green(name, .errorLogged, "disk \(int(1...3))", at: clock, in: environment)
    default: .ok(name, at: clock, in: environment)
    }
  }

  private func unreachable(_ node: Int, at clock: String) -> RunSample {
    .failed(
      "node-\(node)",
      Failure(
        resourceType: "remote_file", resourceName: "/opt/\(["a", "b"][node % 2])",
        message: "Could not resolve host: artifacts.acme.example"), at: clock)
  }

  private mutating func changes(of node: Int, restless: Int, leaking: Int) -> [Change] {
    var changes: [Change] = []
    if node == restless {
      changes += [
        Change(title: "template[/etc/motd]"), Change(title: "service[x]", action: "restart"),
      ]
    }
    if int(0...4) == 0 {
      changes.append(Change(title: "package[p\(int(1...3))]", duration: Double(int(1...90))))
    }
    if node == 1 || node == 11, leaking % 2 == 0 {
      changes.append(Change(title: "template[/etc/app]", mentions: ["node-\(leaking + 1)"]))
    }
    return changes
  }

  /// Runs of a few nodes that lie in every number and name.
  package mutating func liars(_ count: Int) -> [(run: Run, started: Instant)] {
    let names = ["", "a", "\u{0}\n\u{202e}", String(repeating: "ü", count: 150), "web-prod-01"]
    let texts = names + ["10.1.2.3", "a.b.c.example", "production", text()]
    let clocks: [Int64] = [0, 253_402_300_799_999, 1_795_338_000_000, 1_795_338_000_001]
    return (0..<count).map { number in
      var run = Run(
        tool: one(of: [.chef, .salt]), format: "f", node: NodeName(rawValue: one(of: names)),
        runID: "\(number)", status: int(0...2) > 0 ? .success : one(of: RunStatus.allCases))
      run.environment = one(of: texts)
      run.duration = one(of: [0, 1, 1e300, .infinity, -.infinity, .nan])
      run.tally = Tally(total: one(of: [.min, 0, .max]), updated: one(of: [.min, 0, .max]))
      if run.status == .failure || int(0...9) == 0 {
        run.failure = Failure(
          resourceType: maybe { $0.one(of: texts) }, resourceName: maybe { $0.one(of: texts) },
          action: maybe { $0.one(of: texts) }, declaration: maybe { $0.one(of: texts) },
          line: maybe { $0.one(of: [.min, .max]) }, errorClass: maybe { $0.one(of: texts) },
          message: one(of: texts + ["Could not resolve host: a.b.example"]))
      }
      run.caveats = (0..<int(0...1)).map { _ in Caveat(.errorLogged, message: one(of: texts)) }
      run.changes = (0..<one(of: [0, 1, 3, int(0...9) == 0 ? 500 : 5])).map { _ in
        Change(
          title: one(of: texts), declaration: maybe { $0.one(of: texts) },
          action: maybe { $0.one(of: ["restart", ""]) },
          duration: one(of: [nil, 3, 60, 1e300, .nan]),
          mentions: (0..<int(0...2)).map { _ in one(of: texts) })
      }
      for _ in 0..<int(0...3) { run.traits[one(of: texts)] = one(of: texts) }
      if int(0...400) == 0 { for number in 0..<700 { run.traits["\(number)"] = "\(number)" } }
      let memory = [Int.min, -1, 0, 1, 400, 1 << 40, .max]
      run.usage = Usage(
        agent: one(of: memory), free: one(of: memory), total: one(of: memory),
        collecting: one(of: memory))
      run.addresses = (0..<int(0...9)).map { _ in one(of: texts) }
      run.isNoop = int(0...9) == 0
      let clock = one(of: clocks) + (int(0...3) == 0 ? 0 : Int64(number) * 60_000)
      return (run, Instant(milliseconds: min(clock, clocks[1])))
    }
  }
}
