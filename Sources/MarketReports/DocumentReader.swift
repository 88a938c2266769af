import Documents
import MarketModel

/// The documents of one file.
struct DocumentReader {
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
  /// How the words before the next document begin.
  private var words = ""
  /// Text between the documents, as scripts around a tool leave it there: told once.
  private var strayTexts = 0
  /// Where the first of them stands that is not told singly.
  private var moreStrayTextsAt = 0
  /// The formats that were met, by their place in the table.
  private var formats = [OpenFormat?](repeating: nil, count: ReportFormats.all.count)
  private var lastFormat: Int?
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

  /// - Parameter pass: is told now and then how many **bytes** were read, of the file and unpacked.
  mutating func read(
    _ framing: inout Framing, sink: (ReportReader.Finding) -> Void, passing pass: (Int, Int) -> Void
  ) throws(SourceError) {
    if let words = FileSignature.words(for: framing.head) {
      return complain(words, at: framing.offset, sink)
    }
    while try framing.next() {
      hasContent = true
      switch framing.syntax {
      case .json: try readJSON(&framing, sink)
      case .yaml: try readYAML(&framing, sink)
      }
      pass(framing.position, framing.offset)
    }
    if !hasContent { complain("is empty", at: framing.offset, sink) }
  }

  /// Hands on the runs whose end did not come, and how many complaints were kept back.
  mutating func finish(_ sink: (ReportReader.Finding) -> Void) {
    settleText(sink)
    for case .some(var open) in formats {
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

  private mutating func readYAML(
    _ framing: inout Framing, _ sink: (ReportReader.Finding) -> Void
  ) throws(SourceError) {
    let end = try framing.boundary(from: 0)
    guard end != nil || !framing.isOversized else { return try passOverOversized(&framing, sink) }
    let bytes = framing.buffer[framing.unread.prefix(end ?? framing.unread.count)]
    do throws(ReportError) {
      readDocument(try ReportDocument(yaml: bytes[...]), at: 0, after: framing.offset, sink)
    } catch {
      if error.isCutOff, end == nil { consumed = framing.offset }
      complain(error.reason, at: framing.offset + (error.isCutOff ? 0 : error.offset), sink)
    }
    framing.consume(bytes.count)
  }

  private mutating func readJSON(
    _ framing: inout Framing, _ sink: (ReportReader.Finding) -> Void
  ) throws(SourceError) {
    var position = 0
    do throws(ReportError) {
      framing.consume(try readDocuments(&framing, at: &position, sink))
    } catch {
      if let failure = framing.failure { throw failure }
      if error.isCutOff, framing.isOversized { return try passOverOversized(&framing, sink) }
      try passOver(&framing, at: position, after: error, sink)
    }
  }

  /// Reads a document, or a list of them, as a query of PuppetDB gives them, and says how many bytes
  /// that were.
  ///
  /// - Parameter position: where the last one begins, counted from the front.
  private mutating func readDocuments(
    _ framing: inout Framing, at position: inout Int, _ sink: (ReportReader.Finding) -> Void
  ) throws(ReportError) -> Int {
    func fetch(_ cursor: inout JSONCursor) -> Bool {
      guard framing.fetchMore(hasCrossedLine: cursor.hasCrossedLine) else { return false }
      unsafe cursor.grow(to: framing.unreadBytes, mayGrow: !framing.isAtEnd)
      return true
    }
    return try unsafe JSONCursor.reading(framing.unreadBytes, mayGrow: !framing.isAtEnd) {
      (cursor) throws(ReportError) in
      let isList = try cursor.beginsList()
      var isEmpty = true
      while try cursor.nextReport(inList: isList, fetching: fetch) {
        isEmpty = false
        position = cursor.offset
        cursor.hasCrossedLine = false
        let document = try ReportDocument(&cursor, fetching: fetch)
        if cursor.hasCrossedLine, framing.boundary(in: position..<cursor.offset) != nil {
          throw .document(DocumentError(.cutOff, at: cursor.offset))
        }
        readDocument(document, at: position, after: framing.offset, sink)
        if !isList { break }
      }
      if isEmpty { complain("is an empty list", at: framing.offset + position, sink) }
      return cursor.offset
    }
  }

  /// Complains about a damaged document and goes on behind it.
  private mutating func passOver(
    _ framing: inout Framing, at position: Int, after error: ReportError,
    _ sink: (ReportReader.Finding) -> Void
  ) throws(SourceError) {
    let boundary = try framing.boundary(from: position)
    let end = boundary ?? framing.unread.count
    let next = framing.possibleDocument(in: position..<end)
    // What was read beyond the beginning of the next was cut off there, whatever it met later.
    let error =
      error.isCutOff || error.offset >= end
      ? .document(DocumentError(.cutOff, at: end)) : error
    if error.isCutOff, next == nil {
      if boundary == nil, framing.isAtEnd { consumed = framing.offset + position }
      complain(error.reason, at: framing.offset + position, sink)
    } else {
      let place = framing.offset + max(position, error.offset)
      if framing.isText(at: position) {
        if words.isEmpty { words = framing.text(in: position..<end, limit: Self.wordsLimit) }
        if !isAmongText, text == nil { text = (place, error.reason) }
      } else {
        complain(error.reason, at: place, sink)
      }
    }
    framing.consume(next ?? end)
    if next == nil, boundary == nil, !framing.isAtEnd { try framing.skipToBoundary() }
  }

  /// **Bytes** of the words before a document that its format is told.
  private static let wordsLimit = 256

  private mutating func passOverOversized(
    _ framing: inout Framing, _ sink: (ReportReader.Finding) -> Void
  ) throws(SourceError) {
    let limit = ReportLimits.documentBytes >> 20
    complain("has a document larger than \(limit) MB", at: framing.offset, sink)
    try framing.skipToBoundary()
  }

  private mutating func readDocument(
    _ document: ReportDocument, at position: Int, after offset: Int,
    _ sink: (ReportReader.Finding) -> Void
  ) {
    do throws(ReportError) {
      isAmongText = false
      let index = try ReportFormats.index(of: document, after: lastFormat)
      lastFormat = index
      isAmongText = ReportFormats.all[index].standsAmongText
      settleText(sink)
      var open =
        formats[index] ?? OpenFormat(format: ReportFormats.all[index].init(origin: origin))
      // Held once only, so that it is changed in place.
      formats[index] = nil
      defer {
        let begun = open.format.hasJustBegun ? nil : open.runStart
        let start = begun ?? offset + position
        open.runStart = open.format.isAmidRun ? start : nil
        formats[index] = open
      }
      if !words.isEmpty { open.format.note(wordsBefore: words) }
      words = ""
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
      if !starts.isEmpty { starts[telling] = nil }
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
