import Documents
package import MarketModel

/// One line of a ledger.
///
///     {"v":1,"id":"ana-3f9c1e:17","at":"2026-11-22T09:03:11.250Z","clock":41,"by":"ana",
///      "event":{"assigned":{"problem":"12.ana-3f9c1e","owner":"ana"}},
///      "prev":"6b86b273ff34fce19d6b804eff5a3f57","sum":"2f1c8e9ab04d7735"}
///
/// (on one line, with no blank outside of texts, and a newline, 0x0A, after it). A line is valid
/// iff
///
/// - it is at most ``limit`` bytes long, without the newline;
/// - it ends in `,"sum":"` + 16 lower-case hex digits + `"}`, and the digits are the FNV-1a (64 bit)
///   of all bytes before that comma (``Seal``);
/// - its members are, in this order: `v`, a whole number from 1 up; `id`, the writer's name, a
///   colon and the line's number from 1 up; `at`, the wall time, ISO 8601 in UTC; `clock`, the
///   logical clock, 1 to ``clockLimit``; `by`, the person, which is the writer's name before the last
///   hyphen; `event`, an object with one member (EventCoding.swift); `prev`, 32 lower-case hex
///   digits, the first half of the SHA-256 of the last valid line the writer had written, without
///   its newline, and 32 zeros where there was none; `sum`.
///
/// Between `event` and `prev` there may be
///
/// - `seen`, such as `{"bo-77aa00":17}`: what the writer had read of other hands and no line of its
///   own had said yet, by the number of the last line. The first line that a hand writes has it even
///   when it is empty; from there on, where it is missing, nothing new was read (`Causality`);
/// - `step`, such as `[21,27]`: the line is part of a step, which is these lines of the same hand. They
///   count once the last of them is there.
///
/// Programs that don't know the two pass over them. Theirs is the same state but for a step that was
/// cut off, of which they count what is left.
///
/// A later version raises `v` and may add members before `prev`; it keeps the ones above as they
/// are. So this version can place every line in the order, and keeps what it doesn't understand.
package struct LedgerLine {
  package let entry: LedgerEntry
  let prev: ChainHash
  /// The sum that the line carries.
  let sum: UInt64
  /// Whether a newer version wrote it, or something that only a newer one knows.
  let isNewer: Bool

  /// **Bytes.** A note of a few pages fits; a pasted log belongs elsewhere.
  package static let limit = 64 * 1024
  /// The version that is written.
  static let version = 1
  /// Far from where integers of other languages end; a clock that says more was tampered with.
  package static let clockLimit = 1 << 53
  static let newline = UInt8(ascii: "\n")
  /// What every line begins with.
  static let opening = Array(#"{"v":"#.utf8)

  /// Why bytes are not a valid line.
  enum Flaw: Error {
    /// There is no seal at the end: the line was cut off.
    case cut
    /// The seal does not hold: a byte was changed.
    case altered
    /// The seal holds, but what it closes is not a line.
    case strange
    case overlong
  }
}

extension LedgerLine {
  /// The line as bytes, without its newline.
  static func bytes(of entry: LedgerEntry, after prev: ChainHash) -> [UInt8] {
    var line = Array(
      """
      {"v":\(version),"id":"\(entry.id)","at":"\(entry.at.iso8601)","clock":\(entry.clock),\
      "by":"\(entry.by.person.rawValue)","event":
      """.utf8)
    if case .unknown(let kind, let json) = entry.event {
      var name = JSONWriter()
      name.value(kind)
      line += "{\(name.text):\(json)}".utf8
    } else {
      var event = JSONWriter()
      entry.event.write(to: &event)
      line += event.bytes
    }
    if let seen = entry.seen {
      let members = seen.sorted { $0.key < $1.key }.map { "\"\($0.key.rawValue)\":\($0.value)" }
      line += ",\"seen\":{\(members.joined(separator: ","))}".utf8
    }
    if let step = entry.step {
      line += ",\"step\":[\(step.lowerBound),\(step.upperBound)]".utf8
    }
    line += #","prev":"\#(prev)""#.utf8
    Seal.close(&line)
    return line
  }

  /// Reads the line that stands in `range`, without its newline.
  ///
  /// - Parameter writer: who probably wrote it; saves making the same name anew for every line.
  /// - Complexity: O(bytes), two passes.
  init(_ bytes: [UInt8], in range: Range<Int>, by writer: WriterID? = nil) throws(Flaw) {
    guard range.count <= Self.limit else { throw .overlong }
    let line = bytes[range]
    guard let sum = Seal.claimed(by: line) else { throw .cut }
    guard Seal.sum(of: line.dropLast(Seal.length)) == sum else { throw .altered }
    let parts: Parts
    do throws(DocumentError) {
      parts = try JSONCursor.reading(bytes, in: range) { (cursor) throws(DocumentError) in
        try Parts(&cursor, bytes, in: range)
      }
    } catch { throw .strange }

    guard let version = parts.version, version >= 1, let clock = parts.clock,
      1...Self.clockLimit ~= clock, let event = parts.event,
      let at = parts.at.flatMap({ Instant(utf8: bytes[$0].span) }),
      let id = parts.id.flatMap({ EntryID(bytes[$0], by: writer) }),
      let by = parts.by, id.writer.person(isNamed: bytes[by]),
      let prev = parts.prev.flatMap({ ChainHash(bytes[$0]) })
    else { throw .strange }
    entry = LedgerEntry(
      id: id, at: at, clock: clock, event: event, seen: parts.seen,
      step: parts.step.flatMap { $0.contains(id.sequence) ? $0 : nil })
    self.prev = prev
    self.sum = sum
    isNewer = version > Self.version || event.isUnknown
  }

  /// The values of a line: where its texts stand in the bytes, as written.
  private struct Parts {
    var version: Int?
    var id: Range<Int>?
    var at: Range<Int>?
    var clock: Int?
    var by: Range<Int>?
    var event: MarketEvent?
    var seen: [WriterID: Int]?
    var step: ClosedRange<Int>?
    var prev: Range<Int>?

    init(
      _ cursor: inout JSONCursor, _ bytes: [UInt8], in range: Range<Int>
    ) throws(DocumentError) {
      func place(_ text: JSONText) -> Range<Int> {
        let start = range.lowerBound + text.offset
        return start..<start + text.count
      }
      try cursor.enterObject()
      while let name = try cursor.nextKey() {
        switch name {
        case "v": version = Int(try cursor.number())
        case "id": id = place(try cursor.text())
        case "at": at = place(try cursor.text())
        case "clock": clock = Int(try cursor.number())
        case "by": by = place(try cursor.text())
        case "event": event = try Self.event(&cursor, bytes, at: range.lowerBound)
        case "prev": prev = place(try cursor.text())
        case "seen": seen = try Self.seen(&cursor)
        case "step": step = try Self.step(&cursor)
        default: try cursor.skip()
        }
      }
      try cursor.finish()
    }

    private static func seen(_ cursor: inout JSONCursor) throws(DocumentError) -> [WriterID: Int]? {
      guard try cursor.kind() == .object else {
        try cursor.skip()
        return nil
      }
      var seen: [WriterID: Int] = [:]
      try cursor.enterObject()
      while let name = try cursor.nextKey() {
        let writer = WriterID(rawValue: try name.string())
        let last = try count(&cursor)
        // Nobody else is a hand, and who writes the line again must not have to quote.
        if writer.isWellFormed { seen[writer] = last }
      }
      return seen
    }

    private static func step(
      _ cursor: inout JSONCursor
    ) throws(DocumentError) -> ClosedRange<Int>? {
      guard try cursor.kind() == .array else {
        try cursor.skip()
        return nil
      }
      var ends: [Int?] = []
      try cursor.enterArray()
      while try cursor.nextElement() { ends.append(try count(&cursor)) }
      guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last else {
        return nil
      }
      return first...last
    }

    private static func count(_ cursor: inout JSONCursor) throws(DocumentError) -> Int? {
      guard try cursor.kind() == .number else {
        try cursor.skip()
        return nil
      }
      return Int(try cursor.number()).flatMap { 1...EntryID.highestSequence ~= $0 ? $0 : nil }
    }

    private static func event(
      _ cursor: inout JSONCursor, _ bytes: [UInt8], at start: Int
    ) throws(DocumentError) -> MarketEvent? {
      try cursor.enterObject()
      guard let name = try cursor.nextKey() else { return nil }
      let kind = try name.string()
      let begin = cursor.offset
      var ahead = cursor
      try cursor.skip()
      let end = cursor.offset
      guard try cursor.nextKey() == nil else { return nil }
      if let values = try EventValues(reading: &ahead), let event = MarketEvent(kind: kind, values)
      {
        return event
      }
      return .unknown(
        kind: kind, json: String(decoding: bytes[start + begin..<start + end], as: UTF8.self))
    }
  }
}

extension LedgerLine {
  /// Where whole lines stand in one that is not whole: from an opening to a seal that holds.
  static func wholeLines(in bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var starts: [Int] = []
    var attempts = 0
    for index in range {
      let byte = bytes[index]
      if byte == UInt8(ascii: "{"), bytes[index...].starts(with: opening) { starts.append(index) }
      guard byte == UInt8(ascii: "}"),
        Seal.claimed(by: bytes[range.lowerBound...index]) != nil
      else { continue }
      for start in starts where index - start < limit && attempts < attemptLimit {
        attempts += 1
        guard Seal.holds(on: bytes[start...index]) else { continue }
        found.append(start..<index + 1)
        starts = []
        break
      }
    }
    return found
  }

  /// Sums that are tried on one damaged line. An accident leaves a handful of places where a line
  /// could begin; somebody who means harm could make thousands.
  private static let attemptLimit = 256
}

extension EntryID {
  /// Reads `ana-3f9c1e:17`.
  ///
  /// - Parameter writer: taken as it is where the text names it.
  fileprivate init?(_ text: ArraySlice<UInt8>, by writer: WriterID?) {
    guard let colon = text.lastIndex(of: UInt8(ascii: ":")), colon > text.startIndex,
      let sequence = Self.sequence(text[(colon + 1)...])
    else { return nil }
    let name = text[..<colon]
    if let writer, name.elementsEqual(writer.rawValue.utf8) {
      self.init(writer: writer, sequence: sequence)
    } else {
      self.init(
        writer: WriterID(rawValue: String(decoding: name, as: UTF8.self)), sequence: sequence)
    }
  }

  private static func sequence(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard 0x30...0x39 ~= digit, value <= highestSequence else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return 1...highestSequence ~= value ? value : nil
  }
}

extension WriterID {
  /// Whether these letters are the name of the person behind the hand.
  fileprivate func person(isNamed name: ArraySlice<UInt8>) -> Bool {
    let letters = rawValue.utf8
    return name.elementsEqual(
      letters[..<(letters.lastIndex(of: UInt8(ascii: "-")) ?? letters.endIndex)])
  }
}

extension MarketEvent {
  fileprivate var isUnknown: Bool { if case .unknown = self { true } else { false } }
}
