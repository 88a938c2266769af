import MarketAnalysis
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

@testable import MarketBoard

/// Charts are right to the cell.
struct ChartTests {
  @Test func `a bar has as many eighths of a row as its share, and none is lowest`() {
    #expect(BarChart.rows(of: 0, most: 9, height: 4) == ["▁"])
    #expect(BarChart.rows(of: nil, most: 9, height: 4) == ["·"])
    #expect(BarChart.rows(of: 1, most: 1000, height: 4) == ["▂"])
    #expect(BarChart.rows(of: 5, most: 10, height: 4) == ["█", "█"])
    #expect(BarChart.rows(of: 9, most: 16, height: 2) == ["█", "▁"])
    #expect(BarChart.rows(of: 16, most: 16, height: 2) == ["█", "█"])
    #expect(BarChart.rows(of: 0, most: 0, height: 2) == ["▁"])
  }

  @Test func `bars end at the right edge, each under its number and above its name`() {
    var frame = Frame(width: 13, height: 5)
    BarChart(bars: [("21", 1), ("22", nil), ("23", 4)]).draw(on: &frame, in: frame.bounds)
    let picture = [
      "            4",
      "          ███",
      "    1     ███",
      "  ▆▆▆   · ███",
      "   21  22  23",
    ]
    #expect(frame.description == picture.map { "\($0)\n" }.joined())
  }

  @Test func `a whole day fits where it has two columns for each hour`() {
    #expect(BarChart.step(for: 24, in: 98, isWhole: true) == 4)
    #expect(BarChart.step(for: 24, in: 59, isWhole: true) == 2)
    #expect(BarChart.step(for: 24, in: 30, isWhole: true) == 2)
    #expect(BarChart.step(for: 24, in: 30, isWhole: false) == 4)
  }

  @Test func `the hours stand below the cells that they name`() {
    let hours = HourChart(
      hours: [0, nil, 3, 6] + Array(repeating: 0, count: 20), from: Day.monday.at("09:00"))
    #expect(hours.chart(cells: 1).prefix(4) == "▁·▄▇")
    #expect(hours.scale(cells: 1) == "09 12 15 18 21 00 03 06 ")
    #expect(hours.chart(cells: 2).prefix(8) == "▁▁··▄▄▇▇")
    #expect(hours.scale(cells: 2).prefix(12) == "09  11  13  ")
    #expect(hours.chart(cells: 2).count == hours.scale(cells: 2).count)
  }

  @Test func `a countermeasure stands between the last night before it and the first after it`() {
    let row = squares([2, 4, 0, 1])
    #expect(EffectView.chart(row, since: .tuesday, nights: 3) == " ▄▇│▁▃ ")
    #expect(EffectView.chart(row, since: .friday, nights: 3) == "▇▁▃│   ")
    #expect(EffectView.chart(row, since: .friday.adding(days: -9), nights: 2) == "  │▄▇")
    #expect(paynter(row, since: .tuesday) == "▄▇│▁▃")
    #expect(paynter(row, since: .friday) == "▄▇▁▃│")
    #expect(paynter(row, since: nil) == "▄▇▁▃")
    #expect(paynter(row, since: .monday.adding(days: -1)) == "▄▇▁▃")
  }

  private func squares(_ nodes: [Int]) -> [ProblemEvidence.Square] {
    nodes.enumerated().map {
      ProblemEvidence.Square(night: Day.monday.adding(days: $0), nodes: $1, last: nil)
    }
  }

  private func paynter(_ row: [ProblemEvidence.Square], since day: Day?) -> String {
    CardLine.parts(of: row, since: day).map(\.text).joined()
  }

  @Test func `the matrix says how many nodes, none, or that nobody was heard`() throws {
    let meeting = Morning().meeting
    let backup = try #require(problem("pg_dump", in: meeting))
    #expect(MatrixView.cells(of: backup, in: meeting, nights: 8) == [0, 1, 1, 1, 0, 0, 1, 1])
    #expect(MatrixView.cells(of: backup, in: meeting, nights: 2) == [1, 1])
    let silent = try #require(problem("cache-02", in: meeting))
    #expect(MatrixView.cells(of: silent, in: meeting, nights: 3) == [0, 1, 1])
  }

  private func problem(_ word: String, in meeting: Meeting) -> Problem? {
    meeting.book.problems.values.first { $0.title.contains(word) }
  }

  @Test(arguments: [
    (0, [0, 0]), (1, [0, 0]), (2, [1, 0]), (4, [1, 1]), (5, [2, 1]), (20, [5, 3]),
  ])
  func `rows are shared evenly, and nothing gets more than it has`(height: Int, shares: [Int]) {
    #expect(OvernightView.shares(of: height, [5, 3]) == shares)
  }

  @Test func `what lies on somebody is a cell for each problem, the overdue ones first`() throws {
    let meeting = Morning().meeting
    let people = ["ana", "nobody"].map { Person(rawValue: $0) }
    let loads = meeting.book.workloads(of: people, on: meeting.day)
    #expect(loads.map(PeopleView.chart) == ["!", ""])
    #expect(loads.map(\.open) == [1, 0])
    let early = meeting.book.workloads(of: people, on: .thursday)
    #expect(early.map(PeopleView.chart) == ["▅", ""])
    #expect(early.map(\.dueToday) == [1, 0])
  }
}
