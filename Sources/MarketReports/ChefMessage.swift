import MarketModel

/// What Chef's exception messages hold besides words: who failed, where, in which class.
///
/// Chef wraps a failure once for each resource around it: `app[shop] (app::default line 1) had an
/// error: Class: file[/x] (app::default line 9) had an error: Class: text`, and once more when a
/// delayed notification fails too: `Multiple failures occurred:` and a list.
///
/// Source: chef/chef `lib/chef/resource.rb`, `lib/chef/exceptions.rb` (`MultipleFailures`).
struct ChefMessage {
  /// What is left when all wrapping is off.
  private(set) var root: String
  /// The class nearest to the root, if the message names one.
  private(set) var errorClass: String?
  /// The innermost resource, as `service[nginx]`.
  private(set) var resource: String?
  /// `nginx::default`
  private(set) var declaration: String?
  private(set) var line: Int?

  init(_ message: String, errorClass: String? = nil) {
    var rest = Array(message.utf8)[...]
    self.errorClass = errorClass
    root = ""
    if let first = Self.firstOfMultiple(rest) {
      self.errorClass = String(decoding: first.errorClass, as: UTF8.self)
      rest = first.message
    }
    while let wrapping = Wrapping(rest) {
      resource = String(decoding: wrapping.resource, as: UTF8.self)
      self.errorClass = String(decoding: wrapping.errorClass, as: UTF8.self)
      (declaration, line) = Self.place(wrapping.place)
      rest = wrapping.message
    }
    root = String(decoding: rest, as: UTF8.self)
  }

  /// The place of a resource that the message mentions, wherever it does.
  ///
  /// `service[nginx] (nginx::default line 21)`
  static func place(
    of resource: String, in message: String
  ) -> (declaration: String?, line: Int?)? {
    let bytes = Array(message.utf8)[...]
    guard let start = bytes.firstIndex(of: Array("\(resource) (".utf8)) else { return nil }
    let after = bytes[(start + resource.utf8.count + 2)...]
    guard let end = after.firstIndex(of: UInt8(ascii: ")")) else { return nil }
    return place(after[..<end])
  }

  /// `nginx::default line 21`; a resource without a recipe has only `dynamically defined`.
  private static func place(_ bytes: ArraySlice<UInt8>) -> (declaration: String?, line: Int?) {
    guard let word = bytes.lastIndex(of: Array(" line ".utf8)),
      let line = Int(String(decoding: bytes[(word + 6)...], as: UTF8.self)), line > 0
    else { return (nil, nil) }
    return (String(decoding: bytes[..<word], as: UTF8.self), line)
  }

  /// The first item of `Multiple failures occurred:\n* CLASS occurred in PHASE: MESSAGE\n* …`.
  private static func firstOfMultiple(
    _ bytes: ArraySlice<UInt8>
  ) -> (errorClass: ArraySlice<UInt8>, message: ArraySlice<UInt8>)? {
    let head = Array("Multiple failures occurred:\n* ".utf8)
    guard bytes.starts(with: head) else { return nil }
    let items = bytes.dropFirst(head.count)
    guard let word = items.firstIndex(of: Array(" occurred in ".utf8)),
      let colon = items[word...].firstIndex(of: Array(": ".utf8))
    else { return nil }
    let message = items[(colon + 2)...]
    let end = Self.nextItem(in: message) ?? message.endIndex
    return (items[..<word], message[..<end])
  }

  /// Where the line before `* CLASS occurred in` ends; a star in the output of a command is none.
  private static func nextItem(in bytes: ArraySlice<UInt8>) -> Int? {
    var rest = bytes
    while let star = rest.firstIndex(of: Array("\n* ".utf8)) {
      let line = rest[(star + 3)...].prefix { $0 != UInt8(ascii: "\n") }
      if line.firstIndex(of: Array(" occurred in ".utf8)) != nil { return star }
      rest = rest[(star + 3)...]
    }
    return nil
  }
}

/// `RESOURCE (PLACE) had an error: CLASS: MESSAGE`
private struct Wrapping {
  let resource: ArraySlice<UInt8>
  let place: ArraySlice<UInt8>
  let errorClass: ArraySlice<UInt8>
  let message: ArraySlice<UInt8>

  init?(_ bytes: ArraySlice<UInt8>) {
    let firstLine = bytes.prefix { $0 != UInt8(ascii: "\n") }
    guard let words = firstLine.firstIndex(of: Array(") had an error: ".utf8)),
      let open = bytes[..<words].lastIndex(of: Array(" (".utf8)),
      bytes[..<open].last == UInt8(ascii: "]")
    else { return nil }
    let rest = bytes[(words + 16)...]
    guard let colon = rest.firstIndex(of: Array(": ".utf8)),
      rest[..<colon].allSatisfy({ $0.isClassName })
    else { return nil }
    resource = bytes[..<open]
    place = bytes[(open + 2)..<words]
    errorClass = rest[..<colon]
    message = rest[(colon + 2)...]
  }
}

/// What a command that failed had to say.
enum CommandOutput {
  /// The line of a message's output block that says most: the first of standard error, or, when
  /// that is empty, the last of standard output.
  ///
  /// Source: mixlib-shellout, `lib/mixlib/shellout.rb`, `format_for_exception`.
  static func tellingLine(in message: String) -> String? {
    let bytes = Array(message.utf8)[...]
    guard let begin = bytes.firstIndex(of: Array("---- Begin output of ".utf8)),
      let out = bytes[begin...].firstIndex(of: Array("\nSTDOUT: ".utf8))
    else { return nil }
    let end = bytes.lastIndex(of: Array("\n---- End output of ".utf8)) ?? bytes.endIndex
    guard out + 9 <= end else { return nil }
    let output = bytes[(out + 9)..<end]
    guard let error = output.firstIndex(of: Array("\nSTDERR: ".utf8)) else {
      return output.lines.last
    }
    return output[(error + 9)...].lines.first ?? output[..<error].lines.last
  }
}

extension ArraySlice<UInt8> {
  /// - Complexity: O(bytes × bytes of `word`) at worst; messages are short and failures rare.
  func firstIndex(of word: [UInt8]) -> Int? {
    guard let head = word.first else { return nil }
    var start = startIndex
    while let hit = self[start...].firstIndex(of: head) {
      if self[hit...].starts(with: word) { return hit }
      start = hit + 1
    }
    return nil
  }

  func lastIndex(of word: [UInt8]) -> Int? {
    guard let head = word.first else { return nil }
    var end = endIndex
    while let hit = self[..<end].lastIndex(of: head) {
      if self[hit...].starts(with: word) { return hit }
      end = hit
    }
    return nil
  }

  /// The lines with something on them, trimmed.
  fileprivate var lines: [String] {
    split(separator: UInt8(ascii: "\n")).compactMap { line in
      let text = line.drop { $0.isBlank }
      let end = text.lastIndex { !$0.isBlank }
      return end.map { String(decoding: text[...$0], as: UTF8.self) }
    }
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }

  /// Letters, digits, `_` and the colons of `Chef::Exceptions::Package`.
  fileprivate var isClassName: Bool {
    switch self {
    case 0x30...0x3A, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }
}
