import Documents
import MarketModel

/// What all of Chef's reports have in common.
enum ChefRun {
  /// The node's name, which must not be empty.
  static func node(_ name: String?, key: String) throws(ReportError) -> NodeName {
    guard let name else { throw .missing(key: key) }
    guard !name.isEmpty else { throw .wrong(key: key, should: "a name") }
    return NodeName(rawValue: name)
  }

  static func time(
    _ key: StaticString, of document: ReportDocument
  ) throws(ReportError) -> Instant? {
    guard let text = try document.text(key) else { return nil }
    guard let time = Instant(text) else { throw .wrong(key: "\(key)", should: "a time") }
    return time
  }

  /// The start, without which nobody could say which night the run belongs to.
  static func start(of document: ReportDocument) throws(ReportError) -> Instant {
    guard let start = try time("start_time", of: document) else {
      throw .missing(key: "start_time")
    }
    return start
  }

  /// **Seconds**, `nil` when a clock must have been wrong.
  static func duration(from start: Instant, to end: Instant?) -> Double? {
    plausible(end?.seconds(since: start))
  }

  static func plausible(_ seconds: Double?) -> Double? {
    seconds.flatMap { 0...ReportLimits.duration ~= $0 ? $0 : nil }
  }

  /// A text member of an object member, read no further than to where it stands.
  ///
  /// Chef writes a node's name and environment before its megabytes of attributes.
  static func text(
    _ name: StaticString, in key: StaticString, of document: ReportDocument
  ) throws(ReportError) -> String? {
    guard document.kind(of: key) == .object, var cursor = try document.value(key) else {
      return nil
    }
    do throws(DocumentError) {
      try cursor.enterObject()
      while let member = try cursor.nextKey() {
        if member == name { return try cursor.textIfAny()?.string() }
        try cursor.skip()
      }
      return nil
    } catch { throw .document(error) }
  }

  /// The run's failure as an exception tells it, for runs that failed outside of any resource or
  /// whose report does not list them.
  static func failure(message: String, errorClass: String?) -> Failure {
    let told = ChefMessage(message, errorClass: errorClass)
    var failure = Failure(errorClass: told.errorClass, message: told.root)
    if let resource = told.resource, let bracket = resource.firstIndex(of: "[") {
      failure.resourceType = String(resource[..<bracket])
      failure.resourceName = String(resource[resource.index(after: bracket)...].dropLast())
    }
    failure.declaration = told.declaration
    failure.line = told.line
    return failure.finished()
  }
}

extension Run {
  /// A run without resources can't fail: a node whose first run failed has an empty run list, and
  /// every run from then on succeeds.
  mutating func doubtIfEmpty() {
    guard status == .success, tally.total == 0 else { return }
    caveats.append(Caveat(.noResources, message: ""))
  }
}

extension Failure {
  /// With the telling line of its message, and the message cut to what is kept.
  func finished() -> Failure {
    var failure = self
    failure.detail = CommandOutput.tellingLine(in: message) ?? detail
    failure.message = message.keepingEnds(limit: Failure.messageLimit)
    return failure
  }
}

extension String {
  /// The first and last part of a text that is longer than `limit` **bytes**: a command's complaint
  /// stands at the end of its output.
  func keepingEnds(limit: Int) -> String {
    guard utf8.count > limit else { return self }
    let mark = "\n…\n"
    let half = (limit - mark.utf8.count) / 2
    let bytes = Array(utf8)
    var head = half
    while bytes[head].isContinuation { head -= 1 }
    var tail = bytes.count - half
    while bytes[tail].isContinuation { tail += 1 }
    return String(decoding: bytes[..<head], as: UTF8.self) + mark
      + String(decoding: bytes[tail...], as: UTF8.self)
  }
}

extension UInt8 {
  /// Not the first byte of a character in UTF-8.
  fileprivate var isContinuation: Bool { self & 0xC0 == 0x80 }
}
