import MarketModel
import Testing

struct HostNamesTests {
  @Test(arguments: [
    ("server 10.20.3.7:8080 check", ["10.20.3.7"]),
    ("allow 10.20.0.0/16;", ["10.20.0.0"]),
    ("db01.staging.example.net", ["db01.staging.example.net"]),
    ("proxy_pass http://db01.staging.example.net:5432/x;", ["db01.staging.example.net"]),
    ("deploy@app-prod-01, app-prod-02.", ["app-prod-01", "app-prod-02"]),
    ("{\"host\":\"web-7\"}", ["web-7"]),
    ("a.b.c a.b.c", ["a.b.c"]),
    ("ends in web-07-", ["web-07"]), ("10.0.0.1.", ["10.0.0.1"]), ("e.g. a.b.", []),
  ])
  func `addresses, long names and numbered names are machines`(text: String, machines: [String]) {
    #expect(HostNames.mentioned(in: text) == machines)
  }

  @Test(arguments: [
    "App-Prod-01 AKIA.FOO.bar-1", "version 1.2.3", "10.20.3", "10.20.3.256", "10.20.3.7.9",
    "10..20.3", "0010.1.1.1", "libfoo-1.2.3", "site.conf.j2", "nginx.conf", "a..b.c",
    "/etc/nginx/sites.d/default.conf.d/x-1", "web-prod", "web01", "-1 .", "2026-11-22",
    "2026-11-22T16:00:00Z", "", "-", "...", "+", "web-01a", "x-y.z-1",
  ])
  func `words, versions, paths, dates and tokens are none`(text: String) {
    #expect(HostNames.mentioned(in: text) == [])
  }

  @Test func `of a diff only what is added counts`() {
    let diff = """
      --- /etc/hosts-1.old.example.net
      +++ /tmp/hosts-2.new.example.net
      @@ -1,3 +1,3 @@
       web-1
      -web-2
      +web-3 10.0.0.3
      \\ No newline at end of file
      """
    #expect(HostNames.added(in: diff) == ["10.0.0.3", "web-3"])
    #expect(HostNames.added(in: "+++web-1\n++web-2\n+web-3") == ["web-2", "web-3"])
    #expect(HostNames.added(in: "New file web-1") == [])
  }

  /// Chef joins the lines of a diff with a backslash and an `n`.
  @Test func `a line of Chef's ends where the next begins`() {
    #expect(
      HostNames.added(in: #"+server web-1\n-server web-2\n+nat web-3\n"#) == ["web-1", "web-3"])
    #expect(HostNames.added(in: #"+web-1\"#) == ["web-1"])
  }

  @Test func `of two texts only the new lines count`() {
    let before = "server web-1\nserver web-2\n"
    #expect(HostNames.added(from: before, to: before) == [])
    #expect(HostNames.added(from: before, to: "server web-3\n" + before) == ["web-3"])
    #expect(HostNames.added(from: "", to: before) == ["web-1", "web-2"])
    #expect(HostNames.added(from: before, to: "") == [])
  }

  @Test func `a cluster's members are cut, in order of name`() {
    let names = (100..<200).map { "web-\($0)" }
    #expect(
      HostNames.mentioned(in: names.reversed().joined(separator: " "))
        == Array(names.prefix(HostNames.limit)))
    let diff = names.map { "+\($0)" }.joined(separator: "\n")
    #expect(HostNames.added(in: diff).count == HostNames.limit)
  }

  @Test func `what is longer than a name in DNS, or far down in a text, is not looked at`() {
    let label = String(repeating: "a", count: 125)
    #expect(HostNames.mentioned(in: "\(label).\(label).b").count == 1)
    #expect(HostNames.mentioned(in: "\(label).\(label).bc").isEmpty)
    let filler = String(repeating: "x ", count: HostNames.textLimit / 2)
    #expect(HostNames.mentioned(in: filler + "web-1").isEmpty)
    #expect(HostNames.added(in: filler + "\n+web-1").isEmpty)
    #expect(HostNames.added(from: "", to: filler + "\nweb-1").isEmpty)
    #expect(HostNames.mentioned(in: filler.dropLast(6) + " web-1").count == 1)
  }

  @Test(arguments: ["+", "-", ".", "\\", "\\n", "é", "+a", "1.", "a-1", "😀"])
  func `a hostile text costs no more than its bytes`(part: String) {
    let text = String(repeating: part, count: 1 << 18)
    #expect(HostNames.mentioned(in: text).count <= HostNames.limit)
    #expect(HostNames.added(in: "+" + text).count <= HostNames.limit)
    #expect(HostNames.added(from: text, to: text + "\nx").count <= HostNames.limit)
  }
}
