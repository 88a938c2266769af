import Documents
import MarketTestKit
import Testing

struct JSONCursorTests {
  @Test func `a reader takes what it wants and steps over the rest`() throws {
    let json = #" {"node":{"a":[1,{"]":"}"}]}, "status" : "failure","tries":[1, 2,3],"ok":true} "#
    var status = ""
    var tries: [String] = []
    try JSONCursor.reading(Array(json.utf8)) { cursor in
      try cursor.enterObject()
      while let key = try cursor.nextKey() {
        switch key {
        case "status": status = try cursor.string()
        case "tries":
          try cursor.enterArray()
          while try cursor.nextElement() { tries.append(try cursor.number()) }
        default: try cursor.skip()
        }
      }
      try cursor.finish()
    }
    #expect(status == "failure")
    #expect(tries == ["1", "2", "3"])
  }

  @Test(arguments: [
    "0", "-0", "7", "13.214", "-13.214", "0.003", "6166.759", "1e3", "1E-3", "0.1",
    "0.30000000000000004",
    "123456789012345", "1234567890123456", "9007199254740993", "99999999999999.5", "1.0000000001",
    "0.123456789", "12345.6789012345", "2.2250738585072014e-308", "1e999",
    "179769313486231580793e289",
  ])
  func `a number is read as the library reads it`(digits: String) throws {
    let value = try JSONCursor.reading(Array("[\(digits) ]".utf8)) { cursor in
      try cursor.enterArray()
      _ = try cursor.nextElement()
      let value = try cursor.double()
      #expect(try !cursor.nextElement())
      return value
    }
    #expect(value?.bitPattern == Double(digits)?.bitPattern)
  }

