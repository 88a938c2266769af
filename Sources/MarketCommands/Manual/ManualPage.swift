/// A page of the manual in mdoc(7). Every text that comes in means nothing to roff, and what comes
/// out is ASCII, so that it is read rightly whatever the reader's locale is.
///
/// Source: mdoc(7) and mandoc_char(7) of mandoc 1.14.6.
struct ManualPage {
  private(set) var lines: [String] = []

  /// **Columns** of a line of source. mandoc complains of 80.
  private static let width = 78

  init(_ title: String, section: Int, name: String, summary: String) {
    // The day on which somebody last looked at the page as a whole.
    macro("Dd", .plain("November 24, 2026"))
    macro("Dt", .plain(title), .plain(String(section)))
    macro("Os")
    heading("NAME")
    macro("Nm", .word(name))
    macro("Nd", .word(summary))
  }

  /// Part of a line that begins with a macro.
  enum Part {
    /// A macro's name, or something that needs no care.
    case plain(String)
    case word(String)
    /// `--store`, or `-n`.
    case flag(String)
    /// What the reader replaces.
    case value(String)
    case command(String)
  }

  mutating func macro(_ name: String, _ parts: Part...) { macro(name, parts) }

  mutating func macro(_ name: String, _ parts: [Part]) {
    lines.append((["." + name] + parts.map(Self.source)).joined(separator: " "))
  }

  mutating func heading(_ title: String) { macro("Sh", .plain(title)) }
  mutating func subheading(_ title: String) { macro("Ss", .word(title)) }

  /// Sentences, each on lines of its own. What stands between backticks is bold.
  mutating func text(_ text: String) {
    for sentence in Self.sentences(in: Self.bold(Self.harmless(text))) {
      var line = ""
      for word in sentence.split(whereSeparator: \.isWhitespace) {
        if !line.isEmpty, line.utf8.count + word.utf8.count >= Self.width {
          lines.append(Self.begun(line))
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + word
      }
      if !line.isEmpty { lines.append(Self.begun(line)) }
    }
  }

  /// A list of things and what they are.
  mutating func list(
    width: String = "Ds", isCompact: Bool = false, _ body: (inout ManualPage) -> Void
  ) {
    macro("Bl", [.plain("-tag -width"), .plain(width)] + (isCompact ? [.plain("-compact")] : []))
    body(&self)
    macro("El")
  }

  mutating func item(_ parts: Part..., meaning: String) {
    macro("It", parts)
    text(meaning)
  }

  /// Lines as they stand.
  mutating func example(_ text: String) {
    macro("Bd", .plain("-literal -offset indent"))
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines.append(Self.begun(Self.harmless(String(line)).replacing("`", with: "\\(ga")))
    }
    macro("Ed")
  }
}

// MARK: Making texts harmless

extension ManualPage {
  private static func source(of part: Part) -> String {
    switch part {
    case .plain(let text): text
    case .word(let text): quoted(text)
    case .flag(let name): "Fl " + quoted(String(name.dropFirst()))
    case .value(let name): "Ar " + quoted(name)
    case .command(let name): "Cm " + quoted(name)
    }
  }

  /// One argument of a macro, whatever is in it. A short word could be a macro's name itself, and a
  /// lone sign punctuation.
  private static func quoted(_ text: String) -> String {
    let source = harmless(text).replacing("\"", with: "\\(dq")
    let isMistaken = source.utf8.count <= 3 && !source.isEmpty
    let body = isMistaken ? "\\&" + source : source
    return body.isEmpty || body.contains(" ") ? "\"\(body)\"" : body
  }

  /// Text in which no character means anything to roff, but for one at a line's beginning.
  private static func harmless(_ text: String) -> String {
    text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\\": "\\e"
      case "-": "\\-"
      case "'": "\\(aq"
      case "^": "\\(ha"
      case "~": "\\(ti"
      // groff has no sign for it where the locale is not UTF-8.
      case "…": "..."
      case " "..."}": String(scalar)
      default: scalar.properties.generalCategory == .control ? " " : special(scalar)
      }
    }.joined()
  }

  /// `\[u2026]`: at least four digits.
  private static func special(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
  }

  /// A line that roff can't take for a request.
  private static func begun(_ line: String) -> String {
    line.hasPrefix(".") || line.isEmpty ? "\\&" + line : line
  }

  /// Every second backtick ends what the one before began.
  private static func bold(_ text: String) -> String {
    let pieces = text.split(separator: "`", omittingEmptySubsequences: false)
    return pieces.enumerated().map { index, piece in
      // A word that is typed is never broken.
      index.isMultiple(of: 2)
        ? (index == 0 ? "" : "\\fP") + piece
        : "\\fB\\%" + piece.replacing(" ", with: " \\%")
    }.joined()
  }

  /// A sentence ends with a full stop before a capital, as mandoc sees it.
  private static func sentences(in text: String) -> [Substring] {
    var sentences: [Substring] = []
    var rest = text[...]
    while let end = rest.firstRange(of: /[.!?]\)?(\\fP)?\s+(?=[A-Z\[\\])/) {
      sentences.append(rest[..<end.lowerBound] + rest[end].prefix { !$0.isWhitespace })
      rest = rest[end.upperBound...]
    }
    return sentences + [rest]
  }
}
