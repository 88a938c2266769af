package import MarketModel

/// What somebody has to do, to help him say no. Nobody is ranked by it.
package struct Workload: Hashable, Sendable {
  package let person: Person
  /// Open problems that he owns, what is due first above.
  package let problems: [Problem]
  package let overdue: Int
  package let dueToday: Int

  package var open: Int { problems.count }

  init(of person: Person, _ problems: [Problem], on today: Day) {
    self.person = person
    self.problems = problems.sorted { one, other in
      (one.due?.daysSince1970 ?? .max, one.id) < (other.due?.daysSince1970 ?? .max, other.id)
    }
    overdue = problems.count { $0.due.map { $0 < today } ?? false }
    dueToday = problems.count { $0.due == today }
  }
}

extension MarketBook {
  /// What each of some people has to do, in their order.
  ///
  /// - Complexity: O(open problems + people).
  package func workloads(of people: [Person], on today: Day) -> [Workload] {
    let open = Dictionary(grouping: openProblems) { $0.owner }
    return people.map { Workload(of: $0, open[$0] ?? [], on: today) }
  }
}
