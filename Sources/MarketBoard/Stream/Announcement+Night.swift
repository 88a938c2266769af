import MarketAnalysis
import MarketMeeting
import MarketModel

/// The night, with its trend in words.
extension Announcement {
  /// **Nights** whose middle is told, as many as the board draws.
  private static let nights = 14

  static func overnight(of meeting: Meeting) -> [String] {
    let words = meeting.words
    guard let night = meeting.tonight else { return [words.noNight] }
    let nodes = trend(of: meeting) { $0.nodes.failing }
    let parts =
      night.byEnvironment.map { part in
        let name = part.environment.isEmpty ? words.label(.noEnvironmentNodes) : part.environment
        let trend = trend(of: meeting) { night in
          night.byEnvironment.first { $0.environment == part.environment }?.nodes.failing
        }
        return "  \(name): \(told(part.nodes, trend, words))"
      }
      + night.byTool.map { part in
        let trend = trend(of: meeting) { night in
          night.byTool.first { $0.tool == part.tool }?.nodes.failing
        }
        return "  \(part.tool.rawValue): \(told(part.nodes, trend, words))"
      }
    let others = [words.table(of: meeting), words.sentence(for: meeting.alsoSeen)]
    return [words.coverage(night)]
      + [words.gaps(night)].filter { !$0.isEmpty }.map { spoken($0, in: meeting) }
      + [
        "\(words.count(night.runs.total, .run)): \(spoken(words.outcome(night.runs), in: meeting)); "
          + trend(of: meeting) { $0.runs.failed },
        told(night.nodes, nodes, words),
      ].map { spoken($0, in: meeting) } + parts.map { spoken($0, in: meeting) }
      + others.filter { !$0.isEmpty }.map { spoken($0, in: meeting) }
  }

  private static func told(
    _ nodes: NodeTotals, _ trend: String, _ words: any Phrasebook
  ) -> String {
    "\(words.count(nodes.total, .node)): \(words.outcome(nodes)); \(trend)"
  }

  /// What a number was in the night before, and in the middle of the nights that know it.
  private static func trend(of meeting: Meeting, _ value: (NightAnalysis) -> Int?) -> String {
    let all = meeting.nights.suffix(nights).map(value)
    let known = all.compactMap(\.self).sorted()
    return meeting.words.trend(
      before: all.dropLast().last ?? nil, middle: known.isEmpty ? 0 : known[known.count / 2],
      of: known.count)
  }
}
