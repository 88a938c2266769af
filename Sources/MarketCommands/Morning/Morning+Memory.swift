import MarketAnalysis
import MarketBoard
import MarketModel

extension Morning {
  /// Nights of a trend: two weeks show what the weekends do.
  static let trendNights = 14

  /// A count for each of the last nights up to the newest one, `nil` where nothing was gathered.
  func trend(_ count: (Day) -> Int?) -> [Int?] {
    guard let newest = nights.last?.night else { return [] }
    return (1 - Self.trendNights...0).map { count(newest.adding(days: $0)) }
  }

  /// Earlier problems of the same title but for names and numbers, the newest first; without those of
  /// which somebody said that they are never the same.
  func priorArt(of problem: Problem) -> [Problem] {
    let template = MessageTemplate(of: problem.title)
    return recorded.problems.values
      .filter { $0.id != problem.id && $0.status != .merged && $0.id.number < problem.id.number }
      .filter { MessageTemplate(of: $0.title) == template }
      .filter { recorded.separation(of: $0.id, from: problem.id) == nil }
      .sorted { $0.id > $1.id }
  }

  /// Whether the nights confirm a countermeasure: `held 2 of 3 nights, seen on 5 of the 6 nodes that
  /// had failed`; `nil` when there is none.
  func proofSentence(for problem: Problem) -> String? {
    guard let countermeasure = problem.countermeasure, let proof = proof(of: problem) else {
      return nil
    }
    let needed = settings.nightsToVerify
    switch proof {
    case .waiting:
      return "no night since then has a run of a node that had failed; it takes "
        + "\(english.count(needed, "clean night"))"
    case .broken(let night, let nodes):
      return "did not hold: \(english.count(nodes, "node")) in the night to \(english.day(night))"
    case .holding(let nights):
      let evidence = evidence(for: problem)
      let seen = evidence.nodes.count { node in
        self.nights.contains { $0.night > countermeasure.day && $0.heard[node] != nil }
      }
      let count = nights >= needed ? "\(nights) nights" : "\(nights) of \(needed) nights"
      return "held \(count), seen on \(seen) of the \(evidence.nodes.count) nodes that had failed"
    }
  }
}
