import MarketModel
import MarketTestKit
import Testing

struct MessageTemplateTests {
  private func template(_ message: String) -> String { MessageTemplate(of: message).text }

  @Test(arguments: [
    ("secrets/tls-production and/or x", "‹› and/or x"),
    ("exit code 17, then -9 and +3.5e", "exit code ‹›, then ‹› and ‹›"),
    ("1,234,567 rows of #3 at 0x7f3a", "‹› rows of ‹› at ‹›"),
    ("boot = -1962, init = 2004", "boot = ‹›, init = ‹›"),
    ("took 5 s", "took ‹›"),
    ("took <1 minute", "took ‹›"),
    ("95% of 16.0 MB used", "‹› of ‹› used"),
    ("32768 bytes (32 KB) sent", "‹› sent"),
    ("value 2 b2", "value ‹›"),
  ])
  func `a number is a hole, with its sign and unit`(message: String, template: String) {
    #expect(self.template(message) == template)
  }

  @Test(arguments: [
    "2016-09-28T04:30:31Z", "2016-09-28 04:30:31.123 UTC", "Sun Jul 10 03:55:15 2005",
    "Sunday, 10 July 2005", "28/Sep/2016:03:04:05 +0200", "Dec 8 12:06:20 EST 2006", "11:45 PM",
  ])
  func `a time is one hole, however it is written`(time: String) {
    #expect(template("at \(time), it failed") == "at ‹›, it failed")
  }

  @Test func `the names of days and months are words where no number is beside them`() {
    #expect(template("Sun sets in May") == "Sun sets in May")
  }

  @Test(arguments: [
    "10.0.0.7", "10.0.0.7:8080", "/10.0.0.7:8080", "fe80::c6b3:1ff:fecd:467f",
    "5c:50:15:4c:18:13", "ee:d1:aa:bb:cc:dd", "db3.example.net", "app-prod-01", "ana@example.org",
    "550e8400-e29b-41d4-a716-446655440000", "blk_-1608999687919862906", "ffffffff", "deadbeef01",
    "attempt_1445144423722_0020_m_000001_0", "/var/log/x.log", "~/.ssh/id_rsa", "cookbooks/x/y.rb",
    #"C:\Windows\x.dll"#, "v6.1.7601.23505", "5.10.0-9-amd64", "org.mortbay.log.Slf4jLog", "eth0",
    "req-9bc36dd9-91c5-4314-898a-47625eb93b09", "eftixk72aD6Ap51TnqcoF8eFidJG9Z",
  ])
  func `an identifier, an address, a host and a path are a hole`(name: String) {
    #expect(template("lost \(name), sorry") == "lost ‹›, sorry")
    #expect(template("lost (\(name)): sorry") == "lost (‹›): sorry")
  }

  @Test(arguments: [
    "and/or", "I/O error", "TCP/IP", "roles/web", "java.net.NoRouteToHostException: x",
    "NameSystem.delete: x", "undefined method `foo' for nil:NilClass", "Net::OpenTimeout",
    "error=ECONNREFUSED result=timeout", "loading... done", "getpeername (ftpd)", "jk_init() ok",
    "IPv6 or IPv4, sha256 or md5", "module.network.aws_subnet.private", #"a\nb"#, "Größe wählen",
    "‹redacted:aws-key›", "=", "/", "e.g. this",
  ])
  func `words stay`(message: String) {
    #expect(template(message) == message)
  }

  @Test(arguments: [
    ("apache2 and python3-pip", "apache‹› and python‹›-pip"),
    ("check_disk_space_2 failed", "check_disk_space_‹› failed"),
    ("HTTP/1.1", "HTTP/‹›"),
    ("Thread@1f2e3d", "Thread@‹›"),
    ("错误123：无法连接", "错误‹›：无法连接"),
  ])
  func `words with a number keep their letters`(message: String, template: String) {
    #expect(self.template(message) == template)
  }

  @Test(arguments: [
    ("https://ana:pw@git.acme.example:8443/x.git?a=b", "https://git.acme.example‹›"),
    ("for 'http://git.acme.example', and", "for 'http://git.acme.example', and"),
    ("http://10.1.1.1:80/x", "http://‹›"),
    (
      "Authentication failed for 'https://git.acme.example/x/'",
      "Authentication failed for 'https://git.acme.example‹›'"
    ),
    (
      "no Password for 'https://ana@git.acme.example'",
      "no Password for 'https://git.acme.example'"
    ),
  ])
  func `the host of a URL stays, for which one is down is the cause`(
    message: String, template: String
  ) {
    #expect(self.template(message) == template)
  }

