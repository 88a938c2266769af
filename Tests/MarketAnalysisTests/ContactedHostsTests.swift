import MarketModel
import MarketTestKit
import Testing

@testable import MarketAnalysis

struct ContactedHostsTests {
  @Test(arguments: [
    // curl
    ("curl: (6) Could not resolve host: artifacts.acme.example", "artifacts.acme.example"),
    (
      "curl: (7) Failed to connect to artifacts.acme.example port 443 after 3 ms: "
        + "Connection refused", "artifacts.acme.example"
    ),
    // git
    (
      "fatal: unable to access 'https://git.acme.example/web.git/': Could not resolve host: "
        + "git.acme.example", "git.acme.example"
    ),
    ("ssh: connect to host git.acme.example port 22: Connection timed out", "git.acme.example"),
    // apt
    (
      "E: Failed to fetch http://deb.acme.example/debian/dists/bookworm/InRelease  "
        + "Temporary failure resolving 'deb.acme.example'", "deb.acme.example"
    ),
    // Net::HTTP
    (
      "Failed to open TCP connection to chef.acme.example:443 (Connection refused - connect(2) "
        + "for \"chef.acme.example\" port 443)", "chef.acme.example"
    ),
    // urllib3
    (
      "HTTPSConnectionPool(host='pypi.acme.example', port=443): Max retries exceeded with url: "
        + "/simple/six/", "pypi.acme.example"
    ),
    // Go
    (
      "Get \"https://registry.acme.example/v1/\": dial tcp 10.1.2.3:443: i/o timeout",
      "registry.acme.example 10.1.2.3"
    ),
    ("dial tcp: lookup vault.acme.example: no such host", "vault.acme.example"),
    // Puppet
    (
      "Could not retrieve catalog from remote server: Failed to open TCP connection to "
        + "puppet.acme.example:8140 (getaddrinfo: Name or service not known)",
      "puppet.acme.example"
    ),
    ("Connection to https://puppet:8140/puppet/v3 failed", "puppet"),
    // yum
    (
      "http://yum.acme.example/7/os/repodata/repomd.xml: [Errno 14] curl#6 - \"Could not resolve "
        + "host: yum.acme.example; Unknown error\"", "yum.acme.example"
    ),
    // gem
    (
      "ERROR:  Could not find a valid gem 'unf' (>= 0), here is why: Unable to download data from "
        + "https://gems.acme.example/ - no such name (https://gems.acme.example/specs.4.8.gz)",
      "gems.acme.example"
    ),
    // OpenSSL
    (
      "SSL_connect returned=1 errno=0 peeraddr=10.1.2.3:443 state=error: certificate verify failed",
      "10.1.2.3"
    ),
    ("connection to redis:6379 refused", "redis"),
    ("https://user:pw@Git.Acme.Example:8443/x?y=//z", "git.acme.example"),
  ])
  func `hosts are found in the words of real tools`(message: String, hosts: String) {
    #expect(found(message) == Set(hosts.split(separator: " ").map(String.init)))
  }

  @Test(arguments: [
    "from /var/chef/cache/cookbooks/web/recipes/default.rb:21:in `from_file'",
    "undefined method at file.rb:21", "file.rb:443: syntax error", "open nginx.conf:80",
    "failed to connect to localhost port 80", "http://localhost:8080/health",
    "http://127.0.0.1:9200/", "bind() to 0.0.0.0:80 failed (98: Address already in use)",
    "could not write to nginx.conf", "upgrade from 1.2.3 to 1.2.4",
    "upgrade nginx from 1.18.0-6ubuntu14.4 to 1.18.0-6ubuntu14.5", "to Class::Name",
    "cannot add to Mixlib::ShellOut::ShellCommandFailed", "at 03:22", "at 2026-11-22T03:22:10Z",
    "failed at run (index.js:80:12)", "[::1]:80 to [::1]:443", "exited with status 1",
    "to . from .. at ...", "http:// https:///x ://", "no such file or directory - /srv/www",
  ])
  func `what is no host is not taken for one`(message: String) {
    #expect(found(message) == [])
  }

  @Test func `the telling line of output is looked at, too`() {
    let failure = Failure(message: "exit 6", detail: "Could not resolve host: git.acme.example")
    #expect(ContactedHosts.hosts(in: failure) == ["git.acme.example"])
  }

  @Test func `a name longer than DNS has is none`() {
    let long = String(repeating: "a.", count: 200) + "example"
    #expect(found("https://\(long)/") == [])
    #expect(found(String(repeating: " ", count: 100_000) + "https://a.example/") == [])
  }

  @Test(arguments: 1...50)
  func `whatever a node writes, hosts are plain names`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let parts = [
      "://", ":", "443", "to ", "host ", "@", ".", "/", "é", "٣", ":٣", "\u{0}", "👩🏽‍🔧", "x", "…", "[",
      "e\u{301}", "99999999999999999999", " ", "a.b",
    ]
    for _ in 0..<40 {
      let text = (0..<random.int(0...30)).map { _ in random.one(of: parts) }.joined()
      for host in found(text) {
        #expect(host.utf8.count <= HostNames.longest, "\(text)")
        #expect(host.utf8.allSatisfy { 0x2D...0x7A ~= $0 && $0 != 0x2F && $0 != 0x3A }, "\(text)")
      }
    }
    #expect(found("") == [])
  }

  private func found(_ message: String) -> Set<String> {
    ContactedHosts.hosts(in: Failure(message: message))
  }
}
