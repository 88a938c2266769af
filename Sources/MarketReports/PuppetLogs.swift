import Documents
import MarketModel

/// The log of a run, of which errors and what commands printed are kept, in the order of time, and of
/// what was written into files the machines.
struct PuppetLogs {
  struct Line {
    var message: String
    /// `Puppet`, or the path of a resource: `/Stage[main]/Nginx/Service[nginx]/ensure`.
    var source = ""
    var time: Instant?
    var file: String?
    var line: Int?
  }

  private(set) var errors: [Line] = []
  /// What a command of an `Exec` printed, line by line.
  private(set) var outputs: [Line] = []
  /// The machines that were written into a file, by its resource: `File[/etc/motd]`.
  ///
  /// Source: puppetlabs/puppet `lib/puppet/type/file/content.rb`, with the setting `show_diff`.
  private(set) var mentions: [String: [String]] = [:]
  /// When the last line was written.
  private(set) var last: Instant?

  /// Lines that are kept of each kind. A run that logs more says nothing new in them.
  private static let limit = 1_000

  mutating func read(_ cursor: inout some DocumentCursor) throws(DocumentError) {
    try cursor.enterArray()
    while try cursor.nextElement() {
      if try cursor.kind() == .object { try readLine(&cursor) } else { try cursor.skip() }
    }
    // PuppetDB may give the newest first.
    errors = errors.inOrder { $0.time }
    outputs = outputs.inOrder { $0.time }
  }

  private enum Level { case error, notice, other }

  private mutating func readLine<Cursor: DocumentCursor>(
    _ cursor: inout Cursor
  ) throws(DocumentError) {
    var level = Level.other
    var (message, source, time, file): (Cursor.Text?, Cursor.Text?, Cursor.Text?, Cursor.Text?)
    var line: Double?
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "level": level = try Self.level(&cursor)
      case "message": message = try cursor.textIfAny()
      case "source": source = try cursor.textIfAny()
      case "time": time = try cursor.textIfAny()
      case "file": file = try cursor.textIfAny()
      case "line": line = try cursor.numberIfAny()
      default: try cursor.skip()
      }
    }
    let moment = try time.flatMap { (text) throws(DocumentError) in Instant(try text.string()) }
    last = [last, moment].compactMap { $0 }.max()
    guard level != .other, let message else { return }
    var kept = Line(message: "", source: try source?.string() ?? "", time: moment)
    if level == .notice, kept.source.hasSuffix("/content") {
      return note(diff: try message.string(), at: kept.source)
    }
    guard level == .error || kept.source.hasSuffix("/returns") else { return }
    kept.message = try message.string()
    kept.file = try file?.string()
    kept.line = line.flatMap { Int(exactly: $0) }
    if level == .error, errors.count < Self.limit { errors.append(kept) }
    if level == .notice, outputs.count < Self.limit { outputs.append(kept) }
  }

  private mutating func note(diff: String, at source: String) {
    let machines = HostNames.added(in: diff)
    guard !machines.isEmpty, mentions.count < Self.limit,
      let (type, name) = PuppetMessage.resource(inPath: source)
    else { return }
    mentions["\(type)[\(name)]"] = machines
  }

  /// As a word, or as the symbols of old reports.
  private static func level(_ cursor: inout some DocumentCursor) throws(DocumentError) -> Level {
    guard let word = try cursor.textIfAny() else { return .other }
    return switch word {
    case "err", "alert", "emerg", "crit", ":err", ":alert", ":emerg", ":crit": .error
    case "notice", ":notice": .notice
    default: .other
    }
  }
}

extension PuppetLogs.Line {
  var firstLine: String { String(message.prefix { !$0.isNewline }) }

  /// Whether a resource, as `Service[nginx]`, or a property of it wrote this.
  func isFrom(_ resource: String) -> Bool {
    source.hasSuffix("/\(resource)") || source == resource
      || source.firstRange(of: "/\(resource)/") != nil
  }

  /// That no new catalogue came, which is what a cached one already says.
  var isAboutCatalogue: Bool {
    message.hasPrefix("Could not retrieve catalog") || message.contains("Evaluation Error")
      || message.contains(" on SERVER: ")
  }

  /// Names the resources that each wait for the other. None of them is at fault alone.
  var isDependencyCycle: Bool {
    message.hasPrefix("Found ") && firstLine.contains(" dependency cycle")
  }

  /// How little it says about why a run failed.
  fileprivate var rank: Int {
    if Self.hollow.contains(where: { message.hasPrefix($0) }) { return 4 }
    if source.hasPrefix("/File[") || message.hasPrefix("Could not send report") { return 3 }
    if isDependencyCycle { return 0 }
    return isAboutCatalogue || message.hasPrefix("Failed to apply catalog") ? 1 : 2
  }

  /// Source: puppetlabs/puppet `lib/puppet/configurer.rb`.
  private static let hollow = [
    "Could not retrieve catalog; skipping run", "Not using cache on failed catalog",
    "Not using expired catalog", "Could not run Puppet configuration client: exit",
  ]
}

extension PuppetLogs {
  /// Why a run failed in which no resource did: the line that says most, told once although Puppet
  /// logs it up to three times.
  func failure(on node: NodeName) -> Failure? {
    guard let line = errors.min(by: { $0.rank < $1.rank }) else { return nil }
    let told = PuppetMessage(ofRun: line.message, node: node.rawValue)
    var failure = Failure(errorClass: told.errorClass, message: told.root)
    if let (type, name) = PuppetMessage.resource(inPath: line.source) {
      failure.resourceType = type
      failure.resourceName = name
    }
    let place = told.place ?? line.file.map { ($0, line.line) }
    failure.declaration = place.map { PuppetMessage.declaration(file: $0.0) }
    failure.line = place?.1
    failure.message = told.root.keepingEnds(limit: Failure.messageLimit)
    failure.detail = PuppetMessage.tellingLine(of: failure.message, outputs: [])
    return failure
  }
}
