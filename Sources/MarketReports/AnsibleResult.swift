import Documents
import MarketModel

/// What one task did on one host, as every report of Ansible tells it.
///
/// Only what decides is decoded at once. What a failure said is looked up when it is asked for, and
/// facts (100 KB for each host) are stepped over. Valid as long as its cursor.
///
/// Source: ansible/ansible `lib/ansible/executor/task_executor.py`, `module_utils/basic.py`; seen
/// from 2.9 to 2.19.
struct AnsibleResult {
  private(set) var isFailed = false
  private(set) var isUnreachable = false
  private(set) var isSkipped = false
  /// Changed something, or in check mode would have. A failed task may have, too.
  private(set) var isChanged = false
  /// Says that it was skipped because the run is to change nothing.
  private(set) var isDry = false
  /// A command was really run.
  private(set) var hasRun = false
  /// What `set_stats` or `set_fact` call the environment.
  private(set) var environment: String?

  private(set) var action: JSONText?
  /// What was found out about the host, by whichever module.
  private(set) var facts: JSONCursor?
  private(set) var diff: JSONCursor?
  private(set) var invocation: JSONCursor?
  /// How long a command ran: `0:00:00.007693`.
  private(set) var took: JSONText?
  private var message: JSONCursor?
  private var reason: JSONText?
  private var censored: JSONText?
  private var errors: JSONText?
  private var output: JSONText?
  private var moduleErrors: JSONText?
  private var moduleOutput: JSONText?
  private var exception: JSONText?
  private var attempts: Int?
  private var returnCode: Int?
  private(set) var items: JSONCursor?
  private var label: JSONText?

  var hasFailed: Bool { isFailed || isUnreachable }

  /// What an event says came of a task, whatever its result says or no longer says.
  enum Outcome { case ok, failed, unreachable, skipped }

  /// A result of which nothing is known yet.
  init() {}

  /// The same as the event has it.
  func settled(as outcome: Outcome) -> AnsibleResult {
    var result = self
    result.isFailed = outcome == .failed
    result.isUnreachable = outcome == .unreachable
    result.isSkipped = outcome == .skipped
    return result
  }

  init(_ cursor: inout JSONCursor) throws(DocumentError) {
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "action": action = try cursor.textIfAny()
      case "failed": isFailed = try cursor.boolIfAny() ?? false
      case "unreachable": isUnreachable = try cursor.boolIfAny() ?? false
      case "skipped": isSkipped = try cursor.boolIfAny() ?? false
      case "changed": isChanged = try cursor.boolIfAny() ?? false
      case "msg": message = try cursor.skipped()
      case "reason": reason = try cursor.textIfAny()
      case "censored": censored = try cursor.textIfAny()
      case "stderr": errors = try cursor.textIfAny()
      case "stdout": output = try cursor.textIfAny()
      case "module_stderr": moduleErrors = try cursor.textIfAny()
      case "module_stdout": moduleOutput = try cursor.textIfAny()
      case "exception": exception = try cursor.textIfAny()
      case "attempts": attempts = try cursor.intIfAny()
      case "rc": returnCode = try cursor.intIfAny()
      case "results": items = try cursor.skipped()
      case "_ansible_item_label", "item": label = try cursor.textIfAny() ?? label
      case "delta":
        took = try cursor.textIfAny()
        hasRun = took != nil
      case "diff": diff = try cursor.skipped()
      case "invocation": invocation = try cursor.skipped()
      case "ansible_facts": facts = try cursor.skipped()
      case "ansible_stats": environment = try Self.environment(inStats: cursor.skipped())
      default: try cursor.skip()
      }
    }
    if let facts, action.map({ $0 == "set_fact" || $0 == "ansible.builtin.set_fact" }) ?? false {
      environment = try Self.environment(in: facts) ?? environment
    }
    if isSkipped, let text = try words() { isDry = text.contains("check mode") }
  }

  /// `set_stats: {data: {environment: production}}` stands in the report of every host it ran for.
  private static func environment(inStats stats: JSONCursor) throws(DocumentError) -> String? {
    var cursor = stats
    guard try cursor.kind() == .object else { return nil }
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      if key == "data" { return try environment(in: cursor) }
      try cursor.skip()
    }
    return nil
  }

  private static func environment(in variables: JSONCursor) throws(DocumentError) -> String? {
    var cursor = variables
    guard try cursor.kind() == .object else { return nil }
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      if key == "environment" || key == "env" { return try cursor.textIfAny()?.string() }
      try cursor.skip()
    }
    return nil
  }
}

