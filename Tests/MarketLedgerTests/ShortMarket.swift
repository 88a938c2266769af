import Foundation
import Glibc
import MarketModel
import MarketTestKit
import Testing

@testable import MarketLedger

/// A short market on a store of its own, from making it to the minutes: what must be there afterwards
/// is what somebody was told is there.
struct ShortMarket {
  enum Deed: Hashable {
    case made
    case gathered(Int)
    case decided(EntryID)
    case wroteMinutes
  }

  static let night = Day(daysSince1970: 20_779)
  static let minutes = "# Morning market\n\n- ana: pin the version\n"
  static let digests: [NightDigest] = {
    var chance = SeededGenerator(seed: 7)
    return [chance.digest(3), chance.digest(3)]
  }()

  let path: String
  let calls: DiskCalls
  /// What was told to be done, and the errors instead of it.
  private(set) var deeds: [Deed] = []
  private(set) var refusals: [StoreError] = []

  init(at path: String, calls: DiskCalls) { (self.path, self.calls) = (path, calls) }

  private mutating func attempt(_ body: (inout Self) throws -> [Deed], _ told: (Deed) -> Void) {
    do {
      let done = try body(&self)
      deeds += done
      done.forEach(told)
    } catch let error as StoreError {
      refusals.append(error)
    } catch { Issue.record(error) }
  }

  /// - Parameter told: hears of each deed at the moment in which a person would.
  mutating func hold(telling told: (Deed) -> Void = { _ in }) {
    attempt(
      { market in
        try MarketStore.create(at: market.path, calls: market.calls)
        return [.made]
      }, told)
    guard let ours = try? MarketStore(at: path, calls: calls),
      let theirs = try? MarketStore(at: path, calls: calls)
    else { return }
    (ours.person, theirs.person) = (ana.person, bo.person)
    gather(0, into: ours, told)
    for (number, store) in [ours, theirs, ours, ours, theirs].enumerated() {
      attempt(
        { _ in
          _ = try store.book()
          let events = [note("\(number)")] + (number == 2 ? [note("and more")] : [])
          return try store.append(events, at: nine).map { .decided($0.id) }
        }, told)
    }
    attempt(
      { _ in
        try ours.setLivePlace(Place(market: Self.night, phase: .triage, item: nil))
        return []
      }, told)
    attempt(
      { _ in
        try ours.writeMinutes(Self.minutes, of: Self.night)
        return [.wroteMinutes]
      }, told)
    gather(1, into: ours, told)
  }

  private mutating func gather(_ number: Int, into store: MarketStore, _ told: (Deed) -> Void) {
    attempt(
      { _ in
        _ = try store.changeNight(Self.night, of: "site") { $0.merge(Self.digests[number]) }
        try store.setIntake([], of: "site")
        return [.gathered(number)]
      }, told)
  }

  /// Whether everything is there that was told, nothing is damaged but the end of a ledger, and the store
  /// can be gone on with.
  static func findings(
    _ deeds: some Sequence<Deed>, at path: String, goingOn: Bool = true
  ) -> [String] {
    var findings: [String] = []
    let deeds = Set(deeds)
    guard let store = try? MarketStore(at: path) else {
      return deeds.isEmpty ? [] : ["it does not open"]
    }
    do {
      let ids = Set(try store.book().book.entries.map(\.id))
      let shelved = try store.shelf().night(night)
      for deed in deeds {
        switch deed {
        case .made: break
        case .decided(let id): if !ids.contains(id) { findings.append("\(id) is lost") }
        case .gathered(let number):
          if shelved.digest.merging(digests[number]) != shelved.digest {
            findings.append("gathering \(number) is lost")
          }
        case .wroteMinutes:
          if try store.root.folder("minutes")?.read("\(night).md") != Array(minutes.utf8) {
            findings.append("the minutes are lost")
          }
        }
      }
      let damage = try StoreCheck(of: store).damage
      findings += damage.filter { ![.torn, .altered].contains($0.kind) }.map(\.message)
      if goingOn { findings += try goOn(with: store, knowing: ids) }
    } catch { findings.append("\(error)") }
    return findings
  }

  private static func goOn(
    with store: MarketStore, knowing ids: Set<EntryID>
  ) throws -> [String] {
    store.person = ana.person
    var again = ShortMarket(at: store.path, calls: .system)
    again.hold()
    let new = again.deeds.compactMap { if case .decided(let id) = $0 { id } else { nil } }
    _ = try StoreRepair(of: store, StoreCheck(of: store).damage)
    let all = Set(try store.book().book.entries.map(\.id))
    return again.refusals.map(\.message)
      + (ids.isDisjoint(with: new) ? [] : ["a number was given twice"])
      + (ids.union(new).subtracting(all).isEmpty ? [] : ["what was there is lost by going on"])
      + (try StoreCheck(of: store).damage.map { "after repair: \($0.message)" })
  }
}
