import Testing

/// The table in Sources/README.md says which room may know which. It is the only one: the imports
/// and Package.swift are held against it.
struct WallTests {
  @Test(arguments: try Self.rooms())
  func `a room imports only what the table allows`(room: Room) throws {
    for file in try House.swiftFiles(under: "Sources/\(room.name)") {
      let surplus = file.imports.subtracting(room.mayImport)
      #expect(surplus.isEmpty, "\(file.path) may not import \(surplus.sorted())")
    }
  }

  @Test(arguments: try Self.rooms())
  func `Package.swift opens the same doors as the table`(room: Room) throws {
    let declared = try #require(try Self.dependencies()[room.name], "no such target")
    #expect(declared == room.mayImport.subtracting(House.toolchainModules))
  }

  @Test func `the table has every room that there is`() throws {
    let folders = try House.names(in: "Sources").filter { !$0.contains(".") }
    #expect(Set(try Self.rooms().map(\.name)) == Set(folders))
  }

  @Test func `no room knows Foundation`() throws {
    for file in try House.swiftFiles(under: "Sources") {
      #expect(file.imports.allSatisfy { !$0.hasPrefix("Foundation") }, "\(file.path)")
    }
  }

  @Test func `pure rooms know no system, and every door to C is opened by one room`() throws {
    let rooms = try Self.rooms()
    for room in rooms where House.pureRooms.contains(room.name) {
      #expect(room.mayImport.isDisjoint(with: House.toolchainModules), "\(room.name)")
    }
    for door in rooms.map(\.name).filter({ $0.hasPrefix("C") && $0 != "CursesTerminal" }) {
      #expect(rooms.filter { $0.mayImport.contains(door) }.count == 1, "\(door)")
    }
  }

  @Test func `every Swift target has the strict settings`() throws {
    let manifest = try House.text(of: "Package.swift")
    for call in [".target(", ".executableTarget(", ".testTarget("] {
      for target in calls(of: call, in: manifest) where !target.contains("cSettings: [") {
        #expect(target.contains("swiftSettings: strict"), "\(target)")
      }
    }
    for setting in [
      "ExistentialAny", "MemberImportVisibility", "InternalImportsByDefault",
      ".strictMemorySafety()", ".treatAllWarnings(as: .error)",
    ] {
      #expect(manifest.contains(setting))
    }
  }
}

/// A row of the table.
struct Room: CustomTestStringConvertible {
  let name: String
  let mayImport: Set<String>
  var testDescription: String { name }
}

extension WallTests {
  /// Reads the rows `| name | purpose | what it may import |`.
  static func rooms() throws -> [Room] {
    try House.text(of: "Sources/README.md").split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { names(in: $0) }
      guard line.hasPrefix("| `"), cells.count == 3, let name = cells[0].first else { return nil }
      return Room(name: name, mayImport: Set(cells[2]))
    }
  }

  /// What each target of Package.swift depends on.
  static func dependencies() throws -> [String: Set<String>] {
    let manifest = try House.text(of: "Package.swift")
      .replacing(/\bargumentParser\b/, with: "\"ArgumentParser\"")
      .replacing(/\bsubprocess\b(?!:)/, with: "\"Subprocess\"")
    var found: [String: Set<String>] = [:]
    let declarations = ["    room(", "    kernel(", ".systemLibrary("]
    for call in declarations.flatMap({ calls(of: $0, in: manifest) }) {
      let quoted = call.replacing(/providers:.*/, with: "").matches(of: /"(\w+)"/)
        .map { String($0.1) }
      if let name = quoted.first { found[name] = Set(quoted.dropFirst()) }
    }
    for call in calls(of: ".executableTarget(", in: manifest) {
      let quoted = call.matches(of: /"(\w+)"/).map { String($0.1) }
      if let name = quoted.first { found[name] = Set(quoted.dropFirst()) }
    }
    return found
  }

  private static func names(in cell: Substring) -> [String] {
    cell.matches(of: /`(\w+)`/).map { String($0.1) }
  }
}

/// Each call that starts with `opening`, up to the bracket that closes it.
private func calls(of opening: String, in text: String) -> [Substring] {
  text.ranges(of: opening).map { range in
    var depth = 1
    let end = text[range.upperBound...].firstIndex { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return depth == 0
    }
    return text[range.lowerBound..<(end ?? text.endIndex)]
  }
}
