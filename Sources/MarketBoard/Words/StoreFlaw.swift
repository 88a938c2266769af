package import MarketModel

/// One of the things that may be wrong with a store.
package enum StoreFlaw: Hashable, Sendable {
  case damagedLines(Int, of: [Person])
  case missingDecisions(Int, of: [Person])
  case doubledDecisions(Int, of: [Person])
  case damagedDigests(Int)
  case strangeFiles(Int)
  case newerDecisions(Int)
  case newerDigests(Int)
  case badSettings(Int)
  case cutOff(CutOffStep, CutOffStep.Kind)

  package enum Remedy: Hashable, Sendable { case check, repair, update, again }

  package var remedy: Remedy {
    switch self {
    case .damagedLines, .damagedDigests, .strangeFiles: .repair
    case .missingDecisions, .doubledDecisions, .badSettings: .check
    case .newerDecisions, .newerDigests: .update
    case .cutOff: .again
    }
  }

  /// All of a store's, worst first. Of several steps that were cut off it is the last: whoever took
  /// the others has gone on since, or will read of them next.
  static func all(in remarks: StoreRemarks, _ book: MarketBook) -> [StoreFlaw] {
    let steps = book.untoldCutOffSteps.suffix(1).map { StoreFlaw.cutOff($0, book.kind(of: $0)) }
    let newer = book.unknownKinds.values.reduce(0, +)
    return [
      remarks.damagedLines.claims.map { .damagedLines($0, of: $1) },
      remarks.missingDecisions.claims.map { .missingDecisions($0, of: $1) },
      remarks.doubledDecisions.claims.map { .doubledDecisions($0, of: $1) },
      remarks.damagedDigests > 0 ? .damagedDigests(remarks.damagedDigests) : nil,
      remarks.strangeFiles > 0 ? .strangeFiles(remarks.strangeFiles) : nil,
      newer > 0 ? .newerDecisions(newer) : nil,
      remarks.badSettings > 0 ? .badSettings(remarks.badSettings) : nil,
      remarks.newerDigests > 0 ? .newerDigests(remarks.newerDigests) : nil,
    ].compactMap(\.self) + steps
  }
}

extension CutOffStep {
  /// What a step that was cut off would have been.
  package enum Kind: CaseIterable, Hashable, Sendable { case step, undo, redo }
}

extension MarketBook {
  package func kind(of step: CutOffStep) -> CutOffStep.Kind {
    let targets = step.entries.map { entry -> LedgerEntry? in
      if case .undone(let target) = entry.event { self.entry(target) } else { nil }
    }
    guard targets.allSatisfy({ $0 != nil }) else { return .step }
    return targets.contains { $0?.event.isUndo ?? false } ? .redo : .undo
  }
}

extension [Person: Int] {
  /// How many in all, and whose; `nil` for none. What a file claims may be more than a number holds.
  fileprivate var claims: (Int, [Person])? {
    let total = values.reduce(0) { sum, count in
      let (total, overflow) = sum.addingReportingOverflow(count)
      return overflow ? .max : total
    }
    return total > 0 ? (total, keys.sorted()) : nil
  }
}
