import MarketModel
import MarketTestKit
import Testing

/// What is said of a place, and what it then brings.
struct AlwaysTests {
  @Test func `what fails at the place in later nights belongs to the problem`() throws {
    let market = try market()
    let answer = try market("always", "1")
    #expect(
      answer.lines.first
        == "always #1: whatever fails at chef service[nginx], action start, in acme_web::default")
    try market.shelve(NightDigest(.thursday, .failed("web-2", .masked), .failed("web-3", .busy)))
    market.now = "2026-11-19T10:00:00Z"
    #expect(try market("problems", "--json").objects().map { $0["number"] as? Int } == [1])
    let problem = try market("show", "1", "--json").object()
    #expect(problem["nodes"] as? [String] == ["web-1", "web-2", "web-3"])
    #expect((problem["fingerprints"] as? [String])?.count == 3)
    #expect(
      try market("night").out.contains("\n  #1          service[nginx] fails to start"))
    let history = try market("show", "1").out
    #expect(history.contains("a new message at its place in the night to Thu 19 Nov: "))
    #expect(history.contains("why they are one: market show 1 --why-grouped"))
  }

  @Test func `the preview shows what it would have brought, and what stays apart`() throws {
    let market = try market()
    try market.shelve(NightDigest(.thursday, .failed("web-2", .masked), .failed("web-3", .busy)))
    market.now = "2026-11-19T10:00:00Z"
    _ = try market("note", "new-\(Failure.busy.fingerprint.description.prefix(6))", "mine")
    let answer = try market("always", "1", "--dry-run")
    let handle = "new-\(Failure.masked.fingerprint.description.prefix(6))"
    #expect(
      answer.lines == [
        "nothing was changed; it would be so:",
        "always #1: whatever fails at chef service[nginx], action start, in acme_web::default",
        "  night        18   19",
        "  #1 service[nginx] fails",
        "  before        1    ·",
        "  after         1    1",
        "  \(handle) service[nginx] fails to start",
        "  before        ·    1",
        "  after     part of #1",
        "  #2 fails there too and stays a problem of its own; to make it one: market merge 2 into 1",
      ])
  }

  @Test func `a split and a problem kept apart beat it, and taking it back frees what it brought`()
    throws
  {
    let market = try market()
    _ = try market("always", "1")
    try market.shelve(NightDigest(.thursday, .failed("web-2", .masked), .failed("web-3", .busy)))
    market.now = "2026-11-19T10:00:00Z"
    let digits = String(Failure.masked.fingerprint.description.prefix(6))
    let split = try market("split", "1", digits)
    #expect(
      split.lines.first == "#2 is split off #1 with 1 fingerprint: service[nginx] fails to start")
    #expect(split.lines.contains("  before    not there"))
    #expect(try market("show", "2", "--json").object()["nodes"] as? [String] == ["web-2"])
    #expect(
      try market("show", "1", "--json").object()["nodes"] as? [String] == ["web-1", "web-3"])
    #expect(try market("never", "1", "2").status == 0)
    #expect(
      try market("show", "2", "--why-grouped").out.hasSuffix(
        """
        Rules
          split           off #1, ana on Thu 19 Nov
          never           with #1, ana on Thu 19 Nov

        """))
    #expect(try market("always", "1", "--undo", "--dry-run").out.contains("#1 is what its"))
    #expect(try market("show", "2", "--json").object()["nodes"] as? [String] == ["web-2"])
    try market.shelve(NightDigest(.friday, .failed("web-1", .masked)))
    market.now = "2026-11-20T10:00:00Z"
    #expect(
      try market("show", "2", "--json").object()["nights"] as? [String]
        == ["2026-11-19", "2026-11-20"])
    let back = try market("always", "1", "--undo")
    #expect(
      back.lines.first == "#1 is what its fingerprints say, and no place any more")
    let busy = "new-\(Failure.busy.fingerprint.description.prefix(6))"
    #expect(try market("show", busy, "--json").object()["nodes"] as? [String] == ["web-3"])
  }

  @Test func `what has no place is refused, and so is a place that is taken`() throws {
    let market = try market()
    try market.shelve(
      NightDigest(.wednesday, .failed("web-4", .compile, at: "03:00"), .failed("web-5", .busy)))
    let compile = "new-\(Failure.compile.fingerprint.description.prefix(6))"
    let refused = try market("always", compile)
    #expect(refused.status == 1)
    #expect(
      refused.err.hasPrefix("market: \(compile) has no place (failure): it fails outside of any"))
    let busy = "new-\(Failure.busy.fingerprint.description.prefix(6))"
    _ = try market("note", busy, "mine")
    _ = try market("always", "1", as: "ben")
    for id in ["1", "2"] {
      #expect(
        try market("always", id).err.hasPrefix(
          "market: what fails at this place is always #1 already: ben said so on Wed 18 Nov\n"))
    }
  }

  /// One problem, laid out on Wednesday.
  private func market() throws -> Market {
    let market = try Market()
    try market.shelve(NightDigest(.wednesday, .failed("web-1"), .ok("web-2"), .ok("web-3")))
    try market.decide(
      .sample(.nginx, as: ProblemID(number: 1, writer: try market.writer())),
      at: Day.wednesday.at("09:00"))
    return market
  }
}

extension Failure {
  /// The service of ``Failure/nginx`` with something else to say.
  fileprivate static let masked = saying("unit is masked")
  fileprivate static let busy = saying("job timed out")

  private static func saying(_ message: String) -> Failure {
    Failure(
      resourceType: "service", resourceName: "nginx", action: "start",
      declaration: "acme_web::default", errorClass: "RuntimeError", message: message)
  }
}
