import MarketAnalysis
import MarketMeeting
import MarketModel
import TextCanvas

/// What stands in a wide window beside what is talked about: the night, its trend and its hours as bars,
/// and the people; as much of it as there are rows for.
struct NightPanels {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  /// **Rows** of the bars with their title, numbers and names.
  private static let chartHeight = 10
  /// **Rows** below which nothing is begun.
  private static let least = 8

  func draw(on frame: inout Frame, in area: Rect) {
    guard let night = meeting.tonight, area.height >= Self.least else { return }
    let used = OvernightView(meeting: meeting).draw(night, on: &frame, in: area)
    var rest = area.splitTop(used + 1).rest
    for chart in [trend, hours(of: night)] where rest.height >= Self.chartHeight {
      draw(chart, on: &frame, in: rest.splitTop(Self.chartHeight).top)
      rest = rest.splitTop(Self.chartHeight + 1).rest
    }
    drawPeople(on: &frame, in: rest)
  }

  private struct Chart {
    let title: String
    let bars: [(name: String, value: Int?)]
    var isWhole = false
  }

  /// The nodes that failed in each night.
  private var trend: Chart {
    let nights = meeting.nights.suffix(NightAnalysis.lookBack)
    return Chart(
      title: words.failingNodes,
      bars: nights.map { (name: "\($0.night.civil.dayOfMonth)", value: $0.nodes.failing) })
  }

  /// The runs that failed in each hour of the night.
  private func hours(of night: NightAnalysis) -> Chart {
    let hours = night.hours.failed(of: Set(night.hours.failed.keys))
    return Chart(
      title: words.failingRuns,
      bars: hours.enumerated().map { index, runs in
        (name: HourChart.hour(index, from: night.from), value: runs)
      }, isWhole: true)
  }

  private func draw(_ chart: Chart, on frame: inout Frame, in area: Rect) {
    let (head, bars) = area.splitTop(1)
    frame.put(chart.title, x: head.x + 1, y: head.y, limit: head.width - 1, ink: .title)
    BarChart(bars: chart.bars, isWhole: chart.isWhole).draw(on: &frame, in: bars)
  }

  /// Each with what lies on him where there is room for all of it, else a line for each.
  private func drawPeople(on frame: inout Frame, in area: Rect) {
    let people = PeopleView(meeting: meeting)
    let whole = people.lines(width: area.width - 1)
    let lines = whole.count < area.height ? whole : people.summary
    guard area.height > 2, !lines.isEmpty else { return }
    frame.put(
      words.title(of: .people, in: meeting), x: area.x + 1, y: area.y, limit: area.width - 1,
      ink: .title)
    for (row, line) in lines.prefix(area.height - 1).enumerated() {
      line.draw(on: &frame, x: area.x + 1, y: area.y + 1 + row, width: area.width - 1)
    }
  }
}
