import Documents
import MarketModel
import Testing

@testable import MarketDemo

struct DemoCompanyTests {
  let lastNight = DemoCompany.nights[29]

  @Test func `the same seed writes the same bytes, another seed others`() {
    let night = DemoCompany.nights[23]
    #expect(ToldNights.reports(17) == DemoCompany().reports(of: night))
    #expect(ToldNights.reports(17) != DemoCompany(seed: 1).reports(of: night))
  }

  @Test func `it tells of thirty nights, the last one that to Monday, 23 November`() {
    #expect(DemoCompany.nights.count == 30)
    #expect(DemoCompany.nights.last == Day(year: 2026, month: 11, dayOfMonth: 23))
  }

  @Test func `it has about 120 nodes and a dozen cookbooks`() {
    #expect(115...125 ~= Fleet.nodes.count)
    #expect(Set(Fleet.nodes.map(\.name)).count == Fleet.nodes.count)
    #expect(Set(Role.allCases.flatMap(\.cookbooks).map(\.name)).count == 12)
  }

  @Test(arguments: DemoCompany.nights.prefix(2) + DemoCompany.nights.suffix(7))
  func `every run starts and ends in its own night`(night: Day) throws {
    for document in documents(of: night) {
      let started = try #require(document["start_time"]?.string.flatMap { Instant($0) })
      #expect(NightCalendar.standard.night(of: started) == night)
      guard let text = document["end_time"]?.string else { continue }
      let ended = try #require(Instant(text))
      #expect(started < ended && NightCalendar.standard.night(of: ended) == night)
    }
  }

  @Test func `only the file that a full disk cut off is no JSON`() {
    let broken = ToldNights.reports(23)
      .filter { $0.path.hasSuffix(".json") && (try? DocumentNode(json: $0.bytes)) == nil }
    #expect(broken.map { $0.path.prefix { $0 != "/" } } == ["ci-qa-02"])
  }

  @Test func `a run counts its resources as Chef does`() throws {
    for document in documents(of: lastNight) where document["status"] != nil {
      let resources = try #require(document["resources"]?.elements)
      #expect(document["total_resource_count"]?.int == resources.count)
      let updated = resources.filter { $0["status"]?.string == "updated" }
      #expect(document["updated_resource_count"]?.int == updated.count)
    }
  }

  @Test func `a failed run names its first failed resource, and nothing after it is reached`()
    throws
  {
    for document in documents(of: lastNight) where document["status"]?.string == "failure" {
      let message = try #require(document["error"]?["message"]?.string)
      let resources = try #require(document["resources"]?.elements)
      let failed = resources.filter {
        $0["status"]?.string == "failed" && $0["ignore_failure"]?.bool == false
      }
      guard let name = failed.first?["name"]?.string else { continue }
      #expect(message.contains("[\(name)]"))
      #expect(
        resources.last.map {
          ["failed", "unprocessed"].contains($0["status"]?.string)
        } == true)
    }
  }

  @Test func `our handler tells of the cache nodes since Thursday, in the runs the client tells`()
    throws
  {
    func told(_ day: Int) -> [DemoFile] {
      ToldNights.reports(day).filter { $0.path.hasSuffix("/morning-market.jsonl") }
    }
    #expect(told(18).isEmpty)
    #expect(told(19).count == Fleet.nodes.count { $0.role == .cache })
    let client = Set(
      documents(of: lastNight).filter { $0["status"] != nil }.map { $0["run_id"]?.string })
    for document in documents(of: lastNight) where document["morning_market"] != nil {
      #expect(client.contains(document["run_id"]?.string))
      let memory = try #require(document["memory"]?["rss_kb"]?.int)
      #expect(100_000..<Node.memory ~= memory)
    }
  }

  @Test func `once an evening Ansible looks after every database`() throws {
    let plays = ToldNights.reports(of: lastNight).filter { $0.path == "upkeep-databases.json" }
    let play = try DocumentNode(json: try #require(plays.first).bytes)
    let started = play["plays"]?.elements?.first?["play"]?["duration"]?["start"]?.string
    #expect(
      started.flatMap { Instant($0) }.map { NightCalendar.standard.night(of: $0) } == lastNight)
    for node in Fleet.nodes where node.role == .db {
      #expect(play["stats"]?[node.name]?["failures"]?.int == 1, "\(node.name)")
    }
  }

  @Test func `two nodes of staging fall silent after Saturday`() {
    func names(_ day: Int) -> Set<String> {
      Set(ToldNights.reports(day).map(\.path)).filter { $0.hasSuffix(".jsonl") }
    }
    #expect(names(21).subtracting(names(22)) == ["web-stg-07.jsonl", "web-stg-08.jsonl"])
  }

  /// Reads the data collector's lines of a night.
  private func documents(of night: Day) -> [DocumentNode] {
    ToldNights.reports(of: night).filter { $0.path.hasSuffix(".jsonl") }.flatMap {
      file in
      file.bytes.split(separator: UInt8(ascii: "\n")).compactMap {
        try? DocumentNode(json: Array($0))
      }
    }
  }
}

/// The nights of the last weeks, told once for all tests, and any other when it is asked for.
enum ToldNights {
  private static let recent = Array(DemoCompany.nights.suffix(10))
  private static let told = recent.map { DemoCompany().reports(of: $0) }

  /// - Parameter day: of November 2026; from 0 down it is one of October.
  static func reports(_ day: Int) -> [DemoFile] {
    reports(of: Fleet.november.adding(days: day - 1))
  }

  static func reports(of night: Day) -> [DemoFile] {
    recent.firstIndex(of: night).map { told[$0] } ?? DemoCompany().reports(of: night)
  }
}
