/// A tool that configures nodes and says afterwards how it went.
package enum Tool: String, CaseIterable, Hashable, Comparable, Sendable {
  case chef, puppet, ansible, salt, terraform
  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// How one run ended.
package enum RunStatus: String, CaseIterable, Hashable, Sendable {
  case success, failure
  /// It started and nobody ever heard how it ended.
  case incomplete
  case unreachable
  case noResponse = "no_response"

  /// Whether the run belongs on the table: it did not do what it was there for.
  package var isReject: Bool { self != .success }
}

/// One converge or apply of one tool on one node, as far as a market needs to know it.
///
/// Every text in it was written by the node or by a tool on its behalf: hostile until it went
/// through one of the two doors that clean it (`Frame.put` and `Console`).
package struct Run: Hashable, Sendable {
  package var tool: Tool
  /// The kind of report it was read from: `chef.data_collector`.
  package var format: String
  package var node: NodeName
  package var environment: String?
  /// The tool's own id. The same run told twice, even by two kinds of report, has the same one.
  package var runID: String
  package var status: RunStatus
  package var started: Instant?
  /// **Seconds.**
  package var duration: Double?
  package var tally = Tally()
  /// The first cause of a failed run.
  package var failure: Failure?
  /// The class of the exception that ended the run, as the report has it. Where several things
  /// failed it is that of a list of them, and only ``Failure/errorClass`` tells the cause.
  package var exceptionClass: String?
  /// What failed only because ``failure`` did.
  package var knockOns: [Failure] = []
  /// What failed and was told not to matter (`ignore_failure`). Never makes a run failed.
  package var tolerated: [Failure] = []
  /// Why its success is not plain green; of a run that failed nobody asks.
  package var caveats: [Caveat] = []
  /// The resources it changed, in the order it finished them.
  package var changes: [Change] = []
  /// What it ran with.
  package var traits = Traits()
  /// What the agent and its machine had used when it ended.
  package var usage = Usage()
  /// By which names and addresses others know the node.
  package var addresses: [String] = []
  /// The run only said what it would do.
  package var isNoop = false

  package init(
    tool: Tool, format: String, node: NodeName, runID: String, status: RunStatus
  ) {
    self.tool = tool
    self.format = format
    self.node = node
    self.runID = runID
    self.status = status
  }
}

/// What a run that calls itself a success has against it.
package struct Caveat: Hashable, Sendable {
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    /// It wrote errors to its log.
    case errorLogged = "error-logged"
    /// It had nothing to do at all.
    case noResources = "no-resources"
    /// It worked from an old catalogue, because it got no new one.
    case cachedCatalogue = "cached-catalogue"
    /// What it was to do was never reached: another node's failure ended the job.
    case cutShort = "cut-short"
    /// It says itself that it did nothing although there was something to do.
    case nothingDone = "nothing-done"
    /// What it looks after was changed behind its back.
    case drifted
  }

  package var kind: Kind
  /// The tool's own words, as far as it has any.
  package var message: String

  package init(_ kind: Kind, message: String) {
    self.kind = kind
    self.message = message
  }
}

extension Failure {
  /// A caveat as what it is to a market: something that went wrong, of no resource.
  package init(_ caveat: Caveat) {
    self.init(action: caveat.kind.rawValue, message: caveat.message)
  }

  /// What a resource was to do; a caveat is of none.
  package var resourceAction: String? { caveat == nil ? action : nil }

  package var caveat: Caveat.Kind? {
    resourceType == nil ? action.flatMap { Caveat.Kind(rawValue: $0) } : nil
  }
}

/// How many resources a run had, and what became of them. `nil` where the report does not say.
///
/// The four do not add up: what was up to date or never reached is in ``total`` alone.
package struct Tally: Hashable, Sendable {
  package var total: Int?
  package var updated: Int?
  /// Without those that were told not to matter.
  package var failed: Int?
  package var skipped: Int?

  package init(total: Int? = nil, updated: Int? = nil, failed: Int? = nil, skipped: Int? = nil) {
    self.total = total
    self.updated = updated
    self.failed = failed
    self.skipped = skipped
  }
}

/// One thing that went wrong in a run.
package struct Failure: Hashable, Sendable {
  /// `service`, `git`; `nil` when the run failed outside of any resource (compile, dependencies).
  package var resourceType: String?
  package var resourceName: String?
  /// What the resource was to do: `start`.
  package var action: String?
  /// Where it was declared, without the line: `acme_web::default`.
  package var declaration: String?
  package var line: Int?
  /// The exception's class: `Mixlib::ShellOut::ShellCommandFailed`.
  package var errorClass: String?
  /// The tool's words, root cause first, at most ``messageLimit`` bytes.
  package var message: String
  /// The line of command output that says most: the first of standard error, where there is one.
  package var detail: String?

  /// **Bytes** of a message that are kept. Chef repeats a command's whole output four times over;
  /// the cause stands in the first lines and the last.
  package static let messageLimit = 64 * 1024

  package init(
    resourceType: String? = nil, resourceName: String? = nil, action: String? = nil,
    declaration: String? = nil, line: Int? = nil, errorClass: String? = nil, message: String,
    detail: String? = nil
  ) {
    self.resourceType = resourceType
    self.resourceName = resourceName
    self.action = action
    self.declaration = declaration
    self.line = line
    self.errorClass = errorClass
    self.message = message
    self.detail = detail
  }

  /// `service[nginx]`, as Chef and Puppet write it; the type alone where that says it all.
  package var resource: String? {
    resourceType.map { type in resourceName.map { "\(type)[\($0)]" } ?? type }
  }

  /// What failed, as the tool's people call it: a task of Ansible has a name of its own.
  package func resource(in tool: Tool) -> String? {
    tool == .ansible ? resourceName ?? resourceType : resource
  }

  /// `acme_web::default line 21`.
  package var declaredAt: String? {
    declaration.map { place in line.map { "\(place) line \($0)" } ?? place }
  }
}
