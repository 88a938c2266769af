import Documents
import Glibc
package import MarketModel

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

  private var buffer: [UInt8] = []

  /// **Bytes** of memory that are kept for the next file. Documents beyond are rare.
  private static let keptBytes = 4 * Framing.blockSize

  private let unpackedLimit: Int

  /// - Parameter unpackedLimit: **bytes** that a packed file may have; less only in tests.
  package init(unpackedLimit: Int = ReportLimits.unpackedBytes) {
    self.unpackedLimit = unpackedLimit
  }

  /// Reads what an open file holds from `offset`, where the descriptor must stand.
  ///
  /// The start of a run whose end follows in the same file is dropped; one without an end is handed
  /// on last, as ``RunStatus/incomplete``.
  ///
  /// - Parameter name: what the file is called in complaints.
  package mutating func read(
    descriptor: Int32, name: String, from offset: Int = 0, sink: (Finding) -> Void
  ) -> Extent {
    var framing = Framing(
      ByteSource(descriptor: descriptor, unpackedLimit: unpackedLimit), at: offset, buffer: buffer)
    buffer = []
    defer { if framing.buffer.count <= Self.keptBytes { buffer = framing.buffer } }
    var documents = DocumentReader(name: name)
    do {
      try framing.begin()
      try documents.read(&framing, sink: sink)
    } catch {
      sink(.unread(Unread(file: name, offset: framing.offset, reason: error.reason)))
    }
    documents.finish(sink)
    return Extent(
      consumed: framing.isPacked ? 0 : documents.consumed ?? framing.offset,
      read: framing.offset - offset)
  }
}

/// The documents of one file.
private struct DocumentReader {
  let name: String
  /// Where a document begins that the end of the file cut off.
  private(set) var consumed: Int?
  private var hasContent = false
  private var complaints = 0
  private var starts: [String: Run] = [:]
  private var ended: Set<String> = []

  init(name: String) { self.name = name }

  mutating func read(
    _ framing: inout Framing, sink: (ReportReader.Finding) -> Void
  ) throws(SourceError) {
    if let words = FileSignature.words(for: framing.head) {
      return complain(words, at: framing.offset, sink)
    }
    while true {
      switch try framing.next() {
      case .end:
        if !hasContent { complain("is empty", at: framing.offset, sink) }
        return
      case .oversized(let offset):
        hasContent = true
        let limit = ReportLimits.documentBytes >> 20
        complain("has a document larger than \(limit) MB", at: offset, sink)
      case .frame(let range, let isLast):
        hasContent = true
        framing.consume(readFrame(range, of: framing, isLast: isLast, sink))
      }
    }
  }

  /// Hands on the starts whose end did not come, and how many complaints were kept back.
  mutating func finish(_ sink: (ReportReader.Finding) -> Void) {
    let open = starts.values.sorted {
      ($0.started?.milliseconds ?? 0, $0.runID) < ($1.started?.milliseconds ?? 0, $1.runID)
    }
    for run in open { sink(.run(run)) }
    let more = complaints - ReportLimits.complaints
    if more > 0 {
      let reason = "has \(more) more documents that can't be read"
      sink(.unread(Unread(file: name, offset: consumed ?? 0, reason: reason)))
    }
  }

  /// Reads the documents of a frame and says how many of its bytes are done with.
  private mutating func readFrame(
    _ frame: Range<Int>, of framing: Framing, isLast: Bool,
    _ sink: (ReportReader.Finding) -> Void
  ) -> Int {
    var position = 0
    do throws(ReportError) {
      try JSONCursor.reading(framing.buffer, in: frame) { (cursor) throws(ReportError) in
        repeat {
          position = cursor.offset
          let document = try ReportDocument(&cursor)
          readDocument(document, at: position, after: framing.offset, sink)
          cursor.skipBlanks()
        } while cursor.offset < frame.count
      }
      return frame.count
    } catch {
      let lines = (frame.lowerBound + position)..<frame.upperBound
      let next = framing.buffer.firstDocumentLine(in: lines).map { $0 - frame.lowerBound }
      if error.isCutOff, next == nil {
        if isLast { consumed = framing.offset + position }
        complain(error.reason, at: framing.offset + position, sink)
      } else {
        complain(error.reason, at: framing.offset + max(position, error.offset), sink)
      }
      return next ?? frame.count
    }
  }

  private mutating func readDocument(
    _ document: ReportDocument, at position: Int, after offset: Int,
    _ sink: (ReportReader.Finding) -> Void
  ) {
    do throws(ReportError) {
      let format = try ReportFormats.format(of: document)
      hand(on: try format.run(from: document, file: name), sink)
    } catch {
      complain(error.reason, at: offset + max(position, error.offset), sink)
    }
  }

  private mutating func hand(on run: Run, _ sink: (ReportReader.Finding) -> Void) {
    if run.status != .incomplete {
      starts[run.runID] = nil
      if ended.count == ReportLimits.openStarts { ended.removeAll() }
      ended.insert(run.runID)
      sink(.run(run))
    } else if !ended.contains(run.runID) {
      if starts.count < ReportLimits.openStarts { starts[run.runID] = run } else { sink(.run(run)) }
    }
  }

  private mutating func complain(
    _ reason: String, at offset: Int, _ sink: (ReportReader.Finding) -> Void
  ) {
    complaints += 1
    guard complaints <= ReportLimits.complaints else { return }
    sink(.unread(Unread(file: name, offset: offset, reason: reason)))
  }
}

extension [UInt8] {
  /// The first `{` that begins a line, not counting the first line.
  fileprivate func firstDocumentLine(in range: Range<Int>) -> Int? {
    var start = range.lowerBound
    while let lineBreak = firstIndex(of: UInt8(ascii: "\n"), in: start..<range.upperBound) {
      start = lineBreak + 1
      if start < range.upperBound, self[start] == UInt8(ascii: "{") { return start }
    }
    return nil
  }
}
