import Documents
import MarketModel
import Testing

@testable import MarketDemo

struct DemoCompanyTests {
  let lastNight = DemoCompany.nights[9]

  @Test func `the same seed writes the same bytes, another seed others`() {
    let night = DemoCompany.nights[3]
    #expect(ToldNights.reports(17) == DemoCompany().reports(of: night))
    #expect(ToldNights.reports(17) != DemoCompany(seed: 1).reports(of: night))
  }

  @Test func `it has about 120 nodes and a dozen cookbooks`() {
    #expect(115...125 ~= Fleet.nodes.count)
    #expect(Set(Fleet.nodes.map(\.name)).count == Fleet.nodes.count)
    #expect(Set(Role.allCases.flatMap(\.cookbooks).map(\.name)).count == 12)
  }

  @Test(arguments: DemoCompany.nights)
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

  @Test func `two nodes of staging fall silent after Saturday`() {
    func names(_ day: Int) -> Set<String> {
      Set(ToldNights.reports(day).map(\.path)).filter {
        $0.hasSuffix(".jsonl")
      }
    }
    #expect(names(21).subtracting(names(22)) == ["web-stg-07.jsonl", "web-stg-08.jsonl"])
  }

  /// Reads the data collector's lines of a night.
  private func documents(of night: Day) -> [DocumentNode] {
    ToldNights.reports(night.civil.dayOfMonth).filter { $0.path.hasSuffix(".jsonl") }.flatMap {
      file in
      file.bytes.split(separator: UInt8(ascii: "\n")).compactMap {
        try? DocumentNode(json: Array($0))
      }
    }
  }
}

/// Every night of the company, told once for all tests.
enum ToldNights {
  private static let all = DemoCompany.nights.map { DemoCompany().reports(of: $0) }

  /// - Parameter day: of November 2026.
  static func reports(_ day: Int) -> [DemoFile] { all[day - 14] }
}
