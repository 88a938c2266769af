import MarketModel
import MarketTestKit
import Redaction
import Testing

struct RedactorTests {
  static let examples: [(String, String)] = [
    (
      "connect failed: password=hunter2 host=db",
      "connect failed: password=‹redacted:password› host=db"
    ),
    (
      #"{"db_password": "s3cr3t!x", "port": 1}"#,
      #"{"db_password": "‹redacted:password›", "port": 1}"#
    ),
    ("amqp://app:x7hunter@mq01:5672/v", "amqp://app:‹redacted:url-password›@mq01:5672/v"),
    ("redis://:x7hunter@cache01/0", "redis://:‹redacted:url-password›@cache01/0"),
    ("postgres://app:x7/hun?ter@db/app", "postgres://app:‹redacted:url-password›@db/app"),
    ("Authorization: Bearer abc failed", "Authorization: Bearer ‹redacted:authorization› failed"),
    ("mysql -uroot -px7hunter -e x", "mysql -uroot -p‹redacted:password› -e x"),
    ("password changed 'old1x' to 'new2y'", "password changed '‹redacted:password›'"),
    ("~ password = \"old1x\" -> \"new2y\"", "~ password = \"‹redacted:password›\""),
    ("Server=db;Password=p4ss;Timeout=3", "Server=db;Password=‹redacted:password›;Timeout=3"),
    (
      "- password: |\n    line one\n    two\n  x: 1",
      "- password: |\n    ‹redacted:password›\n  x: 1"
    ),
    ("a=1&token=abcdef1234&b=2", "a=1&token=‹redacted:token›&b=2"),
    ("password=a1b2c3, token=d4e5f6g7", "password=‹redacted:password›, token=‹redacted:token›"),
    ("пароль password=пароль7 конец", "пароль password=‹redacted:password› конец"),
    ("password=‹redacted:jwt› x", "password=‹redacted:jwt› x"),
  ]

  @Test(arguments: examples)
  func `a secret is replaced by its kind, and the words around it stay`(
    text: String, expected: String
  ) {
    #expect(Redactor().redact(text) == expected)
  }

  @Test(arguments: harmless.keys.sorted())
  func `what is no secret stays`(as look: String) {
    for text in harmless[look] ?? [] { #expect(Redactor().redact(text) == text) }
  }

  @Test(arguments: Set(planted.map(\.kind)).sorted())
  func `a secret is hidden wherever it stands`(of kind: String) {
    let redactor = Redactor()
    var generator = SeededGenerator(seed: 3)
    for planted in planted where planted.kind == kind {
      for text in planted.texts {
        let secret = planted.secret(&generator)
        let shown = redactor.redact(text.replacing("¤", with: secret))
        #expect(shown.contains("‹redacted:\(kind)›"), "\(text)")
        let rest = text.replacing("¤", with: "‹redacted:\(kind)›")
        #expect(
          pieces(of: secret).allSatisfy { !shown.contains($0) || rest.contains($0) }, "\(text)")
      }
    }
  }

  @Test func `every kind has a planted secret`() {
    #expect(Set(Redactor().kinds) == Set(planted.map(\.kind)))
  }

  @Test(arguments: 0..<10)
  func `hiding twice changes nothing`(seed: UInt64) {
    let redactor = Redactor()
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<15 {
      let once = redactor.redact(jumble(&generator))
      #expect(redactor.redact(once) == once)
      #expect(redactor.findings(in: once) == [])
    }
  }

  @Test func `a text without a secret is the same text, even if it was no good UTF-8`() {
    let text = String(decoding: [0x41, 0xFF, 0xC3], as: UTF8.self)
    #expect(Redactor().redact(text) == text)
    #expect(Redactor().redact("") == "")
  }

  @Test func `the places of findings are bytes`() {
    let findings = Redactor().findings(in: "né password=hunter2")
    #expect(findings.map(\.kind) == ["password"])
    #expect(findings.map(\.range) == [13..<20])
  }

