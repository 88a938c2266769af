import Foundation
import MarketModel
import Testing

@testable import MarketLedger

/// Who holds the chair. That it is free after a kill is tested with real boards, in TerminalTests.
struct ChairTests {
  let scratch: Scratch
  let monday = Day(daysSince1970: 20_779)

  init() throws {
    scratch = try Scratch()
    try MarketStore.create(at: scratch.file("s"))
  }

  private func store() throws -> MarketStore { try MarketStore(at: scratch.file("s")) }

  private func chair(_ name: String) -> Chair {
    Chair(
      market: monday, holder: Person(rawValue: name), since: nine, seat: "pts/3 on \"dev\" 設定")
  }

  @Test func `a chair is held by whoever took it last, for as long as that one lives`() throws {
    let (one, two) = (try store(), try store())
    #expect(one.chair(of: monday) == nil)
    var anas: HeldChair? = try one.takeChair(chair("ana"))
    #expect(anas?.isOurs == true)
    #expect(two.chair(of: monday) == chair("ana"))
    var bos: HeldChair? = try two.takeChair(chair("bo"))
    #expect(anas?.isOurs == false && bos?.isOurs == true)
    #expect(one.chair(of: monday) == chair("bo"))
    #expect(one.chair(of: monday.adding(days: 1)) == nil)
    anas = nil
    #expect(one.chair(of: monday) == chair("bo"))
    bos = nil
    #expect(one.chair(of: monday) == nil && two.chair(of: monday) == nil)
    #expect(bos == nil)
  }

  @Test func `many who look do not make a free chair look taken`() throws {
    _ = try store().takeChair(chair("ana"))
    let looking = try (0..<20).map { _ in LiveSigns(of: try store()) }
    #expect(looking.allSatisfy { $0.chair() == nil })
    #expect(try store().chair(of: monday) == nil)
  }

  @Test(arguments: [0, 1, 40])
  func `a full disk takes the chair from nobody, and leaves nothing behind`(part: Int) throws {
    let full = unsafe DiskCalls(
      write: { descriptor, bytes in
        if part > 0 { _ = unsafe write(descriptor, bytes.baseAddress, min(part, bytes.count)) }
        errno = ENOSPC
        return -1
      }, sync: { fsync($0) })
    let anas = try store().takeChair(chair("ana"))
    let bo = try MarketStore(at: scratch.file("s"), calls: full)
    for _ in 1...2 {
      #expect(throws: StoreError.notSaved(file: scratch.file("s/live/chair.json"), errno: ENOSPC)) {
        try bo.takeChair(chair("bo"))
      }
      #expect(anas.isOurs && bo.chair(of: monday) == chair("ana"))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: scratch.file("s/live"))
          == ["chair.json"])
    }
    #expect(try store().takeChair(chair("bo")).isOurs && !anas.isOurs)
  }

  @Test func `a chair that a full disk kept free is free`() throws {
    let full = unsafe DiskCalls(
      write: { _, _ in
        errno = ENOSPC
        return -1
      }, sync: { fsync($0) })
    let store = try MarketStore(at: scratch.file("s"), calls: full)
    #expect(throws: StoreError.self) { try store.takeChair(chair("ana")) }
    #expect(store.chair(of: monday) == nil)
    #expect(try self.store().takeChair(chair("bo")).isOurs)
  }

  @Test func `what is no chair, or went away, is held by nobody`() throws {
    let held = try store().takeChair(chair("ana"))
    let signs = LiveSigns(of: try store())
    #expect(signs.chair() == chair("ana"))
    try FileManager.default.removeItem(atPath: scratch.file("s/live"))
    #expect(signs.chair() == nil && !held.isOurs)
    let again = try store().takeChair(chair("bo"))
    #expect(signs.chair() == chair("bo") && again.isOurs)
    try Data("{\"v\":1,".utf8).write(
      to: URL(fileURLWithPath: scratch.file("s/live/chair.json")), options: .atomic)
    #expect(signs.chair() == nil)
    #expect(Chair(Array(#"{"v":2,"by":"ana"}"#.utf8)) == nil)
  }

  @Test func `every place is seen, however alike its file is to the last`() throws {
    let store = try store()
    let signs = LiveSigns(of: try self.store())
    #expect(signs.currentPlace() == nil)
    for number in 100..<200 {
      let place = Place(
        market: monday, phase: .triage, item: ProblemID(number: number, writer: ana), since: nine)
      try store.setLivePlace(place)
      #expect(signs.currentPlace() == place)
      #expect(signs.currentPlace() == place)
    }
  }

  @Test func `a place tells all of it, and an older one as much as it had`() throws {
    let place = Place(
      market: monday, phase: .close, item: nil, since: nine, showsEvidence: true,
      rejectedRules: ["nginx", "\"\u{1b}"])
    try store().setLivePlace(place)
    #expect(try store().livePlace() == place)
    let old = #"{"v":1,"market":"2026-11-22","phase":"triage","item":"12.ana-3f9c1e"}"#
    try scratch.write(Array(old.utf8), to: "s/live/place.json")
    let known = try #require(try store().livePlace())
    #expect((known.item?.number, known.since, known.showsEvidence) == (12, nil, false))
  }

  @Test func `the kernel tells of a decision, of a move and of a chair that got free`() throws {
    let store = try store()
    _ = try store.append([note("one")], at: nine)
    let signs = LiveSigns(of: try self.store())
    signs.drain()
    #expect(!isReadable(signs.descriptor))
    var held: HeldChair?
    for change in [
      { _ = try store.append([note("two")], at: nine) },
      { try store.setLivePlace(Place(market: monday, phase: .review, item: nil)) },
      { held = try store.takeChair(chair("ana")) }, { held = nil },
    ] as [() throws -> Void] {
      try change()
      #expect(isReadable(signs.descriptor))
      signs.drain()
      #expect(!isReadable(signs.descriptor))
    }
    #expect(held == nil)
  }

  private func isReadable(_ descriptor: Int32) -> Bool {
    var source = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe poll(&source, 1, 0) == 1
  }
}
