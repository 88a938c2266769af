extension MarketBook {
  /// What somebody owns of what is on the table: the next date first, without a date last.
  package func promises(of person: Person) -> [Problem] {
    openProblems
      .filter { $0.owner == person }
      .sorted {
        ($0.due?.daysSince1970 ?? .max, $0.id) < ($1.due?.daysSince1970 ?? .max, $1.id)
      }
  }
}
