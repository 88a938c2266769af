package import MarketModel

/// Why a signal is here: what its detector found, with its numbers. The board has the words.
package enum Reason: Hashable, Sendable {
  /// Runs failed; what the nodes have in common, if anything.
  case failed(Hits, Cohort?)
  /// It came and went so often; the share of the runs of these nodes.
  case flaky(Hits, times: Int, Rate)
  /// They did not succeed and do not say why.
  case unexplained(RunStatus, Hits)
  /// They call themselves a success.
  case green(Caveat.Kind, Hits)
  case newNodes(NewNodes)
  case outage(Outage)
  /// Each failed one run of one node and healed with the next.
  case oneOffs(tools: [Tool], nodes: Rate, Span)
  case notIdempotent(Restlessness)
  case environmentLeak(Leak)
  /// The node that is worst, and how many there are.
  case growth(NodeName, Growth, nodes: Int)
  /// Whole runs; `nil` where each node proves it for itself.
  case slowRuns(Pace, nodes: Rate, Rarity?)
  case slowResource(Pace, nodes: Rate, environments: [String])
  case silent(since: Day, last: Instant, longestMiss: Int)
  /// It ran again and again tonight, up to then.
  case stopped(at: Instant)
  case neverHeard(nights: Int)

  /// How many runs of how many on how many nodes of how many, and when.
  package struct Hits: Hashable, Sendable {
    package let runs: Rate
    package let nodes: Rate
    package let span: Span
  }

  package struct Span: Hashable, Sendable {
    package let first: Instant
    package let last: Instant
  }

  /// A trait that nearly all nodes have that were hit, and few others.
  package struct Cohort: Hashable, Sendable {
    package let trait: String
    package let value: String
    /// Of the nodes hit, those that have it.
    package let nodes: Rate
  }

  package struct NewNodes: Hashable, Sendable {
    package let since: Day
    package let new: Rate
    package let others: Rate
    package let rarity: Rarity
    package let cohort: Cohort?
  }

  package struct Outage: Hashable, Sendable {
    package let runs: Int
    package let tools: [Tool]
    /// In how many ways they failed, and in how many stretches of time.
    package let ways: Int
    package let times: Int
    package let nodes: Rate
    package let span: Span
    /// The nodes that ran without it later.
    package let healed: Rate
    package let rarity: Rarity?
  }

  package struct Restlessness: Hashable, Sendable {
    package let runs: Rate
    package let nodes: Int
    /// Services that it restarts, and how often a day.
    package let restarts: [String]
    package let daily: Int
    package let declarations: [String]
  }

  package struct Leak: Hashable, Sendable {
    /// The first few machines, and how many there are.
    package let machines: [String]
    package let count: Int
    /// Where they belong to, and where they are written.
    package let origin: String
    package let environment: String
    package let nodes: Int
    package let span: Span
  }

  /// Memory over time, in **MB**.
  package struct Growth: Hashable, Sendable {
    package let from: Int
    package let to: Int
    package let time: Length
    /// Until the limit; `nil` when none is known.
    package let left: Length?
    package let limit: Int
    /// **Tenths of a second** a run that the agent collects garbage; `nil` when no report tells.
    package let collecting: Int?
  }

  package enum Length: Hashable, Sendable {
    case hours(Int)
    case days(Int)
  }

  /// **Seconds** now, and in the nights before.
  package struct Pace: Hashable, Sendable {
    package let now: Int
    package let was: Int
  }
}

/// How rare it is that chance brings something about: once in so many times.
package struct Rarity: Hashable, Sendable {
  /// `nil` beyond a billion.
  package let oneIn: Int?

  package init(_ odds: Double) { oneIn = odds > 1e-9 ? Int(1 / odds) : nil }

  init(oneIn: Int?) { self.oneIn = oneIn }
}

/// What the first runs of a failure have in common that the last good ones had not.
package struct Suspect: Hashable, Sendable {
  package let trait: String
  package let old: String?
  package let new: String?
  /// Of the nodes that got it, and of the others, those that failed.
  package let got: Rate
  package let others: Rate
  package let rarity: Rarity

  package init(
    trait: String, old: String?, new: String?, got: Rate, others: Rate, rarity: Rarity
  ) {
    (self.trait, self.old, self.new) = (trait, old, new)
    (self.got, self.others, self.rarity) = (got, others, rarity)
  }
}

/// A line of what a signal stands on where that is no failure.
package enum Detail: Hashable, Sendable {
  case declared([String])
  /// In how many of its runs something changed.
  case changes(NodeName, Rate)
  case machines(NodeName, [String])
  /// **Seconds** that a change took at most.
  case slowChange(NodeName, seconds: Int)
  case slowRuns(NodeName, Reason.Pace, isFailing: Bool)
  case growth(NodeName, Reason.Growth)
  case failure(String, Tool, runs: Int, nodes: Int)
  case oneOff(NodeName, String)
}