  /// With work for each byte that grew with the length, this would take minutes.
  @Test(.timeLimit(.minutes(1)), arguments: hostile.keys.sorted())
  func `no text is slow to read`(as attack: String) {
    let piece = hostile[attack] ?? ""
    let text = String(repeating: piece, count: 40_000 / piece.utf8.count)
    let once = Redactor().redact(text)
    #expect(once.utf8.count <= 30 * text.utf8.count)
  }

  @Test func `a message's template keeps the mark as a word`() {
    for kind in Redactor().kinds {
      let mark = "‹redacted:\(kind)›"
      #expect(MessageTemplate(of: "login with \(mark) failed").text == "login with \(mark) failed")
      #expect(MessageTemplate(of: "x password=\(mark), y").text == "x password=\(mark), y")
    }
    let texts = ["a1b2c3", "d4e5f6"].map { secret in
      Redactor().redact("fatal: 'https://ana:\(secret)@git.example.org/x.git' password=\(secret)")
    }
    #expect(MessageTemplate(of: texts[0]) == MessageTemplate(of: texts[1]))
  }
}

struct CustomRuleTests {
  @Test func `a team's own kinds are hidden after a literal, or with it`() {
    let redactor = Redactor([
      CustomRule(kind: "ticket", literal: .after("ticket="), characters: .digits, length: 4...8),
      CustomRule(
        kind: "acme-key", literal: .prefix("acme_live_"), characters: .word, length: 6...20),
    ])
    #expect(
      redactor.redact("ticket=123456 ticket=12 acme_live_abcdef7 acme_live_x")
        == "ticket=‹redacted:ticket› ticket=12 ‹redacted:acme-key› acme_live_x")
    #expect(redactor.kinds.prefix(2) == ["ticket", "acme-key"])
  }

  @Test func `what is allowed stays, and only that`() {
    let redactor = Redactor(allowing: ["changeme"])
    #expect(
      redactor.redact("password=changeme password=changeme2")
        == "password=changeme password=‹redacted:password›")
  }

  @Test func `a team's kind wins over one that is built in`() {
    let redactor = Redactor([CustomRule(kind: "mine", literal: .after("password="))])
    #expect(redactor.redact("password=hunter2") == "password=‹redacted:mine›")
  }
}

/// Eight bytes each, of which none may be shown.
private func pieces(of secret: String) -> [String] {
  let bytes = Array(secret.utf8)
  guard bytes.count > 8 else { return [secret] }
  return (0...(bytes.count - 8)).map { String(decoding: bytes[$0..<($0 + 8)], as: UTF8.self) }
    .filter { $0.contains { $0 != " " } }
}

/// Texts that hide secrets and texts that don't, cut anywhere and joined by anything.
private func jumble(_ generator: inout SeededGenerator) -> String {
  let joints = ["", " ", "\n", "\"", "'", "=", ": ", "\\n", "‹redacted:", "›", "@", "-----"]
  let parts = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
    let source = planted.randomElement(using: &generator) ?? planted[0]
    let text = (source.texts.randomElement(using: &generator) ?? "")
      .replacing("¤", with: source.secret(&generator))
    let cut = Bool.random(using: &generator) ? Int.random(in: 0...text.count, using: &generator) : 0
    return text.dropFirst(cut) + (joints.randomElement(using: &generator) ?? "")
  }
  return parts.joined()
}

/// Texts that would cost more than their length if a rule looked further than it hides.
private let hostile: [String: String] = [
  "anchors": "password", "signs": "password=", "urls": "a://", "users": "a://b:c", "at": "a://b:c@",
  "heads": "-----BEGIN RSA PRIVATE KEY-----\n", "feet": "-----END RSA PRIVATE KEY-----\n",
  "base64": "AAAA\n", "tails": "AAAA\n-----END X", "commands": "mysql ", "options": "curl -u ",
  "quotes": "password='", "escapes": "password=\\\"\\\\", "blanks": "password ", "tokens": "eyJ",
  "jwt": "eyJhbGciOiJIUzI1NiJ9.", "blocks": "password: |\n ", "letters": "a", "dots": "a.b-c_",
  "headers": "authorization: ", "cookies": "cookie:", "hashes": "$6$", "marks": "‹redacted:",
  "changes": "token changed 'a", "elements": "<password>", "vault": "$ANSIBLE_VAULT;\n ",
]
