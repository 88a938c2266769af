extension Matcher {
  /// The value that is given to a name: `password=…`, `"api_key": "…"`, `--token …`.
  static func assigned(to name: SecretName) -> Matcher {
    Matcher { text, site in
      guard let range = name.range(around: site.anchor, floor: site.floor, in: text) else {
        return nil
      }
      return change(after: range.upperBound, in: text)
        ?? element(after: range, in: text)
        ?? value(of: name, at: range, in: text)
    }
  }

  private static func value(
    of name: SecretName, at range: Range<Int>, in text: Span<UInt8>
  ) -> Range<Int>? {
    guard let separator = Separator(after: range.upperBound, in: text),
      let value = AssignedValue(after: separator, in: text)
    else { return nil }
    let line = NameInLine(range, in: text)
    switch separator.sign {
    case .equals: break
    case .blank:
      // `pass "x" to it` is English, and so is `the option --password is`.
      let isNamed = value.isQuoted && name.isPassword && !name.standsAlone
      let isPlain = text.all(value.range, in: .lowercase + "'.,:;")
      guard isNamed || line.isFlag && (value.isQuoted || !isPlain),
        !text.has("-", at: value.range.lowerBound)
      else { return nil }
    case .colon:
      guard value.isQuoted || !line.isProse(value, for: name, in: text) else { return nil }
    }
    let shortest = name.isPassword ? 3 : 6
    return SecretValue.isSecret(value.range, in: text, atLeast: shortest, isQuoted: value.isQuoted)
      ? value.range : nil
  }

  /// `changed 'old' to 'new'`, as Puppet says it: from the old to the end of the new.
  private static func change(after name: Int, in text: Span<UInt8>) -> Range<Int>? {
    guard text.has(" changed ", at: name), text.isIn(.quotes, at: name + 9) else { return nil }
    let old = AssignedValue.quoted(at: name + 9, in: text)
    guard text.has(" to ", at: old.upperBound + 1), text.isIn(.quotes, at: old.upperBound + 5)
    else { return nil }
    let new = AssignedValue.quoted(at: old.upperBound + 5, in: text)
    guard SecretValue.isSecret(old, in: text) || SecretValue.isSecret(new, in: text) else {
      return nil
    }
    return old.lowerBound..<new.upperBound
  }

  /// `<password>…</password>`
  private static func element(after name: Range<Int>, in text: Span<UInt8>) -> Range<Int>? {
    guard text.has(">", at: name.upperBound), text.has("<", at: name.lowerBound - 1) else {
      return nil
    }
    let start = name.upperBound + 1
    let end = text.end(of: ByteSet("<\n").others, from: start, limit: longestToken)
    guard text.has("</", at: end), SecretValue.isSecret(start..<end, in: text, isQuoted: true)
    else { return nil }
    return start..<end
  }
}

/// A value as it stands after a separator.
struct AssignedValue {
  private(set) var range: Range<Int>
  let isQuoted: Bool

  init?(after separator: Separator, in text: Span<UInt8>) {
    var at = text.end(of: .blanks, from: separator.end)
    // The `!unsafe` of Ansible's YAML, the `u'…'` and `b'…'` of Python.
    if text.has("!", at: at) {
      at = text.end(of: .blanks, from: text.end(of: .word + "!", from: at, limit: 40))
    } else if text.isIn(ByteSet("ub"), at: at), text.isIn(.quotes, at: at + 1) {
      at += 1
    }
    if text.isIn(.quotes + "\\", at: at) {
      (range, isQuoted) = (Self.quoted(at: at, in: text), true)
    } else if let block = Self.block(at: at, of: separator, in: text) {
      (range, isQuoted) = (block, true)
    } else {
      (range, isQuoted) = (Self.bare(at: at, in: text), false)
    }
    skipScheme(in: text)
    if range.isEmpty { return nil }
  }

  /// A text in quotes, which may be escaped themselves; it ends with its line where no quote ends
  /// it. In Terraform's `"old" -> "new"`, both.
  static func quoted(at start: Int, in text: Span<UInt8>) -> Range<Int> {
    let escapes = text.end(of: ByteSet("\\"), from: start, limit: 4) - start
    let quote = start + escapes
    guard text.isIn(.quotes, at: quote) else { return start..<start }
    var end = closing(text[quote], escapes: escapes, from: quote + 1, in: text)
    if text.has("\" -> \"", at: end) {
      end = closing(text[quote], escapes: escapes, from: end + 6, in: text)
    }
    return (quote + 1)..<end
  }

  private static func closing(
    _ quote: UInt8, escapes: Int, from start: Int, in text: Span<UInt8>
  ) -> Int {
    var at = start
    var backslashes = 0
    while at < text.count, !ByteSet.lineBreaks.contains(text[at]) {
      if text[at] == quote, backslashes <= escapes, escapes > 0 || backslashes % 2 == 0 {
        return at - backslashes
      }
      backslashes = text[at] == UInt8(ascii: "\\") ? backslashes + 1 : 0
      at += 1
    }
    return at
  }

