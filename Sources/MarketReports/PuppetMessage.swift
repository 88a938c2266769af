import MarketModel

/// What Puppet's messages hold besides words: who complains, why, and in which file.
struct PuppetMessage {
  /// What is left when all wrapping is off.
  private(set) var root: String
  private(set) var errorClass: String?
  private(set) var place: (file: String, line: Int?)?

  /// The message of a run that failed outside of any resource.
  ///
  /// `Could not retrieve catalog from remote server: Error 500 on SERVER: Server Error: Evaluation
  /// Error: Error while evaluating a Function Call, TEXT (file: FILE, line: 4, column: 39) on node
  /// NODE`
  ///
  /// Source: puppetlabs/puppet `lib/puppet/configurer.rb`, `lib/puppet/util/errors.rb`,
  /// `lib/puppet/pops/issue_reporter.rb`.
  init(ofRun message: String, node: String) {
    var rest = message[...]
    while let wrapping = Self.wrapping(of: rest) { rest = rest.dropFirst(wrapping.count) }
    if message.contains("Evaluation Error: ") { errorClass = "Evaluation Error" }
    if rest.hasPrefix("Error while evaluating a "), let comma = rest.firstRange(of: ", ") {
      rest = rest[comma.upperBound...]
    }
    place = Self.place(in: rest)
    rest = rest.without(" on node \(node)")
    if place != nil, rest.hasSuffix(")"), let file = rest.firstRange(of: " (file: ") {
      rest = rest[..<file.lowerBound]
    }
    rest = rest.without(" for \(node)")
    root = rest.isEmpty ? message : String(rest)
  }

  private static func wrapping(of message: Substring) -> String? {
    let wrappings = [
      "Could not retrieve catalog from remote server: ", "Could not apply complete catalog: ",
      "Failed to apply catalog: ", "Could not run Puppet configuration client: ",
      "Server Error: ", "Evaluation Error: ",
    ]
    if let wrapping = wrappings.first(where: { message.hasPrefix($0) }) { return wrapping }
    guard message.hasPrefix("Error "), let words = message.firstRange(of: " on SERVER: "),
      message[..<words.lowerBound].utf8.count == "Error 500".utf8.count
    else { return nil }
    return String(message[..<words.upperBound])
  }

  /// `(file: FILE, line: 4, column: 39)`, before Puppet 5 `at FILE:4:39`.
  private static func place(in message: Substring) -> (file: String, line: Int?)? {
    if let start = message.firstRange(of: "(file: ") {
      let inside = message[start.upperBound...].prefix { $0 != ")" }
      let parts = inside.split(separator: ",").map { $0.drop { $0 == " " } }
      let line = parts.first { $0.hasPrefix("line: ") }.flatMap { Int($0.dropFirst(6)) }
      return parts.first.map { (String($0), line) }
    }
    guard let at = message.firstRange(of: " at /") else { return nil }
    let path = message[message.index(at.lowerBound, offsetBy: 4)...].prefix { $0 != " " }
    let parts = path.split(separator: ":")
    guard parts.count >= 2, let file = parts.first, file.hasSuffix(".pp") else { return nil }
    return (String(file), Int(parts[1]))
  }
}

extension PuppetMessage {
  /// A word, or a symbol as old reports write it: `:changed`.
  static func symbol(_ word: String) -> String {
    word.hasPrefix(":") ? String(word.dropFirst()) : word
  }

  /// `Service`, `nginx` of `Service[nginx]`.
  static func parts(of title: String) -> (type: String, name: String) {
    guard let bracket = title.firstIndex(of: "["), title.hasSuffix("]") else { return (title, "") }
    return (
      String(title[..<bracket]), String(title[title.index(after: bracket)...].dropLast())
    )
  }

  /// The resource that a log line is of: the last of `/Stage[main]/Nginx/Service[nginx]/ensure`.
  static func resource(inPath source: String) -> (type: String, name: String)? {
    guard source.hasPrefix("/"), source.utf8.count <= pathLimit else { return nil }
    var found: Substring?
    var rest = source[...]
    while let slash = rest.firstIndex(of: "/") {
      rest = rest[rest.index(after: slash)...]
      let type = rest.prefix { $0.isLetter || $0.isNumber || $0 == ":" || $0 == "_" }
      guard !type.isEmpty, rest.dropFirst(type.count).first == "[" else { continue }
      let end = rest.firstRange(of: "]/")?.lowerBound ?? rest.lastIndex(of: "]")
      guard let end else { break }
      found = rest[...end]
      rest = rest[end...]
    }
    return found.map { parts(of: String($0)) }
  }

