import MarketAnalysis
import MarketModel

// Problems of runs that succeed.

/// A thing that changes in nearly every run, with what it makes start anew.
struct Restless: Problem {
  let planting: Planting
  /// More than one where two cookbooks fight over a file.
  let things: [Thing]
  let service: Thing?
  private(set) var diary = Diary()

  init(_ planting: Planting, _ things: [Thing], restarting service: Thing?) {
    (self.planting, self.things, self.service) = (planting, things, service)
  }

  mutating func touch(_ converge: inout Converge) {
    guard hasBegun(in: converge), converge.dice.happens(0.97) else { return }
    for thing in things {
      guard converge.change(thing.change(seconds: converge.dice.number(0...3))) else { return }
    }
    if let service { converge.change(service.restart(after: converge.dice.number(1...4))) }
    diary.hit(converge)
  }

  /// A machine must have shown it ``enough`` times.
  func complete(_ planted: inout Planted, on night: Int) {
    let often = diary.runs.values.count { $0 >= Self.enough }
    planted.isDue = planted.isVisible && 2 * often > diary.runs.count
  }

  /// **Runs** of a node.
  static let enough = 8
}

/// A file on machines of one site that has another site's machines in it.
struct Leak: Problem {
  let planting: Planting
  let thing: Thing
  let chance: Double
  let mentions: [String]
  private var seen: Set<Int> = []
  private(set) var diary = Diary()

  init(_ planting: Planting, in thing: Thing, chance: Double, mentions: [String]) {
    (self.planting, self.thing, self.chance) = (planting, thing, chance)
    self.mentions = mentions
  }

  mutating func touch(_ converge: inout Converge) {
    guard hasBegun(in: converge) else { return }
    let isFirst = !seen.contains(converge.machine.index)
    guard isFirst || converge.dice.happens(chance),
      converge.change(thing.change(seconds: 0, mentions: mentions))
    else { return }
    seen.insert(converge.machine.index)
    diary.hit(converge)
  }
}

/// A success that has something against it.
struct Green: Problem {
  let planting: Planting
  let caveat: Caveat
  private(set) var diary = Diary()
  var isFirst: Bool { caveat.kind == .noResources }

  init(_ planting: Planting, _ caveat: Caveat) {
    (self.planting, self.caveat) = (planting, caveat)
  }

  mutating func touch(_ converge: inout Converge) {
    guard hasBegun(in: converge), converge.run.failure == nil else { return }
    converge.run.caveats.append(caveat)
    if caveat.kind == .noResources { converge.isEmpty = true }
    diary.hit(converge)
  }
}
