import Documents
import MarketModel

/// One state, its texts not yet decoded: of a hundred only the few that changed are.
struct SaltState {
  enum Result { case good, bad, wouldChange }

  let key: JSONText
  private(set) var result = Result.bad
  private(set) var hasChanges = false
  private(set) var wasRun = true
  /// **Milliseconds.**
  private(set) var duration = 0.0
  /// Its place among the states that ran.
  private(set) var order: Int
  private var changes: JSONCursor?
  private var comment: JSONText?
  private var id: JSONText?
  private var sls: JSONText?
  private var start: JSONText?

  init(_ cursor: inout JSONCursor, key: JSONText, position: Int) throws(DocumentError) {
    self.key = key
    order = position
    try cursor.enterObject()
    while let member = try cursor.nextKey() {
      switch member {
      case "result": result = try Self.result(&cursor)
      case "changes": try readChanges(&cursor)
      case "comment": comment = try cursor.textIfAny()
      case "__id__": id = try cursor.textIfAny()
      case "__sls__": sls = try cursor.textIfAny()
      case "__run_num__" where try cursor.kind() == .number:
        order = try cursor.double().flatMap { Int(exactly: $0) } ?? order
      case "start_time": start = try cursor.textIfAny()
      case "duration": duration = try Self.duration(&cursor)
      case "__state_ran__" where try cursor.kind() == .bool: wasRun = try cursor.bool()
      default: try cursor.skip()
      }
    }
  }

  private static func result(_ cursor: inout JSONCursor) throws(DocumentError) -> Result {
    switch try cursor.kind() {
    case .bool: return try cursor.bool() ? .good : .bad
    case .null:
      try cursor.skip()
      return .wouldChange
    default:
      try cursor.skip()
      return .bad
    }
  }

  private mutating func readChanges(_ cursor: inout JSONCursor) throws(DocumentError) {
    changes = try cursor.kind() == .object ? cursor : nil
    if var inside = changes {
      try inside.enterObject()
      hasChanges = try inside.nextKey() != nil
    }
    try cursor.skip()
  }

  /// `13.214`, or in older releases `"13.214 ms"`.
  private static func duration(_ cursor: inout JSONCursor) throws(DocumentError) -> Double {
    let value: Double
    if try cursor.kind() == .number {
      value = try cursor.double() ?? 0
    } else {
      let text = try cursor.textIfAny()?.string()
      value = text.flatMap { Double($0.prefix { !$0.isWhitespace }) } ?? 0
    }
    return value >= 0 && value.isFinite ? value : 0
  }

  /// What is returned where no states are meant for a minion.
  ///
  /// Source: saltstack/salt `salt/state.py`, `BaseHighState.call_highstate`.
  var isPlaceholder: Bool { key == "no_|-states_|-states_|-None" }

  /// Whether it was not run only because another failed.
  var isKnockOn: Bool { comment?.hasPrefix("One or more requisite failed") ?? false }

  /// What Salt says in a chroot or container, where it starts no services and yet is content.
  var isIdle: Bool { comment?.hasPrefix("Running in OFFLINE mode") ?? false }

  func firstWords() throws(DocumentError) -> String { try comment?.string().firstLine ?? "" }

  /// **Milliseconds** since midnight, in the minion's zone.
  func time() throws(DocumentError) -> Int64? {
    guard let text = try start?.string(), let time = Instant("1970-01-01T" + text + "Z") else {
      return nil
    }
    return time.milliseconds
  }

  func change() throws(DocumentError) -> Change {
    let (type, name) = try parts()
    // `service.running[web]`
    var change = Change(title: type + "[" + name + "]", declaration: try sls?.string())
    change.action =
      restart
      ?? type.utf8.lastIndex(of: UInt8(ascii: ".")).map {
        String(type[type.utf8.index(after: $0)...])
      }
    change.duration = duration > 0 ? ChefRun.plausible(duration / 1000) : nil
    if var changes { change.mentions = try Self.machines(&changes, nesting: 0) }
    return change
  }

  /// What another state's change had a service do; its name says no more than that it is to run.
  ///
  /// Source: saltstack/salt `salt/states/service.py`, `mod_watch`.
  private var restart: String? {
    guard let comment else { return nil }
    if comment == "Service restarted" || comment == "Service fully restarted" { return "restart" }
    return comment == "Service reloaded" ? "reload" : nil
  }

  /// The machines in the diffs, of a file or of each file of a folder.
  private static func machines(
    _ changes: inout JSONCursor, nesting: Int
  ) throws(DocumentError) -> [String] {
    var found: Set<String> = []
    try changes.enterObject()
    while let name = try changes.nextKey() {
      if name == "diff" {
        if let diff = try changes.textIfAny() {
          found.formUnion(HostNames.added(in: try diff.string()))
        }
      } else if nesting == 0, try changes.kind() == .object {
        found.formUnion(try machines(&changes, nesting: 1))
      } else {
        try changes.skip()
      }
    }
    return Array(found.sorted().prefix(HostNames.limit))
  }

  /// Of `MODULE_|-ID_|-NAME_|-FUNCTION`; the name is the module's business and may hold anything.
  private func parts() throws(DocumentError) -> (type: String, name: String) {
    let key = try key.string()
    let bytes = key.utf8.span
    func isSeparator(_ at: Int) -> Bool {
      bytes[at] == UInt8(ascii: "_") && bytes[at + 1] == UInt8(ascii: "|")
        && bytes[at + 2] == UInt8(ascii: "-")
    }
    let places = bytes.indices.dropLast(2)
    guard let end = places.first(where: isSeparator), let last = places.last(where: isSeparator)
    else { return ("?", "") }
    let type = key.part(0..<end) + "." + key.part((last + 3)..<bytes.count)
    if let id { return (type, try id.string()) }
    let second = places.dropFirst(end + 3).first(where: isSeparator) ?? bytes.count
    return (type, key.part((end + 3)..<second))
  }

  func failure() throws(DocumentError) -> Failure {
    var (error, output): (JSONText?, JSONText?)
    if var changes {
      try changes.enterObject()
      while let name = try changes.nextKey() {
        switch name {
        case "stderr": error = try changes.textIfAny()
        case "stdout": output = try changes.textIfAny()
        default: try changes.skip()
        }
      }
    }
    var failure = try SaltMessage.failure(comment: comment, error: error, output: output)
    failure.declaration = try sls?.string()
    if !isPlaceholder {
      let (type, name) = try parts()
      failure.resourceType = type
      failure.resourceName = name
    }
    return failure
  }
}

extension String {
  fileprivate func part(_ bytes: Range<Int>) -> String {
    String(Substring(utf8.dropFirst(bytes.lowerBound).prefix(bytes.count)))
  }
}
