import Testing

struct StyleTests {
  /// Files over 300 lines that were talked about, each with the reason why it stays whole.
  static let longForAReason: [String: String] = [:]

  @Test func `no file is longer than 500 lines, and one over 300 has a reason`() throws {
    let files = try House.swiftFiles(under: "Sources") + House.swiftFiles(under: "Tests")
    let long = files.filter { $0.lines.count > 301 }
    #expect(Set(long.map(\.path)) == Set(Self.longForAReason.keys))
    #expect(files.allSatisfy { $0.lines.count <= 501 })
  }

  /// Needs no import, so that only a list of words keeps it out.
  static let unasked = [
    #"\bDate\(\)"#, #"\b(Continuous|Suspending)Clock\b"#, #"\bSystemRandomNumberGenerator\b"#,
    #"\.(random|randomElement|shuffle|shuffled)\((?!.*using:)"#, #"\bCommandLine\b"#,
    #"(?m)(^|[^\w.])(getenv|time|print|readLine|debugPrint|dump)\("#, #"\bTask\.sleep\b"#,
  ]

  @Test(arguments: House.pureRooms.sorted())
  func `a pure room asks no clock, chance, environment or terminal`(room: String) throws {
    for file in try House.swiftFiles(under: "Sources/\(room)") {
      // A function of the room's own may bear such a name.
      let calls = file.code.replacing(/\bfunc \w+/, with: "func")
      for word in Self.unasked {
        #expect(calls.firstMatch(of: try Regex(word)) == nil, "\(file.path)")
      }
    }
  }

  @Test func `names say what a thing is`() throws {
    let empty = /\b(struct|class|enum|actor|protocol|typealias)\s+\w*(Manager|Helper|Utils?|Base)\b/
    for file in try House.swiftFiles(under: "Sources") {
      #expect(file.code.firstMatch(of: empty) == nil, "\(file.path)")
    }
  }

  @Test func `nothing is left unfinished, and nothing traps on purpose`() throws {
    let unfinished = /\b(TODO|FIXME|XXX)\b/
    let traps = /\btry!|\bfatalError\(|@unchecked\b/
    for file in try House.swiftFiles(under: "Sources") {
      #expect(file.text.firstMatch(of: unfinished) == nil, "\(file.path)")
      #expect(file.code.firstMatch(of: traps) == nil, "\(file.path)")
    }
  }

  @Test func `the top level holds what it should and nothing more`() throws {
    let ours: Set = [
      ".ci", ".gitignore", ".swift-format", "Data", "LICENSE", "Makefile", "Package.swift",
      "README.md", "Sources", "Tests",
    ]
    let leftByTools = /^(\.git|\.build.*|\.swiftpm|\.vscode|\.market|Package\.resolved)$/
    let names = try House.names(in: "").filter { $0.firstMatch(of: leftByTools) == nil }
    #expect(Set(names) == ours)
    #expect(try House.names(in: ".ci") == ["run"])
  }
}
