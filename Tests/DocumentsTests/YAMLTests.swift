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
    #expect(error?.reason == "holds more than 2000000 values")
  }

  @Test func `a symbol is text, and what is binary is unpacked`() throws {
    let node = try DocumentNode(
      yaml: Array("a: !ruby/sym true\nb: !!str 5\nc: !binary |-\n  Y2Fm6SB4\nd: :x\n".utf8))
    #expect(node["a"]?.string == "true")
    #expect(node["b"]?.string == "5")
    #expect(node["c"]?.string == "caf\u{FFFD} x")
    #expect(node["d"]?.string == ":x")
  }

  @Test func `texts are read however they are written`() throws {
    let yaml = """
      folded: 'it''s
        one

        line'
      block: |-
        first
          second
      list:
      - a
      - "\\e[31m\\u263A"
      """
    for text in [yaml, yaml.replacing("\n", with: "\r\n"), "\u{FEFF}" + yaml] {
      let node = try DocumentNode(yaml: Array(text.utf8))
      #expect(node["folded"]?.string == "it's one\nline")
      #expect(node["block"]?.string == "first\n  second")
      #expect(node["list"]?.elements?.compactMap(\.string) == ["a", "\u{1B}[31m☺"])
    }
  }

  @Test func `bytes that YAML does not allow become marks`() throws {
    let bytes = Array("a: ü".utf8) + [0xE9, 0x20, 0x1B, 0x5B, 0xC2] + Array("\nb: x: y\n".utf8)
    let error = #expect(throws: DocumentError.self) { _ = try DocumentNode(yaml: bytes) }
    #expect(error?.line == 2)
    #expect(error?.offset == bytes.count - 4, "where the second colon stands")
    let node = try DocumentNode(yaml: bytes.dropLast(8) + Array("\n".utf8))
    #expect(node["a"]?.string == "ü\u{FFFD} \u{FFFD}[\u{FFFD}")
  }

  @Test func `what only the end is wrong with was cut off`() {
    for yaml in ["a: 'b", "a:\n- [1,", "a: 1\nb", "a: \"x"] {
      let error = #expect(throws: DocumentError.self) {
        _ = try DocumentNode(yaml: Array(yaml.utf8))
      }
      #expect(error?.problem == .cutOff, "\(yaml)")
    }
  }

  @Test func `a cursor reads what it wants and steps over the rest`() throws {
    let yaml = "skip: {a: [1, {b: 2}]}\nkeep: &k [x, 7, true, null]\nagain: *k\n"
    var cursor = try YAMLCursor(Array(yaml.utf8)[...])
    try cursor.enterObject()
    var names: [String] = []
    while let key = cursor.nextKey() {
      names.append(key.string())
      if key == "skip" {
        cursor.skip()
        continue
      }
      try cursor.enterArray()
      var kinds: [JSONCursor.Kind] = []
      while cursor.nextElement() {
        kinds.append(cursor.kind())
        if kinds == [.string] {
          let word = try cursor.text()
          #expect(word == "x")
        } else {
          #expect(throws: DocumentError.self) { try cursor.text() }
          cursor.skip()
        }
      }
      #expect(kinds == [.string, .number, .bool, .null])
    }
    #expect(names == ["skip", "keep", "again"])
  }

  @Test func `a scalar is told to be what it is read as`() throws {
    let words = [
      "", "~", "~a", "null", "Null", "NULL", "nulL", "n", "true", "True", "TRUE", "tRUE", "false",
      "False", "FALSE", "f", "no", "0", "-1", "+1", "1.5", ".5", ".", "1e3", "0x1F", "0o17",
      "0x", "2026-11-22", "1.2.3", ":sym", "-x", "+", "1e999", "12a",
    ]
    for word in words {
      var cursor = try YAMLCursor(Array("a: \(word)\n".utf8)[...])
      try cursor.enterObject()
      _ = cursor.nextKey()
      let kind = cursor.kind()
      switch try cursor.node() {
      case .null: #expect(kind == .null && ["", "~", "null", "Null", "NULL"].contains(word))
      case .bool(let flag): #expect(kind == .bool && flag == (word.lowercased() == "true"))
      case .number: #expect(kind == .number, "\(word)")
      case .string(let text): #expect(kind == .string && text == word)
      default: Issue.record("\(word) is no scalar")
      }
    }
  }
}
