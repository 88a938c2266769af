import MarketModel
import MarketTestKit
import Testing

/// A digest is a join: whoever gathers, in whatever order, from however many machines, knows the same.
struct NightDigestLawsTests {
  @Test(arguments: 1...40)
  func `merging is commutative, associative and idempotent`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let (a, b, c) = (chance.digest(), chance.digest(), chance.digest())
    #expect(a.merging(b) == b.merging(a))
    #expect(a.merging(b).merging(c) == a.merging(b.merging(c)))
    #expect(a.merging(a) == a)
    #expect(a.merging(NightDigest(night: a.night)) == a)
  }

  @Test(arguments: 1...40)
  func `the same reports give the same night in any order and any split`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let runs = chance.runs(20)
    let night = Day(daysSince1970: 20_779)
    func digest(_ runs: some Sequence<(run: Run, started: Instant)>) -> NightDigest {
      var digest = NightDigest(night: night)
      for (run, started) in runs { digest.add(run, started: started) }
      return digest
    }
    let whole = digest(runs)
    #expect(digest(runs.shuffled(using: &chance)) == whole)
    #expect(digest(runs + runs) == whole)
    let cut = chance.int(0...20)
    #expect(digest(runs[..<cut]).merging(digest(runs[cut...])) == whole)
  }

  @Test func `a start that was followed by its end counts once, as the end`() {
    let night = Day(daysSince1970: 20_779)
    var start = Run(
      tool: .chef, format: "f", node: NodeName(rawValue: "web-01"), runID: "r", status: .incomplete)
    var digest = NightDigest(night: night)
    digest.add(start, started: night.start)
    start.status = .success
    digest.add(start, started: night.start)
    #expect(digest.nodes.values.flatMap(\.values).map(\.status) == [.success])
  }

  @Test func `a file that is read again forgets what it could not read from there on`() {
    var digest = NightDigest(night: Day(daysSince1970: 20_779))
    for offset in [0, 10, 20] { digest.add(Unread(file: "a", offset: offset, reason: "cut")) }
    digest.add(Unread(file: "b", offset: 15, reason: "cut"))
    digest.forgetUnread(of: "a", from: 10)
    #expect(digest.unread.sorted().map(\.offset) == [0, 15])
  }

  @Test func `a long message is clipped at a character and says so`() {
    #expect("abcdef".clipped(toBytes: 6) == "abcdef")
    #expect("abcdefg".clipped(toBytes: 6) == "abc…")
    #expect("äääää".clipped(toBytes: 8) == "ää…")
    let family = "👩‍👩‍👧"
    #expect((family + family).clipped(toBytes: 20) == "…")
  }
}
