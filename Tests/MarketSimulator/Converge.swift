import MarketModel

/// What a machine remembers from one run to the next.
struct Memory: Sendable {
  var traits: Traits
  /// **MB** of the agent's process.
  var agent = 96.0
  /// Runs since the machine was booted.
  var uptime = 200
  var runs = 0
}

/// One run while stories have their say in it, in the order of the run's resources.
struct Converge {
  let machine: Machine
  let night: Int
  let day: Day
  let start: Instant
  /// It is the first one of this machine.
  let isFirst: Bool
  var run: Run
  var memory: Memory
  var dice: Dice
  /// What the run's duration and those of its changes are multiplied by.
  var pace: Double
  /// **Seconds** that it waited for somebody.
  var delay = 0.0
  /// It ends before its first resource.
  var isEmpty = false

  /// A tool that stops at the first failure never reaches what stands behind it.
  private var isOver: Bool {
    if isEmpty { return true }
    guard let failure = run.failure else { return false }
    return run.tool == .chef || run.tool == .ansible || failure.resourceType == nil
  }

  /// - Returns: whether the run came as far as the resource.
  @discardableResult
  mutating func change(_ change: Change) -> Bool {
    guard !isOver else { return false }
    var change = change
    if let seconds = change.duration { change.duration = seconds * pace }
    run.changes.append(change)
    return true
  }

  /// - Returns: whether this is what the run failed of.
  @discardableResult
  mutating func fail(_ trouble: Trouble, of thing: Thing) -> Bool {
    if isOver { return false }
    let failure = trouble.failure(of: thing)
    guard run.failure == nil else {
      run.knockOns.append(failure)
      return false
    }
    run.failure = failure
    run.exceptionClass = failure.errorClass
    run.status = .failure
    return true
  }
}