  /// **Bytes** of a resource's path. What is longer is none.
  private static let pathLimit = 4096

  /// The manifest, as all nodes and environments call it: `nginx/manifests/init.pp` of a module,
  /// `manifests/site.pp` of none.
  ///
  /// - Parameter container: the class it stands in, `Nginx::Config`, which is named after its module.
  static func declaration(file: String, container: String? = nil) -> String {
    let parts = file.split(separator: "/")
    guard let manifests = parts.lastIndex(of: "manifests") else {
      return parts.last.map(String.init) ?? file
    }
    let isModule =
      manifests >= 1
      && (manifests >= 2 && parts[manifests - 2].hasSuffix("modules")
        || container?.lowercased().split(separator: ":").first == parts[manifests - 1])
    return parts[(isModule ? manifests - 1 : manifests)...].joined(separator: "/")
  }

  /// `change from 'stopped' to 'running' failed: TEXT (corrective)`
  ///
  /// Source: puppetlabs/puppet `lib/puppet/transaction/resource_harness.rb`, `event_manager.rb`.
  static func root(of message: String) -> String {
    var rest = message[...]
    if rest.hasPrefix("change from "), let words = rest.firstRange(of: " failed: ") {
      rest = rest[words.upperBound...]
    } else if rest.hasPrefix("Failed to call "), let colon = rest.firstRange(of: ": ") {
      rest = rest[colon.upperBound...]
    }
    return String(rest.without(" (corrective)"))
  }

  /// The line that says most, `nil` when the message is all there is.
  ///
  /// An `Exec` logs what its command printed; other providers append it to the message, behind
  /// `Execution of 'COMMAND' returned 1: `. Among them the first line that sounds like a complaint,
  /// or else the last.
  static func tellingLine(of message: String, outputs: [String]) -> String? {
    var lines = outputs.flatMap {
      $0.keepingEnds(limit: Failure.messageLimit).split(whereSeparator: \.isNewline)
    }
    if lines.isEmpty {
      lines = message.split(whereSeparator: \.isNewline)
      if let first = lines.first {
        let output = first.firstRange(of: " returned ").flatMap { words in
          first[words.upperBound...].firstRange(of: ": ").map { first[$0.upperBound...] }
        }
        lines[0] = output ?? ""
      }
    }
    let told = lines.map { withoutJournal($0) }.filter { !$0.isEmpty }
    let complaints = told.filter { soundsLikeComplaint($0) }
    return (complaints.first { !$0.hasPrefix("systemd[") } ?? complaints.first ?? told.last)
      .map { String($0) }
  }

  /// Without the time and host that journald puts before a line: `Nov 22 08:13:20 web-01 `.
  private static func withoutJournal(_ line: Substring) -> Substring {
    let text = line.drop { $0.isWhitespace }
    let words = text.split(separator: " ", maxSplits: 4)
    guard words.count == 5, words[0].utf8.count == 3, words[2].utf8.count == 8,
      words[2].filter({ $0 == ":" }).count == 2
    else { return text }
    return words[4]
  }

  private static func soundsLikeComplaint(_ line: Substring) -> Bool {
    let words = line.lowercased()
    return complaints.contains { words.contains($0) } || words.hasPrefix("e: ")
  }

  private static let complaints = [
    "error", "fatal", "fail", "denied", "cannot", "can't", "could not", "couldn't", "no such",
    "not found", "refused", "timed out", "timeout", "unable", "invalid", "missing", "exception",
    "not permitted", "unknown", "no space",
  ]
}

extension StringProtocol {
  /// Byte for byte, where the library would compare characters.
  ///
  /// - Complexity: O(bytes × bytes of `words`) at worst; messages are short and failures rare.
  func firstRange(of words: String) -> Range<Index>? {
    let (bytes, sought) = (utf8, words.utf8)
    guard let head = sought.first else { return nil }
    var start = bytes.startIndex
    while let hit = bytes[start...].firstIndex(of: head) {
      if bytes[hit...].starts(with: sought) {
        return hit..<bytes.index(hit, offsetBy: sought.count)
      }
      start = bytes.index(after: hit)
    }
    return nil
  }
}

extension Substring {
  fileprivate func without(_ ending: String) -> Substring {
    hasSuffix(ending) ? dropLast(ending.count) : self
  }
}
