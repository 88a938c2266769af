/// A name that says that its value is a secret: the end of it is the anchor.
struct SecretName: Sendable {
  /// Ends that the name must have before the anchor; empty where any will do.
  var qualifiers: [String] = []
  /// Beginnings with which the name is none.
  var exceptions: [String] = []
  /// The anchor is also the end of words that have nothing to do with it (`bypass`).
  var standsAlone = false
  /// Passwords are short, are plain words, and stand in quotes right after their name.
  var isPassword = false

  /// The whole name around an anchor; `nil` where the anchor is not its end.
  func range(around anchor: Range<Int>, floor: Int, in text: Span<UInt8>) -> Range<Int>? {
    let end = Self.end(from: anchor.upperBound, in: text)
    guard !text.isIn(.word, at: end), !continues(end, in: text) else { return nil }
    let start = text.start(
      of: .word + "-.", before: anchor.lowerBound, floor: floor, limit: Self.longest)
    let lead =
      start..<text.start(
        of: ByteSet("_-"), before: anchor.lowerBound, floor: start, limit: 1)
    let isGlued = lead.upperBound == anchor.lowerBound && !lead.isEmpty
    if !qualifiers.isEmpty {
      guard qualifiers.contains(where: { text.ends(lead, with: $0) }) else { return nil }
    } else if standsAlone, isGlued, !text.isTokenStart(anchor.lowerBound) {
      let isCamel =
        text.isIn(.uppercase, at: anchor.lowerBound)
        && text.isIn(.lowercase, at: anchor.lowerBound - 1)
      guard isCamel || Self.gluedOwners.contains(where: { text.ends(lead, with: $0) }) else {
        return nil
      }
    }
    let before = floor..<start
    guard !exceptions.contains(where: { text.ends(lead, with: $0) }),
      !text.ends(before, with: "unexpected "), !(standsAlone && text.ends(before, with: "::"))
    else { return nil }
    return start..<end
  }

  /// **Bytes** of a name that are looked at.
  private static let longest = 80

  /// Whose password it is, where that is written in one word with `pass`.
  private static let gluedOwners = [
    "user", "db", "root", "bind", "store", "key", "pg", "mysql", "ldap", "smtp", "admin", "api",
    "redis", "mail", "ssh", "vnc", "ftp", "http", "login", "auth", "trust", "master", "require",
    "secure", "sudo", "become", "ansible",
  ]

  /// What may follow: `password2`, `secret_key_base`, `password_confirmation`.
  private static func end(from index: Int, in text: Span<UInt8>) -> Int {
    let suffixes = [
      "_base64", "_base", "_confirmation", "_value", "_plaintext", "_plain", "_text", "_b64",
      "_string", "_old", "_new", "_prod", "_production", "_staging",
    ]
    let suffix = suffixes.first { text.has($0.utf8, at: index, ignoringCase: true) }
    return text.end(of: .digits, from: index + (suffix?.utf8.count ?? 0), limit: 3)
  }

  /// `password-file`, `password.txt`.
  private func continues(_ end: Int, in text: Span<UInt8>) -> Bool {
    text.isIn(ByteSet("-./"), at: end) && text.isIn(.alphanumeric, at: end + 1)
  }
}

extension Span<UInt8> {
  /// Whether the range ends with these small letters, in any case.
  func ends(_ range: Range<Int>, with literal: String) -> Bool {
    literal.utf8.count <= range.count
      && has(literal.utf8, at: range.upperBound - literal.utf8.count, ignoringCase: true)
  }
}

extension Rule {
  /// Secrets that are known by the name that stands before them. The anchors are ends of names:
  /// `DB_PASSWORD`, `dbPassword`, `db-password`.
  static let assignments: [Rule] = [
    // docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html
    Rule(
      "aws-secret-key",
      ["secret_access_key", "secretaccesskey", "secret-access-key", "aws_secret_key"],
      ignoringCase: true, hides: .assigned(to: SecretName())),
    Rule(
      "private-key", ["private_key", "privatekey", "private-key"], ignoringCase: true,
      hides: .assigned(to: SecretName())),
    // docs.chef.io/data_bags: what an encrypted item is opened with
    Rule(
      "data-bag-secret", ["bag_secret", "bagsecret"],
      ignoringCase: true, hides: .assigned(to: SecretName())),
    Rule(
      "password", ["password", "passwd", "passphrase", "passwort", "passcode"],
      ignoringCase: true,
      hides: .assigned(
        to: SecretName(exceptions: ["update", "buflen", "ask"], isPassword: true))),
    Rule(
      "password", ["pass", "pwd"], ignoringCase: true,
      hides: .assigned(to: SecretName(standsAlone: true, isPassword: true))),
    Rule(
      "password", ["_pw", "dpw", "rpw", "tpw"], ignoringCase: true,
      hides: .assigned(to: SecretName(isPassword: true))),
    Rule(
      "secret", ["secret", "erlang_cookie"], ignoringCase: true,
      hides: .assigned(to: SecretName())),
    Rule(
      "token", ["token"], ignoringCase: true,
      hides: .assigned(
        to: SecretName(exceptions: ["next", "page", "continuation", "request"]))),
    Rule(
      "api-key", ["key"], ignoringCase: true,
      hides: .assigned(
        to: SecretName(
          qualifiers: [
            "api", "access", "secret", "encryption", "account", "master", "signing", "shared",
            "auth", "app", "application", "storage", "subscription", "encrypt", "hmac", "session",
            "webhook", "unseal", "recovery", "integration", "ingest", "service", "pre_shared",
            "preshared",
          ]))),
    // developer.hashicorp.com/vault/docs/commands/operator/init
    Rule(
      "vault-token", (1...9).map { "nseal Key \($0): " }, hides: .after(.base64, 32...)),
  ]

  static let builtIn = contexts + tokens + assignments
}
