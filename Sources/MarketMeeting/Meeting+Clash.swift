package import MarketModel

extension Meeting {
  /// What was decided about a problem at the same time, as long as nobody who knew has said more.
  package func openClashes(of id: ProblemID) -> [Clash] {
    (clashes[id] ?? []).filter { !$0.isSettled }
  }

  /// What in a newer book nobody could have expected; said once, when it arrives.
  func surprise(besides known: [ProblemID: [Clash]], _ numbers: Set<Int>) -> Notice? {
    let old = Set(known.values.joined().map(\.pair))
    let all = clashes.values.joined().filter { !$0.isSettled && !old.contains($0.pair) }
    let new = Dictionary(all.map { ($0.pair, $0) }) { first, _ in first }.values
    if !new.isEmpty {
      return .clashed(new.sorted(by: Clash.precedes))
    }
    let twice = book.numbersGivenTwice.subtracting(numbers)
    return twice.isEmpty ? nil : .numbersGivenTwice(twice.sorted())
  }
}

extension Clash {
  fileprivate var pair: [EntryID] { [first.id, second.id] }
}
