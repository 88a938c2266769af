import MarketModel

/// Something that goes wrong in the company: when, on which nodes, how often, and how it shows.
struct Story: Sendable {
  let nights: [Day]
  /// Of 100 runs of its nodes, how many it strikes.
  let percent: Int
  let concerns: @Sendable (Node) -> Bool
  let tell: @Sendable (inout ChefRun, inout Dice) -> Void

  /// - Parameter nights: days of November 2026; from 0 down they are days of October.
  init(
    nights: ClosedRange<Int>, percent: Int = 100,
    on concerns: @escaping @Sendable (Node) -> Bool,
    tell: @escaping @Sendable (inout ChefRun, inout Dice) -> Void
  ) {
    self.nights = nights.map { Fleet.november.adding(days: $0 - 1) }
    self.percent = percent
    self.concerns = concerns
    self.tell = tell
  }

  /// Every story, the ones that end a run before anything is converged last.
  static let all: [Story] = [
    // What fails.
    newImage, lockedMigration, crashingAgent, brokenMirror, stuckPostfix, fullBackupDisk,
    damagedDump, slowReindex, rateLimit, retiredNode, toleratedCleanup,
    // What failed once and is long put right.
    expiredCertificate, lockedPackages, brokenQuery,
    // A whole host that is down.
    scmOutage, scmOutageOfPlugins,
    // What is wasteful or wrong, and green.
    restlessTemplate, borrowedMembers, hungryAgent,
    // What ends a run early.
    brokenUpload, missingCookbook, killedRun,
  ]
}
