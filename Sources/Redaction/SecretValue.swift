/// Tells a secret from what merely stands in its place: nothing, a word about it, a template's
/// variable, the path of a file that holds it.
enum SecretValue {
  /// - Parameters:
  ///   - shortest: **bytes** below which it is no secret.
  ///   - isQuoted: whether it is a literal for certain, and no part of a program.
  static func isSecret(
    _ range: Range<Int>, in text: Span<UInt8>, atLeast shortest: Int = 3, isQuoted: Bool = false
  ) -> Bool {
    guard range.count >= shortest, text.firstIndex(of: Mark.opening, in: range) == nil else {
      return false
    }
    return !isPlaceholder(range, in: text) && !isTemplate(range, in: text)
      && !isPath(range, in: text) && !isShortNumber(range, shortest: shortest, in: text)
      && !(isQuoted ? isSentence(range, in: text) : isReference(range, in: text))
  }

  /// `null`, `********`, `<sensitive>`, `[redacted]`, `VALUE_SPECIFIED_IN_NO_LOG_PARAMETER`.
  private static func isPlaceholder(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
    let core =
      range
      .lowerBound..<text.start(
        of: ByteSet(".,:;!)"), before: range.upperBound, floor: range.lowerBound)
    if words.contains(where: { text.equals($0, in: core) }) { return true }
    let first = text[range.lowerBound]
    if first == UInt8(ascii: "<") || first == UInt8(ascii: "[") || first == UInt8(ascii: "(") {
      let last = text[range.upperBound - 1]
      if last == UInt8(ascii: ">") || last == UInt8(ascii: "]") || last == UInt8(ascii: ")") {
        return true
      }
    }
    if text.all(core, in: ByteSet("*xX.-_?#•")) { return true }
    return text.all(core, in: .uppercase + "_") && text.any(core, in: ByteSet("_"))
  }

  private static let words = [
    "", "null", "nil", "none", "true", "false", "yes", "no", "on", "off", "undef", "undefined",
    "unset", "empty", "missing", "required", "optional", "invalid", "incorrect", "wrong", "expired",
    "unknown", "hidden", "masked", "redacted", "sensitive", "changed", "present", "absent",
    "string",
    "str", "text", "any", "enabled", "disabled", "default", "error", "failed", "failure", "denied",
    "bad", "ok", "prompt", "ask", "always", "on_create", "not", "is", "md5", "scram-sha-256",
    "peer", "trust", "ident",
    "sha256", "sha512", "bcrypt", "plain", "plaintext", "encrypted", "unencrypted",
    "sensitive_value",
  ]

  /// `{{ x }}`, `${x}`, `#{x}`, `%{x}`, `<%= x %>`, `$(x)`, `%s`, `$name`, `%NAME%`, `@name@`.
  private static func isTemplate(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
    for opening in ["{{", "${", "#{", "%{", "<%", "$(", "{%", "%("]
    where text.firstIndex(of: opening, in: range) != nil {
      return true
    }
    let first = text[range.lowerBound]
    let name = text.end(of: .word + ":.", from: range.lowerBound + 1, limit: range.count - 1)
    switch first {
    case UInt8(ascii: "$"):
      return name == range.upperBound && !text.isIn(.digits, at: range.lowerBound + 1)
        || text.has("[", at: name)
    case UInt8(ascii: "%"), UInt8(ascii: "@"):
      return name == range.upperBound - 1 && text[name] == first && name > range.lowerBound + 1
        || range.count <= 3
    default:
      return text.has("__", at: range.lowerBound) && text.has("__", at: range.upperBound - 2)
    }
  }

  /// `/etc/ssl/private/key.pem`, `~/.pgpass`, `C:\keys`, `https://vault/…`, `file:…`.
  private static func isPath(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
    let start = range.lowerBound
    for lead in ["~/", "./", "../", "file:", "vault:", "arn:", "op://", "env:", "ssm:"]
    where text.has(lead, at: start) {
      return true
    }
    if text.isIn(.letters, at: start), text.has(":\\", at: start + 1) { return true }
    if text.firstIndex(of: "://", in: range) != nil { return true }
    guard text.has("/", at: start) else { return false }
    let end = text.end(of: .lowercase + .digits + "._-", from: start + 1, limit: range.count - 1)
    let isWord = end - start > 2 && text.isIn(.letters + ".", at: start + 1)
    return isWord && (text.has("/", at: end) || end == range.upperBound)
      && !text.any(range, in: ByteSet("+="))
  }

  /// A count, a flag: `token: 5`. Passwords of four digits exist.
  private static func isShortNumber(
    _ range: Range<Int>, shortest: Int, in text: Span<UInt8>
  ) -> Bool {
    text.all(range, in: .digits + ".,:") && range.count < (shortest <= 3 ? 4 : 10)
  }

  /// `node['db']['password']`, `var.db_password`, `lookup('x')`, `*alias`, `&anchor`.
  private static func isReference(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
    let start = range.lowerBound
    if text.isIn(ByteSet("*&"), at: start),
      text.all((start + 1)..<range.upperBound, in: .word + "-")
    {
      return true
    }
    if text.isIn(ByteSet("{[<("), at: start) { return true }
    let name = text.end(of: .word + ".:@", from: start, limit: range.count)
    if name > start, text.has("(", at: name) || text.has("[", at: name) { return true }
    let isDotted = name == range.upperBound && text.any(range, in: ByteSet("."))
    return isDotted && heads.contains { text.has($0, at: start) }
  }

  private static let heads = [
    "var.", "local.", "module.", "data.", "node.", "params.", "self.", "config.", "settings.",
    "each.", "process.env.", "os.environ", "facts.", "random_password.", "this.", "new_resource.",
    "Chef::", "secrets.", "env.", "Rails.", "vault.", "args.", "options.", "opts.",
  ]

  /// A capital letter after a small one.
  static func mixesCase(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
    var at = range.lowerBound + 1
    while at < range.upperBound {
      if text.isIn(.uppercase, at: at), text.isIn(.lowercase, at: at - 1) { return true }
      at += 1
    }
    return false
  }

  /// `the token is invalid`: words about it, in quotes.
  private static func isSentence(_ range: Range<Int>, in text: Span<UInt8>) -> Bool {
    for word in ["is ", "must ", "can't "] where text.has(word, at: range.lowerBound) {
      return true
    }
    for word in [" is ", " must ", " not ", " was ", " has ", " for ", " be ", " to "]
    where text.firstIndex(of: word, in: range) != nil {
      return !text.any(range, in: .digits)
    }
    return false
  }
}
