import Documents
import MarketModel

extension AnsibleResult {
  func change(of task: AnsibleTask) throws(DocumentError) -> Change {
    var change = Change(title: task.name, declaration: task.declaration)
    var (machines, verb): (Set<String>, String?) = ([], nil)
    try note(in: &machines, &verb)
    for item in try items(where: \.isChanged) { try item.note(in: &machines, &verb) }
    let module = try action?.string() ?? task.action
    change.action = verb ?? module
    change.duration = try ChefRun.plausible(took?.string().clockSeconds) ?? task.duration
    change.mentions = Array(machines.sorted().prefix(HostNames.limit))
    return change
  }

  private func note(
    in machines: inout Set<String>, _ verb: inout String?
  ) throws(DocumentError) {
    if let diff { machines.formUnion(try AnsibleDiff.machines(in: diff)) }
    if verb == nil, let invocation { verb = try Self.verb(in: invocation) }
  }

  /// What a service is told to do that leaves it as it was; the module's name says what any other
  /// task does.
  private static func verb(in invocation: JSONCursor) throws(DocumentError) -> String? {
    var cursor = invocation
    switch try cursor.innerText(at: "module_args", "state") {
    case "restarted": return "restart"
    case "reloaded": return "reload"
    default: return nil
    }
  }
}

/// What a task says it wrote, when Ansible runs with `--diff`.
///
/// Source: ansible/ansible `lib/ansible/plugins/callback/__init__.py`, `_get_diff`.
private enum AnsibleDiff {
  /// - Parameter diff: one, or a list of them.
  static func machines(in diff: JSONCursor) throws(DocumentError) -> Set<String> {
    var cursor = diff
    var found: Set<String> = []
    guard try cursor.kind() == .array else {
      try collect(&cursor, into: &found)
      return found
    }
    try cursor.enterArray()
    while try cursor.nextElement() { try collect(&cursor, into: &found) }
    return found
  }

  /// `{"before": TEXT, "after": TEXT}`, or `{"prepared": UNIFIED}`; of a file's mode they are objects.
  private static func collect(
    _ cursor: inout JSONCursor, into found: inout Set<String>
  ) throws(DocumentError) {
    var (before, after): (JSONText?, JSONText?)
    try cursor.members { key, cursor throws(DocumentError) in
      switch key {
      case "before": before = try cursor.textIfAny()
      case "after": after = try cursor.textIfAny()
      case "prepared":
        if let text = try cursor.textIfAny() {
          found.formUnion(HostNames.added(in: try text.string()))
        }
      default: try cursor.skip()
      }
    }
    guard let after else { return }
    found.formUnion(
      HostNames.added(from: try before?.string() ?? "", to: try after.string()))
  }
}

extension String {
  /// **Seconds** of Python's `0:00:07.007693`; `nil` for what took days.
  fileprivate var clockSeconds: Double? {
    let parts = split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2]
    else { return nil }
    return hours * 3600 + minutes * 60 + seconds
  }
}
