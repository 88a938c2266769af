package import MarketModel

/// What a detector found in one night: something for the table, and why it lies there.
package struct Signal: Hashable, Sendable {
  package let kind: SignalKind
  package let fingerprint: Fingerprint
  /// What a person would call it: `service[nginx] fails to start`.
  package let title: String
  package let why: Reason
  package let tool: Tool
  /// The nodes it concerns, in order of name.
  package let nodes: [NodeName]
  package let environments: [String]
  /// How many runs showed it.
  package let runs: Int
  package let first: Instant
  package let last: Instant
  /// The reports it stands on, earliest first. Empty for what never reported.
  package let evidence: [FailureExample]
  /// What several signals may share: an outside host that is down, say.
  package let family: String?
  /// The failures that it stands for beside its own fingerprint, in order: a host that is down
  /// makes many things fail. A problem that tracks one of them is shown by this signal, too.
  package let covers: [Fingerprint]
  package let suspect: Suspect?
  package let details: [Detail]

  package init(
    kind: SignalKind, fingerprint: Fingerprint, title: String, why: Reason, tool: Tool,
    nodes: [NodeName], environments: [String], runs: Int, first: Instant, last: Instant,
    evidence: [FailureExample] = [], family: String? = nil, covers: [Fingerprint] = [],
    suspect: Suspect? = nil, details: [Detail] = []
  ) {
    self.kind = kind
    self.fingerprint = fingerprint
    self.title = title
    self.why = why
    self.tool = tool
    self.nodes = nodes
    self.environments = environments
    self.runs = runs
    self.first = first
    self.last = last
    self.evidence = evidence
    self.family = family
    self.covers = covers
    self.suspect = suspect
    self.details = details
  }
}

/// One way to find something worth the table. A detector is one file: what it computes, from which
/// source, and when it is wrong.
///
/// Detectors are pure: the same nights give the same signals on every machine.
package protocol Detector: Sendable {
  static func signals(in window: NightWindow) -> [Signal]
}

/// Every detector, in the order of their signals in a night.
package enum Detectors {
  package static let all: [any Detector.Type] = [
    FailureDetector.self, UnexplainedRunDetector.self, NotIdempotentDetector.self,
    EnvironmentLeakDetector.self, GrowthDetector.self, SlowDetector.self,
    GreenWithErrorsDetector.self, SilentDetector.self,
  ]
}
