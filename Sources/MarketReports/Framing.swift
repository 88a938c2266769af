import Glibc

/// Cuts the bytes of a file into frames: stretches that hold one document each, whichever way the
/// file holds many of them.
///
/// One rule serves a single document, JSON Lines and pretty-printed documents one after the other:
/// a `{` in the first column begins a new frame, unless the line before ends with a comma, a colon
/// or a bracket and so can't be the end of a document. Inside a frame documents may still follow
/// each other on a line. A damaged document thus never takes the next one with it. In a file that
/// begins as YAML, `---` in the first column begins a frame. In a file whose lines are a tag, a tab
/// and a document, as Salt prints its events, every line begins one, and the tags are passed over.
///
/// Memory is bounded by a frame, not by the file.
struct Framing {
  private var source: ByteSource
  /// Kept from file to file, because a fresh one costs more than reading a small report.
  private(set) var buffer: [UInt8]
  /// What of the buffer is not consumed yet.
  private var unread = 0..<0
  /// Where in the file ``unread`` begins.
  private(set) var offset: Int
  /// What the file holds, by how it begins.
  private(set) var syntax = ReportDocument.Syntax.json
  /// Whether a tag stands before each document.
  private var isTagged = false
  private var isAtEnd = false

  /// **Bytes** that are read at once: about three reports, and no more than a core's own cache.
  static let blockSize = 1 << 20

  /// - Parameter offset: where in the file the source stands.
  init(_ source: ByteSource, at offset: Int, buffer: [UInt8]) {
    self.source = source
    self.offset = offset
    self.buffer = buffer
    if self.buffer.count < Self.blockSize {
      self.buffer = [UInt8](repeating: 0, count: Self.blockSize)
    }
  }

  enum Cut {
    /// The frame's bytes in ``Framing/buffer``, and whether the file ends with it.
    case frame(Range<Int>, isLast: Bool)
    /// A frame larger than a document may be, and where it began. Its bytes are gone.
    case oversized(at: Int)
    case end
  }

  var isPacked: Bool { source.isPacked }

  /// Reads the first block and looks whether it is packed or begins with a byte order mark.
  mutating func begin() throws(SourceError) {
    while unread.count < 4, !isAtEnd { try fill() }
    if offset == 0 { try unwrap() }
    if buffer[unread].starts(with: yamlStart) { syntax = .yaml }
    while couldBeTag, !isAtEnd { try fill() }
    isTagged = tagLength != nil
  }

  /// **Bytes** of the tag before the next document and of the tab after it.
  private var tagLength: Int? {
    let tag = buffer[unread].prefix(Self.tagLimit).prefix { $0 > 0x20 && $0 != UInt8(ascii: "{") }
    guard !tag.isEmpty, buffer[tag.endIndex..<unread.upperBound].starts(with: tagEnd) else {
      return nil
    }
    return tag.count + 1
  }

  /// Whether too little was read to tell a tag from other text.
  private var couldBeTag: Bool {
    unread.count < Self.tagLimit
      && buffer[unread].allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "{") }
  }

  /// **Bytes.** Salt's longest tags hold a job, a node's name and a word or two.
  private static let tagLimit = 512

  private mutating func unwrap() throws(SourceError) {
    if let packing = Packing(head: buffer[unread]) {
      source.unpack(packing, first: buffer[unread])
      unread = 0..<0
      isAtEnd = false
      while unread.count < 4, !isAtEnd { try fill() }
    }
    if buffer[unread].starts(with: [0xEF, 0xBB, 0xBF]) { consume(3) }
  }

  /// The first bytes that are still there, for a look at what kind of file it is.
  var head: ArraySlice<UInt8> { buffer[unread].prefix(64) }

  /// Finds the next frame. It stays where it is until ``consume(_:)`` says how much of it was used.
  mutating func next() throws(SourceError) -> Cut {
    try skipBlanks()
    if isTagged, let length = tagLength { consume(length) }
    var searched = 0
    while true {
      if let end = boundary(from: searched) { return .frame(end, isLast: false) }
      // A line break may be among the last bytes: look at it again with its successors.
      searched = max(0, unread.count - yamlStart.count)
      if isAtEnd { return unread.isEmpty ? .end : .frame(unread, isLast: true) }
      if unread.count > ReportLimits.documentBytes {
        let start = offset
        try skipToBoundary()
        return .oversized(at: start)
      }
      try fill()
    }
  }

  /// Gives up the first `count` bytes.
  mutating func consume(_ count: Int) {
    unread = (unread.lowerBound + count)..<unread.upperBound
    offset += count
  }

  private mutating func skipBlanks() throws(SourceError) {
    while true {
      let blanks = buffer[unread].prefix { $0 == 0x20 || 0x09...0x0D ~= $0 }.count
      consume(blanks)
      guard unread.isEmpty, !isAtEnd else { return }
      try fill()
    }
  }

  private mutating func skipToBoundary() throws(SourceError) {
    while true {
      if let end = boundary(from: 0) { return consume(end.count) }
      if isAtEnd { return consume(unread.count) }
      consume(max(0, unread.count - yamlStart.count))
      try fill()
    }
  }

  /// From the first unread byte to where the next document begins, sought from the byte `searched`.
  private func boundary(from searched: Int) -> Range<Int>? {
    var start = unread.lowerBound + searched
    while let lineBreak = buffer.firstIndex(of: UInt8(ascii: "\n"), in: start..<unread.upperBound),
      lineBreak + 1 < unread.upperBound
    {
      if beginsDocument(after: lineBreak) { return unread.lowerBound..<(lineBreak + 1) }
      start = lineBreak + 1
    }
    return nil
  }

  private func beginsDocument(after lineBreak: Int) -> Bool {
    switch syntax {
    case .json where isTagged: !" \t\r\n}]".utf8.contains(buffer[lineBreak + 1])
    case .json: buffer[lineBreak + 1] == UInt8(ascii: "{") && !continuesAfter(lineBreak)
    case .yaml: buffer[(lineBreak + 1)..<unread.upperBound].starts(with: yamlStart)
    }
  }

  private func continuesAfter(_ lineBreak: Int) -> Bool {
    let last = buffer[unread.lowerBound..<lineBreak].last { $0 > 0x20 }
    return last.map { ",:[{".utf8.contains($0) } ?? false
  }

  /// Reads one more block behind what is unread.
  private mutating func fill() throws(SourceError) {
    if unread.lowerBound > 0, buffer.count - unread.upperBound < Self.blockSize / 2 {
      buffer.moveToFront(unread)
      unread = 0..<unread.count
    }
    if unread.upperBound == buffer.count {
      buffer.append(contentsOf: repeatElement(0, count: buffer.count))
    }
    let count = try source.read(into: &buffer, at: unread.upperBound)
    isAtEnd = count == 0
    unread = unread.lowerBound..<(unread.upperBound + count)
  }
}

private let yamlStart = Array("---".utf8)
private let tagEnd = Array("\t{".utf8)

extension [UInt8] {
  /// memchr(3), several times as fast as a loop.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    unsafe withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress,
        let hit = unsafe memchr(start + range.lowerBound, Int32(byte), range.count)
      else { return nil }
      return unsafe UnsafeRawPointer(hit) - start
    }
  }

  fileprivate mutating func moveToFront(_ range: Range<Int>) {
    unsafe withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe memmove(start, start + range.lowerBound, range.count)
    }
  }
}
