import Documents
import MarketModel

/// One run of Terraform, as far as its lines have told it.
///
/// Whether it went well is told by its diagnostics alone: a plan that failed still sums up to zero,
/// and an apply that failed keeps its plan's sum.
struct TerraformRun {
  private let startedAt: String
  private let started: Instant
  private var lastAt: Instant?

  /// The operation of the last sum: `plan`, then `apply` or `destroy`.
  private var summed = Sum.none
  private var hasOutputs = false
  private var touched: Set<String> = []
  private var updated: [Change] = []
  /// Where an address stands in ``updated``.
  private var updatedAt: [String: Int] = [:]
  private var agent: String?
  /// The action at which a resource failed, by its address.
  private var errored: [String: String] = [:]
  private var planned: Set<String> = []
  private var drifted: [String] = []
  private var errors: [Failure] = []
  private var caveats: [Caveat] = []

  private enum Sum { case none, plan, apply }

  /// Errors of one run that are kept. A provider that is down has one for every resource.
  private static let errorLimit = 100

  /// Begins with the first line.
  init(from document: ReportDocument) throws(ReportError) {
    guard let text = try document.text("@timestamp") else { throw .missing(key: "@timestamp") }
    guard let start = Instant(text) else { throw .wrong(key: "@timestamp", should: "a time") }
    startedAt = text
    started = start
  }

  /// The line about the version, in each program's own words.
  mutating func takeVersion(_ document: ReportDocument) throws(ReportError) {
    for (key, name) in [("terraform", "terraform"), ("tofu", "tofu")] as [(StaticString, String)]
    where document.kind(of: key) == .string {
      agent = try document.text(key).map { "\(name) \($0)" }
    }
  }

  /// Takes in a line. Those about refreshing, progress and provisioners change nothing.
  mutating func take(_ document: ReportDocument, type: JSONText) throws(ReportError) {
    switch type {
    case "apply_start", "apply_complete", "apply_errored":
      guard let hook = try TerraformHook(in: "hook", of: document), hook.action != "read" else {
        return
      }
      try note(hook, type: type, of: document)
    case "planned_change":
      guard let hook = try TerraformHook(in: "change", of: document) else { return }
      planned.insert(hook.address)
    case "resource_drift":
      guard let hook = try TerraformHook(in: "change", of: document) else { return }
      drifted.append(hook.address)
    case "change_summary":
      let operation = try document.node("changes")?["operation"]?.string
      summed = operation == "plan" ? .plan : .apply
      try noteTime(document)
    case "outputs":
      hasOutputs = true
      try noteTime(document)
    case "diagnostic": try noteDiagnostic(document)
    default: return
    }
    let count = max(touched.count, planned.count, drifted.count)
    guard count <= ReportLimits.resources else { throw .tooManyResources }
  }

  private mutating func note(
    _ hook: TerraformHook, type: JSONText, of document: ReportDocument
  ) throws(ReportError) {
    touched.insert(hook.address)
    if type == "apply_complete" {
      noteUpdate(hook)
    } else if type == "apply_errored" {
      errored[hook.address] = hook.action
      try noteTime(document)
    }
  }

  /// What is replaced is deleted and created, in either order.
  private mutating func noteUpdate(_ hook: TerraformHook) {
    guard let place = updatedAt[hook.address] else {
      updatedAt[hook.address] = updated.count
      return updated.append(
        Change(title: hook.address, action: hook.action, duration: hook.seconds))
    }
    if updated[place].action != hook.action { updated[place].action = "replace" }
    if let seconds = hook.seconds {
      updated[place].duration = (updated[place].duration ?? 0) + seconds
    }
  }

