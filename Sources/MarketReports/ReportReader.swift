import Documents
import Glibc
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

  private var buffer: [UInt8] = []

  /// **Bytes** of memory that are kept for the next file. Documents beyond are rare.
  private static let keptBytes = 4 * Framing.blockSize

  private let unpackedLimit: Int
  private let seconds: Double
  private let redactor: Redactor?

  /// Limits are other than those of ``ReportLimits`` only in tests.
  ///
  /// - Parameter redactor: what hides secrets; `nil` only to show what it would hide.
  package init(
    redactor: Redactor? = Redactor(), unpackedLimit: Int = ReportLimits.unpackedBytes,
    seconds: Double = ReportLimits.seconds
  ) {
    self.redactor = redactor
    self.unpackedLimit = unpackedLimit
    self.seconds = seconds
  }

  /// Reads what an open file holds from `offset`, where the descriptor must stand.
  ///
  /// The start of a run whose end follows in the same file is dropped; one without an end is handed
  /// on last, as ``RunStatus/incomplete``.
  ///
  /// - Parameter origin: what the file is called in complaints, too.
  package mutating func read(
    descriptor: Int32, origin: ReportOrigin, from offset: Int = 0, sink give: (Finding) -> Void
  ) -> Extent {
    let redactor = redactor
    func sink(_ finding: Finding) { give(redactor.map { finding.redacted(by: $0) } ?? finding) }
    var framing = Framing(
      ByteSource(descriptor: descriptor, unpackedLimit: unpackedLimit, seconds: seconds),
      at: offset, buffer: buffer)
    buffer = []
    defer { if framing.buffer.count <= Self.keptBytes { buffer = framing.buffer } }
    var documents = DocumentReader(origin: origin, isWhole: offset == 0)
    do {
      try framing.begin()
      try documents.read(&framing, sink: sink)
    } catch {
      sink(.unread(Unread(file: origin.file, offset: framing.offset, reason: error.reason)))
    }
    documents.finish(sink)
    return Extent(
      consumed: framing.isPacked ? 0 : documents.consumed ?? framing.offset,
      read: framing.offset - offset)
  }
}

/// The documents of one file.
private struct DocumentReader {
  let origin: ReportOrigin
  private let isWhole: Bool
  /// Where a document begins that the end of the file cut off, or a run whose end is not there.
  private(set) var consumed: Int?
  private var hasContent = false
  private var complaints = 0
  private var hasRun = false
  /// Whether the last document's tool prints it among other words.
  private var isAmongText = false
  /// Words without JSON before the next document, whose tool may have printed them.
  private var text: (offset: Int, reason: String)?
  /// Text between the documents, as scripts around a tool leave it there: told once.
  private var strayTexts = 0
  /// Where the first of them stands that is not told singly.
  private var moreStrayTextsAt = 0
  /// The formats that were met, by their index in the table.
  private var formats: [Int: OpenFormat] = [:]
  private var starts: [Telling: Run] = [:]
  private var ended: Set<Telling> = []

  /// A run as one kind of report tells it.
  private struct Telling: Hashable {
    let node: NodeName
    let runID: String
    let format: String

    init(_ run: Run) { (node, runID, format) = (run.node, run.runID, run.format) }
  }

  private struct OpenFormat {
    var format: any ReportFormat
    /// Where the run began that is being told.
    var runStart: Int?
  }

  /// - Parameter isWhole: whether the file is read from its beginning.
  init(origin: ReportOrigin, isWhole: Bool) {
    self.origin = origin
    self.isWhole = isWhole
  }

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

  /// Hands on the runs whose end did not come, and how many complaints were kept back.
  mutating func finish(_ sink: (ReportReader.Finding) -> Void) {
    settleText(sink)
    for index in formats.keys.sorted() {
      guard var open = formats[index] else { continue }
      if let start = open.runStart { consumed = min(consumed ?? start, start) }
      open.format.finish { hand(on: $0, at: open.runStart ?? 0, sink) }
    }
    let open = starts.values.sorted {
      ($0.started?.milliseconds ?? 0, $0.runID) < ($1.started?.milliseconds ?? 0, $1.runID)
    }
    for run in open { sink(.run(run)) }
    if isWhole, hasContent, !hasRun, complaints == 0 {
      complain("holds parts of a run, and no run", at: 0, sink)
    }
    if strayTexts > 1 {
      let stretches = strayTexts == 2 ? "1 more stretch" : "\(strayTexts - 1) more stretches"
      let reason = "has \(stretches) of text that is no JSON"
      sink(.unread(Unread(file: origin.file, offset: moreStrayTextsAt, reason: reason)))
    }
    let more = complaints - ReportLimits.complaints
    if more > 0 {
      let reason = "has \(more) more documents that can't be read"
      sink(.unread(Unread(file: origin.file, offset: consumed ?? 0, reason: reason)))
    }
  }