  @Test(arguments: [
    ("session opened for user ana by (uid=0)", "session opened for user ‹› by (uid=‹›)"),
    ("Invalid user Łukasz from", "Invalid user ‹› from"),
    ("Failed password for root from", "Failed password for ‹› from"),
    ("Failed password for invalid user ana from", "Failed password for invalid user ‹› from"),
    ("rhost=mail.acme user=ana", "rhost=‹› user=‹›"),
    ("no host eadmin1 and name (eadmin1)", "no host ‹› and name (‹›)"),
    ("check pass; user unknown", "check pass; user unknown"),
    ("ready=false name=null", "ready=‹› name=‹›"),
    ("ready: true", "ready: ‹›"),
  ])
  func `a value is a hole where the words before say that it is one`(
    message: String, template: String
  ) {
    #expect(self.template(message) == template)
  }

  @Test(arguments: ["blk_1", "10.0.0.7:80", "web-01", "apache2", "id=5", "@0x7f3a", "/a/b"])
  func `a list is the same whatever its length`(item: String) {
    let templates = (1...90).map { count in
      template("to \([String](repeating: item, count: count).joined(separator: " ")) now")
    }
    #expect(Set(templates).count == 1)
    #expect(template("[\(item), \(item), \(item)]") == template("[\(item), \(item)]"))
  }

  @Test func `what follows in brackets is the same thing said again`() {
    #expect(template("from 10.0.0.7 (web.acme.example) at") == "from ‹› at")
    #expect(template("from 10.0.0.7 () at") == "from ‹› at")
    #expect(template("from ana (10.0.0.7) at") == "from ana (‹›) at")
  }

  @Test(arguments: [
    "boot = -1962 at Sun Jul 10 03:55:15 2005", "took 5 s of 16.0 MB (95%)", "run a 1 b, 2 c",
    "lost blk_-16 blk_2 on apache2 at /a/b:12 from https://git.acme.example:80/x",
    "for user ana (uid=0), name=web ready=false", "HTTP/1.1 Thread@1f2e eth0: fe80::1",
  ])
  func `a template is its own template`(message: String) {
    let template = template(message)
    #expect(self.template(template) == template)
  }

  @Test func `only the first lines and words are read`() {
    #expect(template(" \n a 1\n\n b  2\t\nc") == "a ‹›\nb ‹›")
    let words = (0..<50).map { _ in "a" }.joined(separator: " ")
    #expect(template(words).split(separator: " ").count == MessageTemplate.wordLimit)
    #expect(template("") == "" && template(" \r\n ") == "")
  }
}

struct MessageTemplateLawsTests {
  /// What messages are made of, the odd things among them.
  private static let pieces = [
    "a", "apache2", "1", "-1", "5 s", "Jul", "Sun Jul 10", "/a/b", "x/y", "blk_1", "10.0.0.7",
    "fe80::1", "(", ")", "[", "]", "'", "=", "user", "for user", "for", "host", ":", "::", ",", ";",
    ".", "...", "-", "_", "#", "%", "@", "<", "~", "\\", "C:\\x", "https://a.b/c", "é",
    "‹›", "‹", "true", "name=", "password", "\n", "\u{301}", "$", "+", "0x1f", "b", "*",
  ]

  private func message(_ seed: UInt64) -> String {
    var chance = SeededGenerator(seed: seed)
    return (0..<chance.int(1...12)).map { _ in
      Self.pieces[chance.int(0...(Self.pieces.count - 1))] + (chance.int(0...1) == 0 ? " " : "")
    }.joined()
  }

  @Test func `any message has a template, the same each time, and not much longer`() {
    for seed in 1...20_000 as ClosedRange<UInt64> {
      let message = message(seed)
      let template = MessageTemplate(of: message)
      #expect(template == MessageTemplate(of: message))
      #expect(template.text.utf8.count <= 6 * message.utf8.count, "\(message)")
      #expect(!template.text.hasSuffix(" ") && !template.text.contains("  "), "\(message)")
    }
  }

  @Test func `which number it is makes no difference`() {
    for seed in 1...20_000 as ClosedRange<UInt64> {
      let message = message(seed)
      let other = String(message.map { $0 == "1" ? "7" : $0 })
      #expect(MessageTemplate(of: message) == MessageTemplate(of: other), "\(message)")
    }
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "a:", "a/", "1.", "/", "\\", "(", "1(", "a@", "_", "Jul ", "1, ", "x=", "-", "a-1 ", "1%",
      "1)", "~/",
    ])
  func `no message is slow to read`(piece: String) {
    let message = String(repeating: piece, count: 200_000 / piece.utf8.count)
    #expect(MessageTemplate(of: message).text.utf8.count <= 6 * message.utf8.count)
  }
}
