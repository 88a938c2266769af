import Foundation
import MarketAnalysis
import MarketLedger
import MarketModel
import MarketTestKit
import Testing

@testable import MarketCommands

@Suite(.serialized)
struct DemoRebuildTests {
  static let data = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Data/Company")

  /// With `RECORD_GOLDEN=1` the committed store is written anew; read the diff.
  @Test func `the committed store is what a rebuild makes, byte for byte`() throws {
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try FileManager.default.removeItem(at: Self.data)
      try DemoRebuild.run(into: Self.data.path)
    }
    let scratch = try ThrowAwayFolder()
    defer { scratch.remove() }
    try DemoRebuild.run(into: scratch.path)
    let rebuilt = try files(in: scratch.path)
    let committed = try files(in: Self.data.path)
    #expect(Set(committed.keys) == Set(rebuilt.keys))
    for (name, bytes) in rebuilt { #expect(committed[name] == bytes, "\(name) differs") }
  }

  @Test func `Monday's market has problems in every state to talk about`() throws {
    let (store, book) = try opened()
    let statuses = Set(book.problems.values.map(\.status))
    #expect(
      statuses == [.accepted, .working, .proving, .verified, .closed, .snoozed, .merged])

    let nights = try self.nights(in: store)
    let monday = book.layingOut(nights, by: WriterID(rawValue: "ana-000000"))
    let laidOut = monday.filter { if case .laidOut = $0 { true } else { false } }
    let returned = monday.filter { if case .returned = $0 { true } else { false } }
    #expect(laidOut.count == 9)
    #expect(
      returned.compactMap(\.problem).map { book.problem($0)?.title } == [
        "service[postfix] fails to start"
      ])
    #expect(nights.last?.coverage.silent.map(\.rawValue) == ["web-stg-07", "web-stg-08"])
    #expect(
      nights.last?.coverage.unread.map(\.file) == [
        "/var/spool/runs/2026-11-23/ci-qa-02/chef-run-report-20261123060258.json"
      ])
  }

  @Test func `every past market was held in time and closed`() throws {
    let (_, book) = try opened()
    #expect(book.markets.count == 8)
    for market in book.markets.values {
      let end = try #require(market.closedAt)
      #expect(market.elapsed(at: end) <= Double(market.plan.duration))
      #expect(market.phase == .close)
    }
  }

  @Test func `what came back had held for weeks`() throws {
    let (store, book) = try opened()
    let monday = book.layingOut(try nights(in: store), by: WriterID(rawValue: "ana-000000"))
    let postfix = try #require(
      monday.lazy.compactMap { event -> ProblemID? in
        if case .returned(let problem, _) = event { problem } else { nil }
      }.first.flatMap { book.problem($0) })
    #expect(postfix.status == .verified)
    #expect(postfix.countermeasure?.day == Day(year: 2026, month: 10, dayOfMonth: 28))
    #expect(try nights(in: store).count == 30)
  }

  @Test func `it has no damage, and its settings no complaint`() throws {
    let store = try MarketStore(at: Self.data.path)
    #expect(try store.ledgers(checksChain: true).damage.isEmpty)
    #expect(try store.settings().complaints.isEmpty)
    #expect(try store.settings().settings.roster.count == 6)
  }

  private func opened() throws -> (MarketStore, MarketBook) {
    let store = try MarketStore(at: Self.data.path)
    return (store, try store.book().book)
  }

  private func nights(in store: MarketStore) throws -> [NightAnalysis] {
    let shelf = try store.shelf()
    return NightAnalysis.of(try shelf.nights().reversed().map { try shelf.night($0).digest })
  }

  /// All that is committed: neither caches nor what is of one copy alone.
  private func files(in path: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path)
    where !name.hasPrefix("live/") && !name.hasPrefix("intake/") {
      files[name] = FileManager.default.contents(atPath: "\(path)/\(name)")
    }
    return files
  }

  @Test func `a place that can't be written is named, with what to do`() {
    #expect { try SpoolFile.write([1], to: "/nowhere/file") } throws: { error in
      guard let error = error as? SpoolFileError else { return false }
      return error.place == "/nowhere/file" && error.remedy.contains("TMPDIR")
    }
  }
}
