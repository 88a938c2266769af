import MarketAnalysis
import MarketLedger
import MarketModel
import Processors

/// The newest nights, each judged in the light of the ``NightAnalysis/lookBack`` before it, as when
/// it was new.
///
/// What was judged once is kept under everything it was made from: this program, the settings that
/// matter, and what every source says of each night. A late report, another inventory or a new
/// program make it anew. A night of which something is damaged is not kept, so that each look
/// complains; what is damaged after it was kept, `market check` finds. What was kept of nights that are
/// at hand no more goes when another is kept.
struct NightsAtHand {
  /// Oldest first; without nights of which nothing is known.
  private(set) var nights: [NightAnalysis] = []
  private(set) var damage: [Damage] = []
  /// Digests of these nights, and of those before that are looked back on, that a newer version wrote.
  private(set) var newerDigests = 0

  /// - Parameters:
  ///   - count: how many nights at most.
  ///   - last: the newest night that is looked at; `nil` for the newest there is.
  /// - Complexity: for each night that is not kept, once through its runs and those of the nights
  ///   before it, which are read on all cores; in the memory of as many nights as are looked back.
  init(_ count: Int, in opened: OpenedStore, upTo last: Day? = nil) throws {
    let shelf = try opened.store.shelf()
    let kept = opened.store.keptNights()
    let days = Array(
      try shelf.nights(count + NightAnalysis.lookBack, upTo: last).reversed())
    let source = try Source(of: days, in: shelf, settings: opened.settings)
    newerDigests = source.newerDigests
    var isAnyNew = false
    var reading = NightReading(shelf: shelf)
    for place in days.indices.suffix(count) {
      let day = days[place]
      let before = days[..<place].suffix(NightAnalysis.lookBack)
      let mark = source.mark(of: before + [day])
      if source.isKnown,
        let night = kept.bytes(of: day, madeFrom: mark).flatMap({ NightAnalysis(kept: $0) })
      {
        nights.append(night)
        continue
      }
      let (tonight, past, flaws) = try reading.night(day, before: Array(before))
      damage += flaws
      guard !tonight.isEmpty else { continue }
      let night = NightAnalysis(
        NightWindow(
          tonight: tonight, past: past, calendar: opened.settings.calendar,
          inventory: opened.settings.inventory), eachOf: Processors.map)
      if flaws.isEmpty, source.isKnown {
        kept.keep(night.keptBytes, of: day, madeFrom: mark)
        isAnyNew = true
      }
      nights.append(night)
    }
    if isAnyNew {
      kept.forgetAll(but: Set(try shelf.nights(Morning.lookBack, upTo: nil) + days))
    }
    damage = damage.uniqued()
  }
}

/// What the analysis of a night is made from.
private struct Source {
  private let common: UInt64
  /// Whether it can be told which program judges.
  let isKnown: Bool
  private let marks: [Day: NightMark]
  var newerDigests: Int { marks.values.reduce(0) { $0 + $1.newer } }

  init(of days: [Day], in shelf: NightShelf, settings: Settings) throws {
    var hash = FNV1a()
    isKnown = ProgramMark.current != nil
    hash.mix(number: ProgramMark.current ?? 0)
    hash.mix(number: settings.calendar.endsAt)
    for node in settings.inventory.sorted() {
      hash.mix(node.rawValue.utf8.span)
      hash.mix(0)
    }
    common = hash.value
    var marks: [Day: NightMark] = [:]
    for day in days { marks[day] = try shelf.mark(of: day) }
    self.marks = marks
  }

  func mark(of days: some Sequence<Day>) -> UInt64 {
    var hash = FNV1a()
    hash.mix(number: Int(bitPattern: UInt(common)))
    for day in days {
      hash.mix(number: day.daysSince1970)
      hash.mix(number: Int(bitPattern: UInt(marks[day]?.value ?? 0)))
    }
    return hash.value
  }
}

extension [Damage] {
  /// Each once: a night is looked back on many times.
  fileprivate func uniqued() -> [Damage] {
    var seen: Set<Damage> = []
    return filter { seen.insert($0).inserted }
  }
}

/// Nights that are read, tonight whole and those before it as a few numbers for each node.
private struct NightReading {
  private let shelf: NightShelf
  private var read: [Day: (PastNight, [Damage])] = [:]
  /// The night that was read last, which is the next one's past.
  private var last: (day: Day, night: ShelvedNight)?

  private enum Reading: Sendable {
    case tonight(Result<ShelvedNight, any Error>)
    case past(Day, Result<(PastNight, [Damage]), any Error>)
  }

  init(shelf: NightShelf) { self.shelf = shelf }

  /// - Parameter before: the nights to look back on, oldest first. What was read of older ones is
  ///   forgotten.
  /// - Returns: of those, the ones that have runs; and what is damaged.
  mutating func night(_ day: Day, before: [Day]) throws -> (NightDigest, [PastNight], [Damage]) {
    read = read.filter { before.contains($0.key) }
    if let last, before.contains(last.day) {
      read[last.day] = (PastNight(last.night.digest), last.night.damage)
    }
    let missing = before.filter { read[$0] == nil }
    let results = Processors.map(missing.count + 1) { [shelf] index in
      index == 0
        ? Reading.tonight(Result { try shelf.night(day) })
        : .past(missing[index - 1], Result { try Self.past(missing[index - 1], on: shelf) })
    }
    var tonight: ShelvedNight?
    for result in results {
      switch result {
      case .tonight(let night): tonight = try night.get()
      case .past(let day, let night): read[day] = try night.get()
      }
    }
    guard let tonight else { return (NightDigest(night: day), [], []) }
    let all = before.compactMap { read[$0] }
    last = (day, tonight)
    return (
      tonight.digest, all.map(\.0).filter { !$0.nodes.isEmpty },
      tonight.damage + all.flatMap(\.1)
    )
  }

  private static func past(_ day: Day, on shelf: NightShelf) throws -> (PastNight, [Damage]) {
    var past: PastNight?
    let damage = try shelf.eachNode(of: day) { node, runs, digest in
      if past == nil { past = PastNight(tablesOf: digest) }
      past?.add(node, runs)
    }
    if let damage, let past { return (past, damage) }
    let night = try shelf.night(day)
    return (PastNight(night.digest), night.damage)
  }
}
