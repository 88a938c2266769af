/// Finds where in the bytes of a file a document begins, whichever way the file holds many of them,
/// and has as much of it in memory as was asked for.
///
/// One rule serves a single document, JSON Lines and pretty-printed documents one after the other:
/// a `{` in the first column begins a new document, unless the line before ends with a comma, a
/// colon or a bracket and so can't be the end of one. In a file that begins as YAML, `---` in the
/// first column does. In a file whose lines are a tag, a tab and a document, as Salt prints its
/// events, every line begins one, and the tags are passed over.
///
/// Where a document of JSON ends is found by reading it, so that nobody looks at its bytes twice;
/// the rule only says where it ends at the latest. A damaged document thus never takes the next one
/// with it.
///
/// Memory is bounded by a document and a block, not by the file.
struct Framing {
  private var source: ByteSource
  /// Kept from file to file, because fresh memory costs more than reading a small report.
  let buffer: ReadBuffer
  /// What of the buffer is not consumed yet. In front of it stands a document.
  private(set) var unread = 0..<0
  /// Where in the file ``unread`` begins.
  private(set) var offset: Int
  /// What the file holds, by how it begins.
  private(set) var syntax = ReportDocument.Syntax.json
  /// Whether a tag stands before each document.
  private var isTagged = false
  private(set) var isAtEnd = false
  /// Why ``fetchMore(hasCrossedLine:)`` gave none.
  private(set) var failure: SourceError?
  /// **Bytes** of ``unread`` that were searched for the beginning of the next document.
  private var searched = 0

  /// **Bytes** of the buffer that may be done with before its rest is moved to the front. Few of what
  /// is read, which stays in the cache then; what is mapped is best not moved at all.
  private var slack: Int {
    source.isMappable ? ReportLimits.documentBytes : ByteSource.blockSize
  }

  /// **Bytes** of a buffer.
  static let bufferSize = 2 * (ReportLimits.documentBytes + ByteSource.mappedBlockSize)

  /// - Parameter offset: where in the file the source stands.
  init(_ source: ByteSource, at offset: Int, buffer: ReadBuffer) {
    self.source = source
    self.offset = offset
    self.buffer = buffer
    unread = source.firstPlace..<source.firstPlace
  }

  var isPacked: Bool { source.isPacked }

  /// **Bytes** of the file that were read, packed as they are.
  var position: Int { source.position }

  /// Whether the document in front is larger than any may be.
  var isOversized: Bool { unread.count > ReportLimits.documentBytes }

  /// Reads the first block and looks whether it is packed or begins with a byte order mark.
  mutating func begin() throws(SourceError) {
    while unread.count < 4, !isAtEnd { try fill() }
    if offset == 0 { try unwrap() }
    if head.starts(with: yamlStart) { syntax = .yaml }
    while couldBeTag, !isAtEnd { try fill() }
    isTagged = tagLength != nil
  }

  /// **Bytes** of the tag before the next document and of the tab after it.
  private var tagLength: Int? {
    let tag = unread.prefix(Self.tagLimit).prefix { isTag(buffer[$0]) }
    let rest = unsafe buffer.bytes(in: tag.endIndex..<unread.upperBound)
    return unsafe !tag.isEmpty && rest.starts(with: tagEnd) ? tag.count + 1 : nil
  }

  /// Whether too little was read to tell a tag from other text.
  private var couldBeTag: Bool {
    unread.count < Self.tagLimit && unread.allSatisfy { isTag(buffer[$0]) }
  }

  private func isTag(_ byte: UInt8) -> Bool { byte > 0x20 && byte != UInt8(ascii: "{") }

  /// **Bytes.** Salt's longest tags hold a job, a node's name and a word or two.
  private static let tagLimit = 512

  private mutating func unwrap() throws(SourceError) {
    if let packing = Packing(head: head) {
      source.unpack(packing, first: buffer[unread][...])
      unread = 0..<0
      isAtEnd = false
      while unread.count < 4, !isAtEnd { try fill() }
    }
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { consume(3) }
  }

  /// The first bytes that are still there, for a look at what kind of file it is.
  var head: ArraySlice<UInt8> { buffer[unread.prefix(64)][...] }

  /// Valid as long as the buffer, and the same bytes until they are consumed.
  var unreadBytes: UnsafeRawBufferPointer {
    unsafe UnsafeRawBufferPointer(buffer.bytes(in: unread))
  }

