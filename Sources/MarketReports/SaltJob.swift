import Documents
import MarketModel

/// What a return says of the job that it belongs to.
struct SaltJob {
  /// `20261122163837020884`: the moment at which the master, or the call, began, in UTC.
  var id: String? { didSet { idTime = id.flatMap(Self.time) } }
  private var idTime: Instant?
  /// When the event was sent.
  private var stamp: Instant?
  private var function: String?
  private(set) var environment: String?
  /// It was only asked what it would do.
  private(set) var isTest = false

  init() {}

  /// Of an event, or a row of a returner.
  init(from document: ReportDocument) throws(ReportError) {
    if document.kind(of: "jid") == .string { note(id: try document.text("jid")) }
    if idTime == nil, document.kind(of: "_stamp") == .string {
      stamp = try document.text("_stamp").flatMap { Instant($0) }
    }
    if document.kind(of: "fun") == .string { function = try document.text("fun") }
    for key: StaticString in ["fun_args", "arg"] where document.kind(of: key) == .array {
      if let node = try document.node(key) { note(arguments: node) }
    }
  }

  /// Takes in a member that stands beside a return; `false` if it is none of the job's.
  mutating func take(_ key: JSONText, _ cursor: inout JSONCursor) throws(DocumentError) -> Bool {
    switch key {
    case "jid": note(id: try cursor.textIfAny()?.string())
    case "fun", "Function": function = try cursor.textIfAny()?.string() ?? function
    case "fun_args", "Arguments": note(arguments: try cursor.node())
    default: return false
    }
    return true
  }

  /// `state.apply` and its like, also as a runner on the master; `nil` where nobody says.
  var runsStates: Bool { saysStates ?? false }

  var saysStates: Bool? {
    function.map { $0.hasPrefix("state.") || $0.hasPrefix("runner.state.") }
  }

  private mutating func note(id text: String?) {
    if let text, !text.isEmpty { id = text }
  }

  /// Arguments stand as they were typed (`saltenv=dev`) or as an object of named ones.
  private mutating func note(arguments: DocumentNode) {
    for argument in arguments.elements ?? [] {
      if let text = argument.string, let equals = text.firstIndex(of: "=") {
        note(String(text[..<equals]), String(text[text.index(after: equals)...]))
      }
      for member in argument.members ?? [] {
        note(member.name, member.value.string ?? (member.value.bool == true ? "True" : ""))
      }
    }
  }

  private mutating func note(_ name: String, _ value: String) {
    switch name {
    case "saltenv", "pillarenv": if !value.isEmpty { environment = value }
    case "test": isTest = value.lowercased() == "true"
    default: break
    }
  }

  /// When the job began; `nil` when neither its id nor its event says so.
  var started: Instant? { idTime ?? stamp }

  /// Characters of `YYYYMMDDhhmmssffffff`, which `_` and a process may follow.
  ///
  /// Source: saltstack/salt `salt/utils/jid.py`, `gen_jid`.
  static let idLength = 20

  static func isID(_ text: String) -> Bool { time(of: text) != nil }

  private static func time(of id: String) -> Instant? {
    let digits = id.utf8.span
    guard digits.indices.prefix(while: { 0x30...0x39 ~= digits[$0] }).count == idLength else {
      return nil
    }
    var (text, next) = (Array("0000-00-00T00:00:00.000000Z".utf8), 0)
    for place in text.indices where text[place] == UInt8(ascii: "0") {
      text[place] = digits[next]
      next += 1
    }
    return Instant(utf8: text.span)
  }

  /// The job on a minion, as far as its start tells.
  func start(on minion: String) -> Run {
    var run = Run(
      tool: .salt, format: SaltReport.name, node: NodeName(rawValue: minion), runID: id ?? minion,
      status: .incomplete)
    run.started = started
    run.environment = environment
    run.isNoop = isTest
    return run
  }
}