  /// Reads the documents of a frame and says how many of its bytes are done with.
  private mutating func readFrame(
    _ frame: Range<Int>, of framing: Framing, isLast: Bool,
    _ sink: (ReportReader.Finding) -> Void
  ) -> Int {
    var position = 0
    do throws(ReportError) {
      switch framing.syntax {
      case .json: try readJSON(frame, of: framing, position: &position, sink)
      case .yaml:
        let document = try ReportDocument(yaml: framing.buffer[frame])
        readDocument(document, at: 0, after: framing.offset, sink)
      }
      return frame.count
    } catch {
      let lines = (frame.lowerBound + position)..<frame.upperBound
      let next =
        framing.syntax == .yaml
        ? nil : framing.buffer.firstDocumentLine(in: lines).map { $0 - frame.lowerBound }
      if error.isCutOff, next == nil {
        if isLast { consumed = framing.offset + position }
        complain(error.reason, at: framing.offset + position, sink)
      } else if framing.syntax == .json, framing.buffer.isText(at: frame.lowerBound + position) {
        let place = framing.offset + max(position, error.offset)
        if !isAmongText, text == nil { text = (place, error.reason) }
      } else {
        complain(error.reason, at: framing.offset + max(position, error.offset), sink)
      }
      return next ?? frame.count
    }
  }

  /// Documents one after the other, or in a list, as a query of PuppetDB gives them.
  private mutating func readJSON(
    _ frame: Range<Int>, of framing: Framing, position: inout Int,
    _ sink: (ReportReader.Finding) -> Void
  ) throws(ReportError) {
    try JSONCursor.reading(framing.buffer, in: frame) { (cursor) throws(ReportError) in
      repeat {
        position = cursor.offset
        let isList = try cursor.beginsList()
        var isEmpty = true
        while try cursor.nextReport(inList: isList) {
          isEmpty = false
          position = cursor.offset
          let document = try ReportDocument(&cursor)
          readDocument(document, at: position, after: framing.offset, sink)
          if !isList { break }
        }
        if isEmpty { complain("is an empty list", at: framing.offset + position, sink) }
        cursor.skipBlanks()
      } while cursor.offset < frame.count
    }
  }

  private mutating func readDocument(
    _ document: ReportDocument, at position: Int, after offset: Int,
    _ sink: (ReportReader.Finding) -> Void
  ) {
    do throws(ReportError) {
      isAmongText = false
      let index = try ReportFormats.index(of: document)
      isAmongText = ReportFormats.all[index].standsAmongText
      settleText(sink)
      var open =
        formats.removeValue(forKey: index)
        ?? OpenFormat(format: ReportFormats.all[index].init(origin: origin))
      defer {
        let begun = open.format.hasJustBegun ? nil : open.runStart
        let start = begun ?? offset + position
        open.runStart = open.format.isAmidRun ? start : nil
        formats[index] = open
      }
      try open.format.read(document) { hand(on: $0, at: offset + position, sink) }
    } catch {
      settleText(sink)
      complain(error.reason, at: offset + max(position, error.offset), sink)
    }
  }

  /// Passes over the words before a document, or complains about them.
  private mutating func settleText(_ sink: (ReportReader.Finding) -> Void) {
    guard let text else { return }
    self.text = nil
    guard !isAmongText else { return }
    strayTexts += 1
    if strayTexts == 1 { complain(text.reason, at: text.offset, sink) }
    if strayTexts == 2 { moreStrayTextsAt = text.offset }
  }

  /// The same run told by two kinds of report is handed on twice, because one may know more.
  private mutating func hand(
    on run: Run, at offset: Int, _ sink: (ReportReader.Finding) -> Void
  ) {
    hasRun = true
    let telling = Telling(run)
    if run.status != .incomplete {
      starts[telling] = nil
      if ended.count == ReportLimits.openStarts { ended.removeAll() }
      guard ended.insert(telling).inserted else {
        return complain("tells a run a second time", at: offset, sink)
      }
      sink(.run(run))
    } else if !ended.contains(telling) {
      if starts.count < ReportLimits.openStarts { starts[telling] = run } else { sink(.run(run)) }
    }
  }

  private mutating func complain(
    _ reason: String, at offset: Int, _ sink: (ReportReader.Finding) -> Void
  ) {
    complaints += 1
    guard complaints <= ReportLimits.complaints else { return }
    sink(.unread(Unread(file: origin.file, offset: offset, reason: reason)))
  }
}
