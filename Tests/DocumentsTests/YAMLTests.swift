import Documents
import Testing

struct YAMLTests {
  @Test func `settings are read as people write them`() throws {
    let node = try DocumentNode(
      yaml: Array(
        """
        # the market
        minutes: 15
        quiet: false
        country: no
        since: 2026-11-22
        mask: 0x1F
        share: 0.6
        text: "15"
        nothing:
        people:
          - {name: ana, at: &home fra}
          - {name: ben, at: *home}
        """.utf8))
    #expect(node["minutes"]?.int == 15)
    #expect(node["quiet"] == .bool(false))
    #expect(node["country"] == .string("no"), "not Norway's problem")
    #expect(node["since"] == .string("2026-11-22"))
    #expect(node["mask"]?.int == 31)
    #expect(node["share"]?.double == 0.6)
    #expect(node["text"] == .string("15"))
    #expect(node["nothing"] == .null)
    #expect(node["people"]?.elements?.map { $0["at"]?.string } == ["fra", "fra"])
    #expect(try DocumentNode(yaml: []) == .null)
  }

  @Test func `a tag builds nothing`() throws {
    let node = try DocumentNode(yaml: Array("--- !ruby/object:Gem::Installer\ni: x\n".utf8))
    #expect(node == .object([.init("i", .string("x"))]))
  }

  @Test(arguments: [
    ("a: 1\na: 2\n", 2, "has the key `a` twice"),
    ("a: *b\n", 1, "refers to `b`, which stands nowhere before"),
    ("? [a]\n: 1\n", 1, "has a key that is no plain word"),
    ("a: 1\n--- \nb: 2\n", 2, "holds more than one document"),
    ("a: b: c\n", 1, "mapping values are not allowed in this context"),
    ("&a [*a]\n", 1, "refers to `a`, which stands nowhere before"),
  ])
  func `a mistake is named with its line`(yaml: String, line: Int, reason: String) {
    let error = #expect(throws: DocumentError.self) {
      _ = try DocumentNode(yaml: Array(yaml.utf8))
    }
    #expect(error?.line == line)
    #expect(error?.reason == reason)
  }

  @Test func `neither depth nor aliases of aliases exhaust it`() {
    let deep = Array((String(repeating: "[", count: 100_000)).utf8)
    #expect(throws: DocumentError.self) { _ = try DocumentNode(yaml: deep) }

    var laughs = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for level in 1...9 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",")
      laughs += "a\(level): &a\(level) [\(aliases)]\n"
    }
    let error = #expect(throws: DocumentError.self) {
      _ = try DocumentNode(yaml: Array(laughs.utf8))
    }
    #expect(error?.reason == "holds more than 1000000 values")
  }
}
