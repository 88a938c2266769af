package import MarketModel
package import Redaction

/// Reads files of reports, one after the other, and hands on each run and each complaint.
///
/// A reader is kept for many files because it keeps its memory; use one per thread.
package struct ReportReader {
  /// What a document or a file turned out to be.
  package enum Finding: Hashable, Sendable {
    case run(Run)
    case unread(Unread)
  }

  /// How far a file was read.
  package struct Extent: Hashable, Sendable {
    /// **Bytes** up to the end of the last whole document: where to go on when the file has grown.
    /// 0 for a packed file, which can't be entered in the middle.
    package var consumed: Int
    /// **Bytes** that were looked at, unpacked.
    package var read: Int
  }

  private let buffer = ReadBuffer(count: Framing.bufferSize)

  private let unpackedLimit: Int
  private let mappedFrom: Int
  private let seconds: Double
  private let redactor: Redactor?

  /// **Bytes** from which on a plain file is mapped.
  package static let mappedFrom = 2 * ByteSource.mappedBlockSize

  /// Limits are other than those of ``ReportLimits`` only in tests.
  ///
  /// - Parameter redactor: what hides secrets; `nil` only to show what it would hide.
  package init(
    redactor: Redactor? = Redactor(), unpackedLimit: Int = ReportLimits.unpackedBytes,
    mappedFrom: Int = Self.mappedFrom, seconds: Double = ReportLimits.seconds
  ) {
    self.redactor = redactor
    self.unpackedLimit = unpackedLimit
    self.mappedFrom = mappedFrom
    self.seconds = seconds
  }

  /// Reads what an open file holds from `offset`, where the descriptor must stand.
  ///
  /// The start of a run whose end follows in the same file is dropped; one without an end is handed
  /// on last, as ``RunStatus/incomplete``.
  ///
  /// - Parameters:
  ///   - origin: what the file is called in complaints, too.
  ///   - size: **bytes** of a plain file, which may be read in another way then if it is large.
  ///   - pass: is told after each document how many **bytes** were read, of the file and unpacked.
  package mutating func read(
    descriptor: Int32, origin: ReportOrigin, size: Int? = nil, from offset: Int = 0,
    passing pass: (Int, Int) -> Void = { _, _ in }, sink give: (Finding) -> Void
  ) -> Extent {
    let redactor = redactor
    func sink(_ finding: Finding) { give(redactor.map { finding.redacted(by: $0) } ?? finding) }
    let source = ByteSource(
      descriptor: descriptor, at: offset, size: size,
      isMappable: size.map { $0 - offset >= mappedFrom } ?? false,
      unpackedLimit: unpackedLimit, seconds: seconds)
    var framing = Framing(source, at: offset, buffer: buffer)
    defer { buffer.releaseFile() }
    var documents = DocumentReader(origin: origin, isWhole: offset == 0)
    do {
      try framing.begin()
      try documents.read(&framing, sink: sink) { position, place in
        pass(position - offset, place - offset)
      }
    } catch {
      sink(.unread(Unread(file: origin.file, offset: framing.offset, reason: error.reason)))
    }
    documents.finish(sink)
    return Extent(
      consumed: framing.isPacked ? 0 : documents.consumed ?? framing.offset,
      read: framing.offset - offset)
  }
}
