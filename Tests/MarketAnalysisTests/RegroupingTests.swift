import MarketAnalysis
import MarketModel
import MarketTestKit
import Testing

struct RegroupingTests {
  var ledger = PaperLedger()
  let nights = Nights(
    [.failed("a"), .failed("b", .compile)],
    [.failed("a"), .failed("a", .postgres, at: "03:00"), .failed("c", .postgres)])

  @Test mutating func `a merge concerns two, and no other problem has a row`() {
    let (nginx, postgres) = (ledger.layOut(.nginx), ledger.layOut(.postgres))
    ledger.layOut(.compile)
    let regrouping = supposing(.merged(problem: postgres, into: nginx))
    #expect(regrouping.rows.map(\.id) == [nginx, postgres])
    #expect(regrouping.rows.map(\.isDifferent) == [true, true])
    #expect(nodes(regrouping.row(of: nginx)?.after) == [1, 2])
    #expect(regrouping.row(of: postgres)?.after == .part(of: nginx))
  }

  @Test mutating func `what is asked about has a row even if nothing changes`() {
    let (nginx, postgres) = (ledger.layOut(.nginx), ledger.layOut(.postgres))
    let regrouping = supposing(.keptApart(problem: nginx, from: postgres), about: [nginx])
    #expect(regrouping.rows.map(\.id) == [nginx])
    #expect(!regrouping.isDifferent)
  }

  @Test mutating func `what parts was a part of another before`() {
    let (nginx, postgres) = (ledger.layOut(.nginx), ledger.layOut(.postgres))
    ledger.write(.merged(problem: postgres, into: nginx))
    let regrouping = supposing(.parted(problem: postgres, from: nginx))
    #expect(regrouping.row(of: postgres)?.before == .part(of: nginx))
    #expect(nodes(regrouping.row(of: postgres)?.after) == [0, 2])
  }

  @Test mutating func `what a split makes was not there before`() {
    let (nginx, postgres) = (ledger.layOut(.nginx), ledger.layOut(.postgres))
    ledger.write(.merged(problem: postgres, into: nginx))
    let new = ProblemID.number(9)
    let regrouping = supposing(
      .split(
        problem: nginx, into: new, kind: .failure, fingerprints: [Failure.postgres.fingerprint],
        title: "it", night: .tuesday))
    #expect(regrouping.row(of: new).map { $0.before == nil && $0.isDifferent } == true)
    #expect(nodes(regrouping.row(of: new)?.after) == [0, 2])
  }

  @Test func `two share nights and nodes, be it the node of another night`() {
    let (nginx, postgres) = (nights.evidence(), nights.evidence(of: .postgres))
    let shared = nginx.shared(with: postgres)
    #expect(shared.nights == [.tuesday] && shared.nodes == [NodeName(rawValue: "a")])
    #expect(nginx.shared(with: nights.evidence(of: .compile)).nodes.isEmpty)
    #expect(nginx.shared(with: nights.evidence(of: .compile)).nights == [.monday])
  }

  private func supposing(
    _ event: MarketEvent, about subjects: Set<ProblemID> = []
  ) -> Regrouping {
    var after = ledger.book
    for entry in after.supposing([event], at: Day.wednesday.at("09:00")) { after.append(entry) }
    return Regrouping(
      from: Regrouping.Table(ledger.book), to: Regrouping.Table(after), about: subjects,
      in: nights.analyses)
  }

  private func nodes(_ standing: Regrouping.Standing?) -> [Int]? {
    standing?.evidence?.row.map(\.nodes)
  }
}