// MARK: Failures

extension AnsibleResult {
  func failure(of task: AnsibleTask) throws(DocumentError) -> Failure {
    let item = try failedItem()
    let cause = item ?? self
    let output = try cause.commandOutput()
    let itemWords = try item?.words()
    var lines = [try words() ?? itemWords ?? bareWords]
    if let item {
      if let itemWords, itemWords != lines[0] { lines.append(itemWords) }
      if let label = try item.label?.string() { lines.append("item: \(label)") }
    }
    lines.append(output)
    if let attempts, attempts > 1 { lines.append("after \(attempts) attempts") }
    let message = lines.filter { !$0.isEmpty }.joined(separator: "\n")
    return Failure(
      resourceType: try action?.string() ?? task.action, resourceName: task.name,
      declaration: task.declaration, line: task.line, errorClass: try cause.errorClass(),
      message: message.keepingEnds(limit: Failure.messageLimit),
      detail: AnsibleOutput.tellingLine(in: output))
  }

  /// The first item of a loop that failed; the loop itself only says that one did.
  private func failedItem() throws(DocumentError) -> AnsibleResult? {
    try items(atMost: 1, where: \.hasFailed).first
  }

  /// The first items of a loop that are as wanted.
  func items(
    atMost limit: Int = .max, where isWanted: (AnsibleResult) -> Bool
  ) throws(DocumentError) -> [AnsibleResult] {
    var found: [AnsibleResult] = []
    guard var cursor = items, try cursor.kind() == .array else { return found }
    try cursor.enterArray()
    while found.count < limit, try cursor.nextElement() {
      guard try cursor.kind() == .object else {
        try cursor.skip()
        continue
      }
      let item = try AnsibleResult(&cursor)
      if isWanted(item) { found.append(item) }
    }
    return found
  }

  /// The message, which is a list of texts where a playbook says `msg: [...]`.
  private func words() throws(DocumentError) -> String? {
    if let censored { return try censored.string() }
    guard var cursor = message else { return try reason?.string() }
    switch try cursor.kind() {
    case .string:
      let text = try cursor.string()
      return text.isBlank ? try reason?.string() : text
    case .array:
      let texts = try cursor.node().elements?.compactMap(\.string) ?? []
      return texts.isEmpty ? nil : texts.joined(separator: "\n")
    default: return try reason?.string()
    }
  }

  private var bareWords: String {
    returnCode.map { "return code \($0)" } ?? "failed without a message"
  }

  /// Standard error, or standard output when that is empty.
  private func commandOutput() throws(DocumentError) -> String {
    for text in [errors, moduleErrors, output, moduleOutput] {
      if let text, case let words = try text.string(), !words.isBlank {
        return words.withoutBlankEnd
      }
    }
    return ""
  }

  /// The exception that ended a module, if Python's traceback is there.
  private func errorClass() throws(DocumentError) -> String? {
    for text in [exception, moduleErrors] {
      if let text, let name = AnsibleOutput.exceptionClass(in: try text.string()) { return name }
    }
    return nil
  }
}

extension String {
  fileprivate var isBlank: Bool { utf8.allSatisfy { $0 <= 0x20 } }

  fileprivate var withoutBlankEnd: String {
    utf8.lastIndex { $0 > 0x20 }.map { String(self[...$0]) } ?? ""
  }
}

extension JSONCursor {
  /// A cursor at the next value, which this one moves over.
  mutating func skipped() throws(DocumentError) -> JSONCursor {
    _ = try kind()
    let value = value(at: offset)
    try skip()
    return value
  }

  /// The next value if it is true or false, `nil` for anything else.
  mutating func boolIfAny() throws(DocumentError) -> Bool? {
    if try kind() == .bool { return try bool() }
    try skip()
    return nil
  }

  /// The next value if it is a whole number that fits, `nil` for anything else.
  mutating func intIfAny() throws(DocumentError) -> Int? {
    if try kind() == .number { return try Int(number()) }
    try skip()
    return nil
  }
}
