package import MarketModel

/// Something in the store that is not as it was written, and where.
///
/// Damage never stops the morning: all that is whole is read. What is damaged stays where it is
/// until somebody asks for it to be moved aside.
package struct Damage: AdvisingError, Hashable {
  /// Relative to the store: `ledger/ana-3f9c1e.jsonl`.
  package let file: String
  /// Counted from 1; `nil` when the whole file is meant.
  package let line: Int?
  /// **Bytes** from the start of the file.
  package let offset: Int?
  package let kind: Kind

  package enum Kind: Hashable, Sendable {
    /// Cut off while it was being written: by a power cut, a full disk or a kill.
    case torn
    /// A byte was changed after the line was written.
    case altered
    /// Its sum holds, but it is no decision.
    case strange
    case overlong
    /// It doesn't follow from the line before it: something was changed or left out.
    case brokenChain
    /// Decisions that once were there are missing.
    case gap(missing: ClosedRange<Int>)
    /// Two different decisions with one number: the ledger went on from an old copy.
    case fork(EntryID)
    /// A decision of one hand in the ledger of another.
    case wrongHand(EntryID)
    /// A digest has seen more of a ledger than there is now.
    case shortened(last: EntryID)
    /// A decision is not the one that a digest has seen under its number.
    case rewritten(EntryID)
    case foreignFile
    case notRegular
    case unreadable(String)
  }

  package init(file: String, line: Int? = nil, offset: Int? = nil, _ kind: Kind) {
    (self.file, self.line, self.offset, self.kind) = (file, line, offset, kind)
  }

  package var problem: String {
    switch kind {
    case .torn: "this line was cut off while it was being written"
    case .altered: "this line was changed after it was written"
    case .strange: "this line is no decision, though its sum holds"
    case .overlong: "this line is longer than a decision can be"
    case .brokenChain: "this line doesn't follow from the one before it"
    case .gap(let missing):
      missing.count == 1
        ? "decision \(missing.lowerBound) is missing before this line"
        : "decisions \(missing.lowerBound) to \(missing.upperBound) are missing before this line"
    case .fork(let id): "there are two different decisions \(id)"
    case .wrongHand(let id): "decision \(id) stands in somebody else's ledger"
    case .shortened(let last): "the decisions up to \(last) were here once and are not any more"
    case .rewritten(let id):
      "decision \(id) is not the one that was here when the night was gathered"
    case .foreignFile: "this file is not part of the store"
    case .notRegular: "this is no ordinary file, so it is not read"
    case .unreadable(let reason): reason
    }
  }

  package var place: String? {
    guard let line else { return file }
    return "\(file):\(line)" + (offset.map { " (byte \($0))" } ?? "")
  }

  package var remedy: String {
    switch kind {
    case .torn, .altered, .strange, .overlong, .wrongHand:
      "all other decisions are read; move the line aside: market check --repair"
    case .brokenChain, .gap, .fork, .shortened, .rewritten:
      "another clone or a backup may have the whole ledger; compare: market store ids"
    case .foreignFile, .notRegular: "move it aside: market check --repair"
    case .unreadable:
      "take the file from another clone or a backup, or move it aside: market check --repair"
    }
  }

  /// The word for programs: `broken_chain`.
  package var code: String {
    switch kind {
    case .torn: "torn"
    case .altered: "altered"
    case .strange: "strange"
    case .overlong: "overlong"
    case .brokenChain: "broken_chain"
    case .gap: "gap"
    case .fork: "fork"
    case .wrongHand: "wrong_hand"
    case .shortened: "shortened"
    case .rewritten: "rewritten"
    case .foreignFile: "foreign_file"
    case .notRegular: "not_regular"
    case .unreadable: "unreadable"
    }
  }
}