  @Test func `random numbers are read as the library reads them`() throws {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let fraction = String(Int.random(in: 0..<1_000_000_000_000, using: &random))
        .suffix(Int.random(in: 1...12, using: &random))
      let digits = "\(Int.random(in: 0..<10_000_000, using: &random)).\(fraction)"
      let value = try JSONCursor.reading(Array(digits.utf8 + [0x20])) { try $0.double() }
      #expect(value == Double(digits), "\(digits)")
    }
  }

  @Test func `what was skipped can be read afterwards`() throws {
    let json = #"{"late":{"x":"y"},"kind":"a"}"#
    let value = try JSONCursor.reading(Array(json.utf8)) { cursor in
      try cursor.enterObject()
      _ = try cursor.nextKey()
      let place = cursor.offset
      try cursor.skip()
      #expect(try cursor.nextKey() != nil)
      var again = cursor.value(at: place)
      return try again.node()
    }
    #expect(value == .object([.init("x", .string("y"))]))
  }

  /// A cursor that gets one byte more whenever it asks reads what one reads that has them all.
  @Test func `a document is read the same while it arrives`() throws {
    let json = #"{"a":{"x":["]",{}]},"bc" : "d\"e\u0041","f":-12.5e+3,"g":true,"h":null,"i":[]}"#
    let padded = #"{"p":"\#(String(repeating: "x", count: 64))","# + json.dropFirst()
    for bytes in [json, padded].map({ Array($0.utf8) }) {
      for first in 1...bytes.count {
        var (names, ends): ([String], [Int]) = ([], [])
        try unsafe bytes.withUnsafeBytes { bytes in
          var count = first
          func fetch(_ cursor: inout JSONCursor) -> Bool {
            count += 1
            let more = unsafe UnsafeRawBufferPointer(rebasing: bytes[..<min(count, bytes.count)])
            unsafe cursor.grow(to: more, mayGrow: count <= bytes.count)
            return true
          }
          let some = unsafe UnsafeRawBufferPointer(rebasing: bytes[..<first])
          try unsafe JSONCursor.reading(some, mayGrow: true) { cursor in
            try cursor.step(
              { (cursor) throws(DocumentError) in try cursor.enterObject() }, fetching: fetch)
            while let key = try cursor.step(
              { (cursor) throws(DocumentError) in try cursor.nextKey()?.string() }, fetching: fetch)
            {
              names.append(key)
              try cursor.step(
                { (cursor) throws(DocumentError) in try cursor.skip() }, fetching: fetch)
              ends.append(cursor.offset)
            }
          }
        }
        let whole = try JSONCursor.reading(bytes) { cursor in
          var ends: [Int] = []
          try cursor.enterObject()
          while try cursor.nextKey() != nil {
            try cursor.skip()
            ends.append(cursor.offset)
          }
          return ends
        }
        #expect(ends == whole)
        #expect(names.suffix(6) == ["a", "bc", "f", "g", "h", "i"])
      }
    }
  }

  /// How many elements are passed at once is the kernel's affair; which are read is not.
  @Test func `elements are passed until one says something new`() throws {
    let quiet = #"{"name":"a","status":"up-to-date"}"#
    let filler = String(repeating: " ", count: 200)
    for (list, readAt) in [
      ([quiet, quiet], []), ([#"{"status":"failed"}"#, quiet], [0]),
      ([quiet, #"{"a":{"status":"up-to-date"},"status":"updated"}"#], [1]),
      ([quiet, #"{"status": "up-to-date"}"#, quiet], [1]), ([quiet, "[]", "1", quiet], [1, 2]),
      ([#"{"state":"failed"}"#, "{}"], []), ([#"{"a":"status"}"#], [0]),
      ([#"{"a":"\"status\":\"failed\""}"#], []),
    ] {
      let json = "[\(list.joined(separator: ","))]" + filler
      let read = try JSONCursor.reading(Array(json.utf8)) { cursor in
        var (index, read) = (0, [Int]())
        try cursor.enterArray()
        while try cursor.nextElement() {
          let passed = cursor.skipElements(saying: JSONMember("status", "up-to-date"))
          if passed == 0 {
            read.append(index)
            try cursor.skip()
          }
          index += max(1, passed)
        }
        try cursor.finish()
        #expect(index == list.count)
        return read
      }
      #expect(read == readAt, "\(json)")
    }
  }

  @Test func `between elements that are passed there must be commas`() throws {
    let filler = String(repeating: " ", count: 200)
    #expect(throws: DocumentError.self) {
      try JSONCursor.reading(Array("[{}{}]\(filler)".utf8)) { cursor in
        try cursor.enterArray()
        while try cursor.nextElement() {
          if cursor.skipElements(saying: JSONMember("status", "up-to-date")) == 0 {
            try cursor.skip()
          }
        }
      }
    }
  }

  /// Skipping must end where reading ends, wherever blocks of 64 bytes happen to begin.
  @Test(arguments: 1...40)
  func `skipping ends where reading ends`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<25 {
      let value = DocumentNode.array([.random(depth: 5, &random)])
      var writer = JSONWriter()
      writer.value(value)
      let padding = [UInt8](repeating: 0x20, count: .random(in: 0...70, using: &random))
      let tail = Array(#","]}\""#.utf8.prefix(.random(in: 0...5, using: &random)))
      let ends = try JSONCursor.reading(padding + writer.bytes + tail) { cursor in
        cursor.skipBlanks()
        var reader = cursor
        let read = try reader.node()
        #expect(read == value)
        try cursor.skip()
        return (cursor.offset, reader.offset)
      }
      #expect(ends.0 == ends.1)
      #expect(ends.0 == padding.count + writer.bytes.count)
    }
  }

  /// Backslashes in every number and at every place of a block.
  @Test func `runs of backslashes end no string too early or too late`() throws {
    for backslashes in 0...9 {
      for shift in 0...130 {
        let text =
          String(repeating: "x", count: shift) + String(repeating: "\\", count: backslashes)
        var writer = JSONWriter()
        writer.value([text, "]"])
        let end = try JSONCursor.reading(writer.bytes + Array(#""]"#.utf8)) { cursor in
          try cursor.skip()
          return cursor.offset
        }
        #expect(end == writer.bytes.count)
      }
    }
  }

  @Test(arguments: [
    ("", "ends in the middle of a document", 0),
    (#"{"a":1"#, "ends in the middle of a document", 6),
    (#"{"a":"x\"#, "ends in the middle of a document", 8),
    (#"[tru"#, "ends in the middle of a document", 4),
    (#"[-"#, "ends in the middle of a document", 2),
    (#"{"a" 1}"#, "has a name without a value", 5),
    (#"{a:1}"#, "has something else where a text should be", 1),
    (#"{"a":1 "b":2}"#, "lacks a comma or a bracket", 7),
    (#"{"a":1,}"#, "has a comma too many", 7),
    (#"[1,]"#, "has a comma too many", 3),
    (#"[01]"#, "lacks a comma or a bracket", 2),
    (#"[1.]"#, "has a broken number", 3),
    (#"[.5]"#, "is not JSON", 1),
    (#"[NaN]"#, "is not JSON", 1),
    (#"[True]"#, "is not JSON", 1),
    (#"["\x41"]"#, "has a broken escape", 3),
    (#"["\u00g0"]"#, "has a broken escape", 6),
    (#"[1}"#, "lacks a comma or a bracket", 2),
    (#"{} {}"#, "goes on after its end", 3),
    ("'a'", "is not JSON", 0),
  ])
  func `what is not JSON is refused with its place`(json: String, reason: String, offset: Int) {
    let error = #expect(throws: DocumentError.self) {
      _ = try DocumentNode(json: Array(json.utf8))
    }
    #expect(error?.reason == reason)
    #expect(error?.offset == offset)
  }

  @Test(arguments: ["[", #"{"a":"#])
  func `depth has a limit, read or skipped`(opening: String) {
    let limit = DocumentNode.depthLimit
    func nested(_ levels: Int) -> [UInt8] {
      let closing = opening == "[" ? "]" : "}"
      let middle = opening == "[" ? "" : "1"
      return Array(
        (String(repeating: opening, count: levels) + middle
          + String(repeating: closing, count: levels)).utf8)
    }
    func skip(_ bytes: [UInt8]) throws {
      try JSONCursor.reading(bytes) { cursor in try cursor.skip() }
    }
    #expect(throws: Never.self) { _ = try DocumentNode(json: nested(limit)) }
    #expect(throws: Never.self) { try skip(nested(limit)) }
    for levels in [limit + 1, 10_000] {
      #expect(throws: DocumentError.self) { _ = try DocumentNode(json: nested(levels)) }
      #expect(throws: DocumentError.self) { try skip(nested(levels)) }
    }
  }

  @Test func `sloppy text is repaired, not refused`() throws {
    let latin = [UInt8](#"["d"#.utf8) + [0xE9] + Array(#"j"]"#.utf8)
    #expect(try DocumentNode(json: latin) == .array([.string("d\u{FFFD}j")]))
    let lone = #"["\ud800","\udc00x","\ud83d\u0041","\ud83d\ude00"]"#
    #expect(
      try DocumentNode(json: Array(lone.utf8))
        == .array([.string("\u{FFFD}"), .string("\u{FFFD}x"), .string("\u{FFFD}A"), .string("😀")]))
    #expect(try DocumentNode(json: Array("[\"a\tb\"]".utf8)) == .array([.string("a\tb")]))
  }
}
