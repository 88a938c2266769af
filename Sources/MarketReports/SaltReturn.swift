import Documents
import MarketModel

/// What one minion returned.
struct SaltReturn {
  /// The minion of `salt-call`, which never says its name unless it is asked for metadata.
  static let local = "local"

  private(set) var job: SaltJob
  private(set) var content = Content.other
  private var minion: String

  enum Content {
    case states(SaltStates)
    /// Errors in what was to be applied, so that nothing was.
    case refused([String])
    case noResponse(String)
    case unreachable(String)
    /// More returns, by minion.
    case map(JSONCursor)
    case other
  }

  /// Wrappings around a return that are followed.
  private static let wrappingLimit = 4

  init(
    _ cursor: inout JSONCursor, named name: String, of job: SaltJob
  ) throws(DocumentError) {
    self.job = job
    minion = name
    content = try readContent(&cursor, wrappings: 0)
  }

  private mutating func readContent(
    _ cursor: inout JSONCursor, wrappings: Int
  ) throws(DocumentError) -> Content {
    switch try cursor.kind() {
    case .string:
      let text = try cursor.text()
      if text.hasPrefix("Minion did not return. [Not connected]") {
        return .unreachable(try text.string())
      }
      if text.hasPrefix("Minion did not return") { return try noResponse(text) }
      return isRefusal(text) ? .refused([try text.string()]) : .other
    case .array: return try readList(&cursor)
    case .object where wrappings < Self.wrappingLimit:
      return try readObject(&cursor, wrappings: wrappings)
    default:
      try cursor.skip()
      return .other
    }
  }

  /// The advice to look the job up later says its id.
  private mutating func noResponse(_ text: JSONText) throws(DocumentError) -> Content {
    let words = try text.string()
    let last = words.lastLine.utf8.split(separator: UInt8(ascii: " ")).last.map(Substring.init)
    if job.id == nil, let last, SaltJob.isID(String(last)) { job.id = String(last) }
    return .noResponse(words)
  }

  private func readList(_ cursor: inout JSONCursor) throws(DocumentError) -> Content {
    guard job.saysStates ?? Self.beginsWithRefusal(cursor) else {
      try cursor.skip()
      return .other
    }
    let lines = try cursor.node().elements?.compactMap(\.string) ?? []
    return lines.isEmpty ? .other : .refused(lines)
  }

  private mutating func readObject(
    _ cursor: inout JSONCursor, wrappings: Int
  ) throws(DocumentError) -> Content {
    let start = cursor
    var inner: JSONCursor?
    var map: JSONCursor?
    var ssh = SaltShell()
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      if key.contains(SaltStates.separator) {
        cursor = start
        return .states(try SaltStates(&cursor))
      }
      switch key {
      case "return", "ret":
        inner = cursor
        try cursor.skip()
      case "Result", "data":
        map = try cursor.kind() == .object ? cursor : nil
        try cursor.skip()
      case "id": minion = try cursor.textIfAny()?.string() ?? minion
      default:
        if try job.take(key, &cursor) { continue }
        if try !ssh.take(key, &cursor) { try cursor.skip() }
      }
    }
    if inner == nil, map != nil, job.id == nil, job.saysStates != nil { job.id = minion }
    if var inner { return try readContent(&inner, wrappings: wrappings + 1) }
    if let map { return job.saysStates == false ? .other : .map(map) }
    return ssh.content ?? .other
  }
}

// MARK: Telling a return by a look

extension SaltReturn {
  /// Whether a member of an object that nobody knows is what a minion returned from its states.
  ///
  /// Cheap, because every document of every tool is looked at.
  static func isLikely(name: JSONText, value: JSONCursor) -> Bool {
    var value = value
    switch try? value.kind() {
    case .string: return (try? value.text())?.hasPrefix("Minion did not return") ?? false
    case .array: return beginsWithRefusal(value)
    case .object:
      guard (try? value.enterObject()) != nil, let key = try? value.nextKey() else { return false }
      return key.contains(SaltStates.separator) || isJob(name)
        || (isOfWrapping(key) && (try? isWrapped(&value)) == true)
    default: return false
    }
  }

