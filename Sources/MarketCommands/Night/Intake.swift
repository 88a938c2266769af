import MarketAnalysis
import MarketLedger
import MarketModel
import MarketReports
import Redaction

/// Brings what reports say into the nights of one source.
struct Intake {
  let store: MarketStore
  let settings: Settings
  let redactor: Redactor
  let source: String
  let now: Instant

  /// Reads what is new under `paths`, and returns when it would survive a power cut.
  ///
  /// The digests are written first and the marks of what was read last: who is killed between the two
  /// reads again, which changes nothing.
  func gather(
    _ paths: [String], progress: (@Sendable (NightReader.Progress) -> Void)?
  ) throws -> Gathered {
    let known = try store.intake(of: source)
    let harvest = NightReader(calendar: settings.calendar, redactor: redactor)
      .read(paths, knowing: known, progress: progress)
    let shelved = try shelvedComplaints()

    var changes: [Day: Change] = harvest.nights.mapValues { Change(digest: $0) }
    for unread in harvest.unread where !shelved.contains(where: { $0.value.contains(unread) }) {
      let night = harvest.nights.keys.max() ?? settings.calendar.night(of: now)
      changes[night, default: Change()].unread.append(unread)
    }
    for (night, complaints) in shelved
    where complaints.contains(where: { harvest.isReadAgain($0) }) {
      changes[night, default: Change()].forgets = true
    }

    var nights: [GatheredNight] = []
    for (night, change) in changes.sorted(by: { $0.key < $1.key }) {
      if let touched = try apply(change, to: night, harvest) { nights.append(touched) }
    }
    let marks = marks(after: harvest, known: known, under: paths)
    if marks != known { try store.setIntake(marks, of: source) }
    return Gathered(source: source, harvest: harvest, nights: nights)
  }

  /// What becomes of one night.
  private struct Change {
    var digest: NightDigest?
    var unread: [Unread] = []
    var forgets = false
  }

  private func apply(_ change: Change, to night: Day, _ harvest: Harvest) throws -> GatheredNight? {
    var touched = GatheredNight(night: night)
    let hasChanged = try store.changeNight(night, of: source) { digest in
      touched.newRuns = -digest.runCount
      if change.forgets {
        for (file, offset) in harvest.reread { digest.forgetUnread(of: file, from: offset) }
      }
      if let more = change.digest { digest.merge(more) }
      for unread in change.unread { digest.add(unread) }
      touched.newRuns += digest.runCount
      touched.runs = digest.runCount
      touched.nodes = digest.nodes.count
    }
    return hasChanged ? touched : nil
  }

  /// What could not be read before, by the night that keeps it.
  private func shelvedComplaints() throws -> [Day: Set<Unread>] {
    let shelf = try store.shelf()
    var complaints: [Day: Set<Unread>] = [:]
    for night in try shelf.nights().prefix(NightAnalysis.lookBack) {
      let unread = try shelf.night(night).digest.unread
      if !unread.isEmpty { complaints[night] = unread }
    }
    return complaints
  }

  /// The marks for next time: those of now, and of files that were not looked at. What was under the
  /// paths and is there no more is dropped.
  private func marks(after harvest: Harvest, known: [FileMark], under paths: [String]) -> [FileMark]
  {
    let elsewhere = known.filter { mark in
      !paths.contains { path in
        mark.path == path || mark.path.hasPrefix(path.hasSuffix("/") ? path : path + "/")
      }
    }
    if elsewhere.isEmpty { return harvest.marks }
    let seen = Set(harvest.marks.map(\.path))
    let others = elsewhere.filter { !seen.contains($0.path) }
    return (harvest.marks + others).sorted { $0.path < $1.path }
  }
}

extension Harvest {
  /// Whether the place that once could not be read was read again now.
  fileprivate func isReadAgain(_ unread: Unread) -> Bool {
    reread[unread.file].map { unread.offset >= $0 } ?? false
  }
}

extension NightDigest {
  fileprivate var runCount: Int { nodes.values.reduce(0) { $0 + $1.count } }
}