  /// A text without quotes: up to a blank, or to what ends a value in a list, a URL or a command.
  private static func bare(at start: Int, in text: Span<UInt8>) -> Range<Int> {
    var end = start
    while text.isIn(bare, at: end) {
      if text.isIn(ending, at: end), isEnded(after: end, in: text) { break }
      if text.has("\\", at: end), text.isIn(.quotes + "nrt", at: end + 1) { break }
      end += 1
    }
    return start..<end
  }

  private static let bare =
    ByteSet("!#$%()*+,-./:=?@[\\]^_{}~'") + .alphanumeric + .beyondASCII
  /// What may belong to a password or end it, depending on what follows.
  private static let ending = ByteSet(",)]}'")

  private static func isEnded(after index: Int, in text: Span<UInt8>) -> Bool {
    if text.has("'", at: index), text.isIn(.letters, at: index + 1) { return false }
    let next = text.end(of: ending + ".\"`;", from: index, limit: 8)
    if !text.isIn(.visible, at: next) || text.has("\\n", at: next) { return true }
    guard text.has(",", at: index) else { return false }
    // `password=a,user=b`
    let name = text.end(of: .word, from: index + 1, limit: 40)
    return name > index + 1 && text.isIn(ByteSet("=:"), at: name)
  }

  /// The lines of a YAML block (`|`, `>`), which stand further right than their name.
  private static func block(
    at start: Int, of separator: Separator, in text: Span<UInt8>
  ) -> Range<Int>? {
    guard text.isIn(ByteSet("|>"), at: start) else { return nil }
    var line = text.end(of: ByteSet("+-0123456789 "), from: start + 1, limit: 8)
    guard text.isIn(.lineBreaks, at: line) else { return nil }
    let lineStart = text.start(
      of: ByteSet.lineBreaks.others, before: separator.end, floor: 0)
    let indented = text.end(of: ByteSet(" "), from: lineStart)
    let margin = indented - lineStart + (text.has("- ", at: indented) ? 2 : 0)
    let first = text.end(of: ByteSet(" \n\r"), from: line)
    var end = first
    while true {
      line = text.end(of: .lineBreaks, from: line)
      let content = text.end(of: ByteSet(" "), from: line)
      guard content - line > margin, content < text.count else { break }
      line = text.endOfLine(from: content)
      end = line
    }
    return end > first ? first..<end : nil
  }

  /// In `token: Bearer abc` the token is the second word.
  private mutating func skipScheme(in text: Span<UInt8>) {
    for scheme in ["bearer ", "basic ", "token "]
    where text.has(scheme.utf8, at: range.lowerBound, ignoringCase: true) {
      let start = range.lowerBound + scheme.utf8.count
      range = isQuoted ? start..<range.upperBound : Self.bare(at: start, in: text)
    }
    if !isQuoted, range.upperBound < text.count, text.has(" ", at: range.upperBound),
      ["bearer", "basic", "token"].contains(where: { text.equals($0, in: range) })
    {
      range = Self.bare(at: range.upperBound + 1, in: text)
    }
  }
}

/// Where a name stands in its line.
struct NameInLine {
  private let name: Range<Int>
  /// The name begins its line, or an item of a list.
  private let beginsItem: Bool
  /// `--db-password`
  let isFlag: Bool

  init(_ name: Range<Int>, in text: Span<UInt8>) {
    self.name = name
    isFlag =
      text.has("-", at: name.lowerBound) && !text.isIn(.alphanumeric, at: name.lowerBound - 1)
    let before = text.start(
      of: .blanks, before: name.lowerBound, floor: 0, limit: 200)
    beginsItem =
      before == 0
      || text.isIn(.lineBreaks + .quotes + "{,[(-+~>|;&?:#", at: before - 1)
        && (text.byte(at: before - 1) != UInt8(ascii: ":") || before == name.lowerBound)
  }

  /// Whether `name: value` is more likely part of a sentence than a setting.
  ///
  /// A sentence may hold a secret too (`login with password: hunter2 failed`), if it looks like one.
  func isProse(_ value: AssignedValue, for secret: SecretName, in text: Span<UInt8>) -> Bool {
    let range = value.range
    let rest = text.end(of: .blanks, from: range.upperBound)
    let isLast =
      rest == text.count || text.isIn(.lineBreaks + .quotes + ",}])#;&|\\<", at: rest)
    // `pass: 3`: the word says nothing by itself.
    if secret.standsAlone, name.count == 4 { return true }
    if beginsItem, isLast { return false }
    if !text.any(range, in: .digits), !SecretValue.mixesCase(range, in: text) { return true }
    return secret.isPassword
      ? range.count < 6 : range.count < 16 || !text.all(range, in: .base64 + "_-.")
  }
}
