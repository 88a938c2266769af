import MarketAnalysis
import MarketDemo
import MarketLedger
import MarketMeeting
import MarketModel
import MarketReports

/// Makes Data/Company anew: the company's nights as the gatherer reads them, and the decisions of the
/// week before as they would have been made on the board.
///
/// The same generator, the same bytes: a test holds the committed store against a rebuild.
struct DemoRebuild {
  /// Where the reports would lie at the company.
  static let spool = "/var/spool/runs"

  private let ledgers: Folder
  private let store: MarketStore
  private var files: [WriterID: LedgerFile] = [:]
  private var book = MarketBook()
  private var digests: [NightDigest] = []

  /// Fills the folder at `path`, which should be empty or not there.
  static func run(into path: String) throws {
    try MarketStore.create(at: path)
    var rebuild = try DemoRebuild(path)
    try SpoolFile.write(Array(DemoSettings.yaml.utf8), to: "\(path)/market.yml")
    for night in DemoCompany.nights {
      try rebuild.gather(night)
      for deed in Past.deeds where deed.at.day == night { try rebuild.perform(deed) }
    }
  }

  private init(_ path: String) throws {
    ledgers = try Folder(path: "\(path)/ledger")
    store = try MarketStore(at: path)
  }

  // MARK: Nights

  private mutating func gather(_ night: Day) throws {
    let scratch = try ThrowAwayFolder()
    defer { scratch.remove() }
    try Self.writeReports(of: night, into: scratch.path)
    let harvest = NightReader(calendar: .standard).read([scratch.path])
    var digest = harvest.nights[night] ?? NightDigest(night: night)
    for complaint in harvest.unread {
      let name = "\(Self.spool)/\(night)" + complaint.file.dropFirst(scratch.path.count)
      digest.add(Unread(file: name, offset: complaint.offset, reason: complaint.reason))
    }
    _ = try store.changeNight(night, of: "spool") { $0.merge(digest) }
    digests.append(digest)
  }

  /// Writes what the company's nodes leave after one night.
  static func writeReports(of night: Day, into path: String) throws(SpoolFileError) {
    for file in DemoCompany().reports(of: night) {
      if let slash = file.path.firstIndex(of: "/") {
        try SpoolFile.make("\(path)/\(file.path[..<slash])")
      }
      try SpoolFile.write(file.bytes, to: "\(path)/\(file.path)")
    }
  }

  // MARK: Decisions

  private mutating func perform(_ deed: PastDeed) throws {
    let day = deed.at.day
    switch deed.deed {
    case .opensMarket:
      let laidOut = book.layingOut(NightAnalysis.of(digests), by: deed.by)
      try record([.marketOpened(market: day, plan: .standard)] + laidOut, deed)
    case .does(let event): try record([event], deed)
    case .decides(let title, let event): try record([event(try problem(title))], deed)
    case .merges(let title, let target):
      try record([.merged(problem: try problem(title), into: try problem(target))], deed)
    case .undoes:
      guard let last = book.lastDecision(by: deed.by) else { return }
      try record([.undone(entry: last.id)], deed)
    case .closesMarket:
      try record([.marketClosed(market: day)], deed)
      try writeMinutes(of: day)
    }
  }

  private mutating func record(_ events: [MarketEvent], _ deed: PastDeed) throws {
    let file = files[deed.by] ?? LedgerFile(writer: deed.by, in: ledgers)
    files[deed.by] = file
    for entry in try file.append(events, at: deed.at, after: book.nextClock - 1) {
      book.append(entry)
    }
  }

  private func writeMinutes(of day: Day) throws {
    guard let minutes = Minutes(of: day, in: book, nights: NightAnalysis.of(digests)) else {
      return
    }
    let text = MinutesMarkdown(minutes: minutes, book: book, in: .english).text
    try store.writeMinutes(text, of: day)
  }

  private func problem(_ title: String) throws -> ProblemID {
    guard let found = book.problems.values.first(where: { $0.title == title }) else {
      throw DemoRebuildError(title: title)
    }
    return found.id
  }
}

/// The table of the past names a problem that the nights don't show.
struct DemoRebuildError: AdvisingError, Hashable {
  let title: String
  var problem: String { "the company's nights show no `\(title)`" }
  var place: String? { nil }
  var remedy: String { "make the titles in Past.swift those that `market night` prints" }
}
