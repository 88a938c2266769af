import ArgumentParser
import Foundation
import MarketAnalysis
import MarketBoard
import MarketLedger
import MarketMeeting
import MarketModel
import Testing
import TextCanvas

@testable import MarketCommands

/// README.md shows what the program shows, and its tour can be walked. It is part of a suite whose
/// tests wait for each other, because one of them may write the demonstration store anew.
extension DemoRebuildTests {
  @Suite struct ReadmeTests {
    static let file = repository.appendingPathComponent("README.md")
    let text: String

    init() throws { text = try String(contentsOf: Self.file, encoding: .utf8) }

    /// Monday's market: when it is looked at, after which keys, and what README.md calls it.
    static let market: [(screen: String, time: String, keys: [Key])] = [
      ("overnight", "09:00:20", []),
      ("triage", "09:06:30", [">", ">", "j", "j", "j", "j"]),
      ("assign", "09:11:20", ["a", "2", ">", "j"]),
    ]

    /// With `RECORD_GOLDEN=1` the screens in README.md are written anew; read the diff.
    @Test func `every screen is what the program shows`() throws {
      let pictures = try pictures()
      let screens = text.matches(of: /<!-- screen: (\w+) -->\n```text\n((?:.*\n)*?)```\n/)
      #expect(Set(screens.map { String($0.1) }) == Set(pictures.keys))
      guard ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == nil else {
        var recorded = text
        for screen in screens.reversed() {
          let place = screen.2.startIndex..<screen.2.endIndex
          recorded.replaceSubrange(place, with: pictures[String(screen.1)] ?? "")
        }
        return try Data(recorded.utf8).write(to: Self.file)
      }
      for screen in screens { #expect(String(screen.2) == pictures[String(screen.1)]) }
    }

    @Test func `the tour can be walked as it is written`() throws {
      let start = try #require(text.firstRange(of: "## Five minutes\n")).upperBound
      let end = try #require(text[start...].firstRange(of: "\n## ")).lowerBound
      let lines = text[start..<end].split(separator: "\n").filter { $0.hasPrefix("    ") }
      #expect(lines.count > 15)
      let steps = lines.map { "echo » >&2\n" + $0.dropFirst(4) + "\n" }.joined()
      let answer = try Market().shell(
        "export TMPDIR=$PWD PATH=${MARKET%/*}:$PATH && cd '\(repository.path)' && set -e\n" + steps)
      let walked = answer.err.count { $0 == "»" }
      #expect(answer.status == 0, "at \(lines[max(0, walked - 1)]): \(answer.err)")
    }

    @Test func `every command of the README is one that the parser takes`() throws {
      let commands = text.split(separator: "\n").filter { $0.hasPrefix("    market ") }
      #expect(commands.count > 30)
      for command in commands {
        let line = command.replacing(#/ +#.*/#, with: "").replacing(#/ [<>].*/#, with: "")
        let words = line.matches(of: /"[^"]*"|[^ ]+/).map { String($0.0) }
        #expect(throws: Never.self, "\(command)") {
          _ = try MarketCommand.parseAsRoot(Array(words.dropFirst()))
        }
      }
    }

    private func pictures() throws -> [String: String] {
      let folder = try ThrowAwayFolder()
      defer { folder.remove() }
      try folder.copy(from: DemoData.companyPath())
      var pictures = ["mine": try mine(in: folder)]
      let global = try GlobalOptions.parse(["--store", folder.path, "--as", "ana"])
      let opened = try OpenedStore(global)
      try openMarket(in: opened)
      let clock = MarketClock(startingAt: DemoData.morning)
      var live = try MarketOpening(opened: opened, clock: clock).market(of: clock.now.day)
      for (screen, time, keys) in Self.market {
        let time = try #require(Instant("2026-11-23T\(time)Z"))
        live.perform(.tick(time.adding(seconds: -10)))
        for key in keys {
          guard let action = Keymap.standard.action(for: key, in: live.meeting) else { continue }
          live.perform(action)
        }
        live.perform(.tick(time))
        pictures[screen] = Board(live.meeting).frame(width: 80, height: 24).description
      }
      return pictures
    }

    /// The market begins at nine, to the millisecond, however long it takes to judge the nights.
    private func openMarket(in opened: OpenedStore) throws {
      let nine = DemoData.morning
      let morning = try Morning(opened, now: nine, upTo: nine.day)
      let writer = try opened.store.writer()
      let laidOut = morning.recorded.layingOut(morning.nights, by: writer)
      let market = MarketEvent.marketOpened(market: nine.day, plan: opened.settings.plan)
      _ = try opened.store.append([market] + laidOut, at: nine)
    }

    private func mine(in folder: ThrowAwayFolder) throws -> String {
      let global = try GlobalOptions.parse([
        "--store", folder.path, "--as", "jonas", "--now", "2026-11-23T10:00:00Z",
      ])
      let opened = try OpenedStore(global)
      let morning = try Morning(opened, now: global.now)
      return MineText(person: opened.store.person, morning: morning).lines.map { $0 + "\n" }
        .joined()
    }
  }
}