  /// Whether a return is wrapped in what is known of its job: at least two such members, of which
  /// the first was met already.
  private static func isWrapped(_ cursor: inout JSONCursor) throws(DocumentError) -> Bool {
    try cursor.skip()
    while let key = try cursor.nextKey() {
      if isOfWrapping(key) { return true }
      try cursor.skip()
    }
    return false
  }

  private static func isOfWrapping(_ key: JSONText) -> Bool {
    switch key {
    case "jid", "fun", "return", "ret", "retcode", "out", "stdout", "stderr", "_error": true
    default: false
    }
  }

  private static func isJob(_ name: JSONText) -> Bool {
    name.count >= SaltJob.idLength && ((try? name.string()).map(SaltJob.isID) ?? false)
  }

  private static func beginsWithRefusal(_ cursor: JSONCursor) -> Bool {
    var cursor = cursor
    guard (try? cursor.enterArray()) != nil, (try? cursor.nextElement()) == true,
      (try? cursor.kind()) == .string, let text = try? cursor.text()
    else { return false }
    return speaksOfStates(text)
  }

  /// Source: the messages in saltstack/salt `salt/state.py` and `salt/modules/state.py`.
  private static func speaksOfStates(_ text: JSONText) -> Bool {
    text.contains("SLS") || text.contains(" sls ") || text.contains("salt environment")
      || text.contains("Pillar failed") || text.contains("high state") || text.contains("state.")
  }

  /// Whether a text alone says why no states were run.
  private func isRefusal(_ text: JSONText) -> Bool {
    job.saysStates
      ?? (text.hasPrefix("The minion function caused an exception")
        || text.hasPrefix("Passed invalid arguments to state.") || text.hasPrefix("'state."))
  }
}

/// What `salt-ssh` says of a machine that it could not work on.
private struct SaltShell {
  private var code: Int?
  private var complaint: String?

  /// `false` if the member is none of its.
  mutating func take(_ key: JSONText, _ cursor: inout JSONCursor) throws(DocumentError) -> Bool {
    switch key {
    case "retcode": code = try cursor.node().int
    case "stderr", "_error": complaint = try cursor.textIfAny()?.string() ?? complaint
    default: return false
    }
    return true
  }

  /// Source: ssh(1): it exits with 255 when the connection failed.
  var content: SaltReturn.Content? {
    guard let complaint, let code, code != 0 else { return nil }
    return code == 255 ? .unreachable(complaint) : .refused([complaint])
  }
}

// MARK: As a run

extension SaltReturn {
  /// `nil` when it is none.
  func run(origin: ReportOrigin) -> Run? {
    guard !minion.isEmpty else { return nil }
    var run = job.start(on: minion)
    if minion == Self.local {
      run.node = NamelessNode.name(for: origin.file, of: .salt)
    }
    run.started = run.started ?? origin.modified
    switch content {
    case .states(let states):
      states.tell(&run)
      if job.started == nil { run.started = states.started(before: origin.modified) }
    case .refused(let lines):
      run.status = .failure
      run.tally = Tally(total: 0, updated: 0, failed: 0, skipped: 0)
      run.failure = SaltMessage.refusal(lines)
    case .noResponse(let text): tell(&run, .noResponse, text)
    case .unreachable(let text): tell(&run, .unreachable, text)
    case .map, .other: return nil
    }
    if job.id == nil { run.runID = run.started?.iso8601 ?? timeOfDay ?? minion }
    return run
  }

  private var timeOfDay: String? {
    guard case .states(let states) = content else { return nil }
    return states.timeOfDay
  }

  private func tell(_ run: inout Run, _ status: RunStatus, _ text: String) {
    run.status = status
    run.tally = Tally(total: 0, updated: 0, failed: 0, skipped: 0)
    run.failure = Failure(message: text.firstLine)
  }
}