  private mutating func noteDiagnostic(_ document: ReportDocument) throws(ReportError) {
    guard document.kind(of: "diagnostic") == .object, var cursor = try document.value("diagnostic")
    else { return }
    let diagnostic: TerraformDiagnostic
    do { diagnostic = try TerraformDiagnostic(&cursor) } catch { throw .document(error) }
    if diagnostic.isError {
      guard errors.count < Self.errorLimit else { return }
      errors.append(diagnostic.failure(action: diagnostic.address.flatMap { errored[$0] }))
    } else if diagnostic.isFailedCheck {
      caveats.append(Caveat(.errorLogged, message: diagnostic.detail.firstLine))
    }
    try noteTime(document)
  }

  /// Only of lines that may be a run's last.
  private mutating func noteTime(_ document: ReportDocument) throws(ReportError) {
    lastAt = try document.text("@timestamp").flatMap { Instant($0) } ?? lastAt
  }

  /// The run, as it stands when no more lines come.
  func told(of node: NodeName) -> Run {
    var run = Run(
      tool: .terraform, format: TerraformStream.name, node: node, runID: startedAt, status: status)
    run.started = started
    run.traits[Traits.agent] = agent
    guard status != .incomplete else { return run }
    run.duration = ChefRun.duration(from: started, to: lastAt)
    run.tally = Tally(
      total: touched.count, updated: updated.count, failed: errored.count, skipped: nil)
    run.changes = updated
    run.isNoop = !isApply && summed == .plan
    run.failure = errors.first ?? errored.min { $0.key < $1.key }.map(Self.unexplained)
    run.knockOns = Array(errors.dropFirst())
    run.caveats = caveats + driftCaveat
    return run
  }

  private var isApply: Bool { summed == .apply || !touched.isEmpty }

  private var status: RunStatus {
    if !errors.isEmpty || !errored.isEmpty { return .failure }
    let hasEnded = isApply ? summed == .apply : summed == .plan || hasOutputs
    return hasEnded ? .success : .incomplete
  }

  /// A resource that failed in a run that was killed before it could say why.
  private static func unexplained(_ errored: (key: String, value: String)) -> Failure {
    var failure = Failure(
      action: errored.value,
      message: "\(errored.value) failed, and the run ended before it said why")
    (failure.resourceType, failure.resourceName) = TerraformAddress.parts(of: errored.key)
    return failure
  }

  /// What was changed behind Terraform's back and is to be changed again. Drift alone is no news:
  /// attributes that a provider computes drift at every look.
  private var driftCaveat: [Caveat] {
    let fought = drifted.filter { planned.contains($0) }
    guard let first = fought.first else { return [] }
    let more = fought.count > 1 ? " and \(fought.count - 1) more" : ""
    return [Caveat(.drifted, message: first + more)]
  }
}

/// Which resource a line is about, and what is done to it.
private struct TerraformHook {
  let address: String
  let action: String
  /// Whole **seconds** that it took, when it is done.
  let seconds: Double?

  /// `nil` when the line names none.
  init?(in key: StaticString, of document: ReportDocument) throws(ReportError) {
    guard document.kind(of: key) == .object, var cursor = try document.value(key) else {
      return nil
    }
    var address: String?
    var (action, seconds): (String?, Double?)
    do throws(DocumentError) {
      try cursor.enterObject()
      while let member = try cursor.nextKey() {
        switch member {
        case "resource" where try cursor.kind() == .object:
          address = try Self.address(&cursor)
        case "action": action = try cursor.textIfAny()?.string()
        case "elapsed_seconds": seconds = try cursor.numberIfAny()
        default: try cursor.skip()
        }
      }
    } catch { throw .document(error) }
    guard let address else { return nil }
    self.address = address
    self.action = action ?? ""
    self.seconds = ChefRun.plausible(seconds)
  }

  private static func address(_ cursor: inout JSONCursor) throws(DocumentError) -> String? {
    var address: String?
    try cursor.enterObject()
    while let member = try cursor.nextKey() {
      if member == "addr" {
        address = try cursor.textIfAny()?.string()
      } else {
        try cursor.skip()
      }
    }
    return address
  }
}
