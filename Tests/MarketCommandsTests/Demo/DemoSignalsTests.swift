import Foundation
import MarketAnalysis
import MarketLedger
import MarketModel
import MarketTestKit
import Testing

@testable import MarketCommands

/// What the detectors make of the company's nights.
struct DemoSignalsTests {
  /// Every card of the last night, under the detector that is to find it.
  static let planned: [SignalKind: Set<String>] = [
    .newNode: ["service[nginx] fails to start on new nodes"],
    .notIdempotent: ["template[/etc/haproxy/haproxy.cfg] changes in every run"],
    .flaky: [
      "execute[migrate shop] fails to run now and then",
      "execute[pull build image] fails to run now and then",
    ],
    .environmentLeak: [
      "template[/etc/haproxy/haproxy.cfg] of staging has machines of production"
    ],
    .outage: ["scm.vendor.example is out of reach"],
    .growth: ["the chef agent eats memory"],
    .failure: [
      "service[statsagent] fails to start", "service[postfix] fails to start",
      "template[/etc/motd] fails to create", "Chef runs start and never end",
      "NoMethodError: undefined method `[]' for nil:NilClass",
      #"HTTPClientException: 412 "Precondition Failed""#,
    ],
    .silent: ["2 staging nodes silent since 2026-11-21"],
  ]

  @Test func `each detector finds the cards that are its own in the last night, and no other`()
    throws
  {
    let night = try #require(try nights().last)
    let found = Dictionary(grouping: night.signals, by: \.kind).mapValues { $0.map(\.title) }
    #expect(found.mapValues(Set.init) == Self.planned)
    for (kind, titles) in found { #expect(titles.count == Set(titles).count, "\(kind)") }
  }

  /// The kinds that aren't plain failures, each with the first night that may show it.
  static let since: [SignalKind: Int] = [
    .newNode: 21, .notIdempotent: 22, .environmentLeak: 22, .outage: 23, .growth: 22, .silent: 22,
    .slow: .max, .greenWithErrors: .max,
  ]

  @Test func `and no night before its story`() throws {
    let november = Day(year: 2026, month: 11, dayOfMonth: 1)
    for night in try nights() {
      for signal in night.signals {
        let day = night.night.daysSince1970 - november.daysSince1970 + 1
        let isEarly = Self.since[signal.kind].map { day < $0 } ?? false
        #expect(!isEarly, "\(night.night): \(signal.title)")
      }
    }
  }

  @Test func `each of the six problems has something concrete to show`() throws {
    let night = try #require(try nights().last)
    func signal(_ kind: SignalKind) throws -> Signal {
      try #require(night.signals.first { $0.kind == kind })
    }
    #expect(try signal(.newNode).whyText.contains("all with image ami-"))
    #expect(try signal(.newNode).evidence.contains { $0.failure.message.contains("bind()") })
    #expect(try signal(.notIdempotent).whyText.contains("restarts service[haproxy]"))
    #expect(try signal(.notIdempotent).detailTexts.contains("lb-prod-01: changed in 8 of 8 runs"))
    #expect(try signal(.flaky).evidence.isEmpty == false)
    #expect(try signal(.environmentLeak).detailTexts.contains { $0.contains("web-prod-") })
    #expect(try signal(.outage).covers.count == 3)
    #expect(try signal(.outage).whyText.contains("runs of ansible and chef failed in 3 ways"))
    #expect(try signal(.growth).details.count == 2)
  }

  @Test func `five of the six are new on Monday's table, the sixth is in review`() throws {
    let store = try MarketStore(at: DemoRebuildTests.data.path)
    let book = try store.book().book
    let kinds = book.layingOut(try nights(), by: WriterID(rawValue: "ana-000000"))
      .compactMap { event -> SignalKind? in
        if case .laidOut(_, let kind, _, _, _) = event { kind } else { nil }
      }
    #expect(
      Set(kinds).isSuperset(of: [.newNode, .notIdempotent, .environmentLeak, .outage, .growth]))
    let migration = book.problems.values.first { $0.title.contains("migrate shop") }
    #expect(migration?.kind == .flaky && migration?.status == .working)
  }

  @Test func `a broken upload is suspected where it began`() throws {
    let night = try #require(try nights().last)
    let broken = night.signals.filter { $0.suspect != nil }
    #expect(broken.map(\.title) == ["NoMethodError: undefined method `[]' for nil:NilClass"])
    #expect(broken[0].suspectText?.contains("cookbook acme_app went from 5.0.2 to 5.1.0") == true)
  }

  @Test func `from the card of each of the six one key leads to its evidence`() throws {
    // `e` on every card of the review and of the triage, and back.
    let looks = Array(repeating: #"e\n.\nj\n"#, count: 10).joined()
    let said = try Market().shell(#"printf '>\n\#(looks)>\n\#(looks)' | "$MARKET" demo --stream"#)
    #expect(said.status == 0)
    let shown = said.out.split(separator: "\n-- ")
    for (title, words) in [
      ("service[nginx] fails to start on new nodes", "web-prod-25"),
      ("template[/etc/haproxy/haproxy.cfg] changes", "lb-prod-01: changed in 8 of 8 runs"),
      ("execute[migrate shop] fails to run now", "could not obtain lock on relation"),
      ("template[/etc/haproxy/haproxy.cfg] of staging", "lb-stg-01: 10.10.0"),
      ("scm.vendor.example is out of reach", "git[/srv/shop/plugins] fails to sync"),
      ("the chef agent eats memory", "cache-prod-06: grew from"),
    ] {
      let card = try #require(shown.firstIndex { $0.prefix { $0 != "\n" }.contains(title) })
      #expect(shown[card...].prefix(2).joined().contains(words), "\(title)")
    }
  }

  private func nights() throws -> [NightAnalysis] {
    let shelf = try MarketStore(at: DemoRebuildTests.data.path).shelf()
    return NightAnalysis.of(try shelf.nights().reversed().map { try shelf.night($0).digest })
  }
}
