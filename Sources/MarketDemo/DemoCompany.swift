import Documents
package import MarketModel

/// A small company that does not exist, and what its nodes report at night.
///
/// Everything follows from the seed: the same seed, the same bytes, on every machine.
package struct DemoCompany: Sendable {
  package let seed: UInt64

  package init(seed: UInt64 = 20_261_123) { self.seed = seed }

  /// The nights that are told, oldest first. The market that looks at the last one is still to be
  /// held.
  package static let nights = (0..<30).map { Fleet.founded.adding(days: $0) }

  /// What the nodes leave for the gatherer after one night, in order of path.
  package func reports(of night: Day) -> [DemoFile] {
    let chef = Fleet.nodes.filter { $0.reports(in: night) }
      .flatMap { node in files(of: node, runs: runs(of: node, in: night)) }
    return (chef + [upkeep(in: night)]).sorted { $0.path < $1.path }
  }

  private func upkeep(in night: Day) -> DemoFile {
    var dice = Dice(seed: seed, "\(night)/upkeep")
    return UpkeepPlay(on: Fleet.nodes.filter { $0.role == .db }, night: night, dice: &dice).file
  }

  private func runs(of node: Node, in night: Day) -> [ChefRun] {
    Self.slots.enumerated().map { index, slot in
      let name = "\(night)/\(node.name)/\(index)"
      var splay = Dice(seed: seed, "splay/\(node.name)/\(index)")
      var dice = Dice(seed: seed, name)
      let second = slot.opens + splay.number(0...slot.splay) + dice.number(0...240)
      var run = ChefRun(
        of: node, night: night, isFirstOfNight: index == 0,
        start: night.start.adding(seconds: Double(second)), dice: &dice)
      run.changeAsEveryDay(
        isFirst: index == 0 && node.isFromNewestImage && node.since == night, dice: &dice)
      for (number, story) in Story.all.enumerated() {
        var chance = Dice(seed: seed, "\(name)/story \(number)")
        guard story.nights.contains(night), story.concerns(node), run.error == nil,
          chance.falls(story.percent)
        else { continue }
        story.tell(&run, &chance)
      }
      return run
    }
  }

  /// When the agents run: **seconds** from midnight UTC of the morning on which the night ends, and
  /// over how many seconds the nodes spread.
  private static let slots = [
    (opens: -4 * 3600, splay: 3 * 3600), (opens: 5 * 3600, splay: 3 * 3600),
  ]

  private func files(of node: Node, runs: [ChefRun]) -> [DemoFile] {
    guard node.role != .ci else {
      return runs.map { run in
        var bytes = run.jsonFile()
        if run.isCutOff { bytes.removeLast(bytes.count / 3) }
        return DemoFile(path: "\(node.name)/\(run.jsonFileName)", bytes: bytes)
      }
    }
    var json = JSONWriter()
    for run in runs { run.appendLines(to: &json) }
    return [DemoFile(path: "\(node.name).jsonl", bytes: json.bytes)]
      + memoryFile(of: node, runs: runs)
  }

  /// What our own handler appends, on the nodes that have it.
  private func memoryFile(of node: Node, runs: [ChefRun]) -> [DemoFile] {
    let told = runs.filter { $0.agentMemory != nil && $0.ends }
    guard !told.isEmpty else { return [] }
    var json = JSONWriter()
    for run in told { run.appendHandlerLine(to: &json) }
    return [DemoFile(path: "\(node.name)/morning-market.jsonl", bytes: json.bytes)]
  }
}

/// One file in the spool of reports.
package struct DemoFile: Hashable, Sendable {
  /// Relative to the night's folder.
  package let path: String
  package let bytes: [UInt8]
}

extension Node {
  /// Two nodes of staging were last heard on Saturday.
  fileprivate func reports(in night: Day) -> Bool {
    let isLost = role == .web && environment == .staging && number >= 7
    return since <= night && !(isLost && night > Fleet.grown)
  }
}

extension ChefRun {
  /// A disk that was full for a moment on the last night.
  fileprivate var isCutOff: Bool {
    node.name == "ci-qa-02" && night == DemoCompany.nights.last && !isFirstOfNight
  }

  /// Configuration changes now and then; on a new node everything does.
  fileprivate mutating func changeAsEveryDay(isFirst: Bool, dice: inout Dice) {
    if isFirst {
      for resource in resources { update(resource.resource) }
    } else if dice.falls(8) {
      update("template[/etc/motd]")
    }
  }
}