  /// Moves over white space to the next document; false at the end.
  mutating func next() throws(SourceError) -> Bool {
    while true {
      let blanks = unread.prefix { buffer[$0] == 0x20 || 0x09...0x0D ~= buffer[$0] }.count
      consume(blanks)
      if unread.lowerBound >= slack { unread = try source.moveToFront(unread, of: buffer) }
      if !unread.isEmpty { break }
      if isAtEnd { return false }
      try fill()
    }
    if isTagged, let length = tagLength { consume(length) }
    return true
  }

  /// Gives up the first `count` bytes.
  mutating func consume(_ count: Int) {
    unread = (unread.lowerBound + count)..<unread.upperBound
    offset += count
    searched = 0
  }
}

// MARK: More of a document

extension Framing {
  /// Reads more of the document in front; false when there is none, because the file ends, or the
  /// document is too large or has already run over the beginning of another.
  mutating func fetchMore(hasCrossedLine: Bool) -> Bool {
    guard !isAtEnd, !isOversized, !(hasCrossedLine && runsOver()) else { return false }
    do throws(SourceError) { try fill() } catch { failure = error }
    return failure == nil
  }

  private mutating func runsOver() -> Bool {
    let new = max(0, searched - yamlStart.count)..<unread.count
    searched = unread.count
    return boundary(in: new) != nil
  }

  /// How many **bytes** from the front the next document begins, looking from `start` on, where
  /// there may be the rest of a damaged one. `nil` when the file ends before, or it is too far.
  mutating func boundary(from start: Int) throws(SourceError) -> Int? {
    var start = start
    while true {
      if let end = boundary(in: start..<unread.count) { return end }
      // A line break may be among the last bytes: look at it again with its successors.
      start = max(start, unread.count - yamlStart.count)
      if isAtEnd || isOversized { return nil }
      try fill()
    }
  }

  /// Gives up what is in front, however large, until the next document begins.
  mutating func skipToBoundary() throws(SourceError) {
    while true {
      if let end = boundary(in: 0..<unread.count) { return consume(end) }
      if isAtEnd { return consume(unread.count) }
      consume(max(0, unread.count - yamlStart.count))
      unread = try source.moveToFront(unread, of: buffer)
      try fill()
    }
  }

  /// Where a document begins that begins in a line of `range`, not counting what is at its front;
  /// both in **bytes** from the front.
  func boundary(in range: Range<Int>) -> Int? {
    line(in: range) { line in
      switch syntax {
      case .json where isTagged: !" \t\r\n}]".utf8.contains(buffer[line])
      case .json: buffer[line] == UInt8(ascii: "{") && !continues(before: line)
      case .yaml: unsafe buffer.bytes(in: line..<unread.upperBound).starts(with: yamlStart)
      }
    }
  }

  /// The same, for whatever looks like a document of JSON.
  func possibleDocument(in range: Range<Int>) -> Int? {
    line(in: range) { buffer[$0] == UInt8(ascii: "{") }
  }

  /// What stands there, counted from the front of ``unread``, and no more than so many **bytes** of it.
  func text(in range: Range<Int>, limit: Int) -> String {
    let start = unread.lowerBound + range.lowerBound
    return String(decoding: buffer[start..<start + min(range.count, limit)], as: UTF8.self)
  }

  private func line(in range: Range<Int>, where isWanted: (Int) -> Bool) -> Int? {
    let end = unread.lowerBound + range.upperBound
    var start = unread.lowerBound + range.lowerBound
    while let lineBreak = buffer.firstIndex(of: UInt8(ascii: "\n"), in: start..<end) {
      start = lineBreak + 1
      if start < end, isWanted(start) { return start - unread.lowerBound }
    }
    return nil
  }

  private func continues(before line: Int) -> Bool {
    let last = (unread.lowerBound..<line).last { buffer[$0] > 0x20 }
    return last.map { ",:[{".utf8.contains(buffer[$0]) } ?? false
  }

  /// Reads one more block behind what is unread.
  private mutating func fill() throws(SourceError) {
    buffer.release(before: unread.lowerBound)
    let count = try source.read(into: buffer, at: unread.upperBound)
    isAtEnd = count == 0
    unread = unread.lowerBound..<(unread.upperBound + count)
  }
}

private let yamlStart = Array("---".utf8)
private let tagEnd = Array("\t{".utf8)
