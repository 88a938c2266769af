package import MarketModel

extension StoreRemarks {
  /// What damage amounts to, told of whose it is: `market check` says where it is.
  package init(_ damage: [Damage], newerDigests: Int = 0) {
    self.init()
    self.newerDigests = newerDigests
    var digests: Set<String> = []
    var files: Set<String> = []
    for flaw in damage {
      let person = flaw.writer?.person
      switch (flaw.kind, person) {
      case (.torn, let person?), (.altered, let person?), (.strange, let person?),
        (.overlong, let person?), (.wrongHand, let person?):
        damagedLines[person, default: 0] += 1
      case (.gap(let missing), let person?):
        // What a file claims may be more than a number holds.
        let (sum, overflow) = missingDecisions[person, default: 0]
          .addingReportingOverflow(missing.count)
        missingDecisions[person] = overflow ? .max : sum
      case (.fork, let person?): doubledDecisions[person, default: 0] += 1
      case (.unreadable, nil): digests.insert(flaw.file)
      default: files.insert(flaw.file)
      }
    }
    (damagedDigests, strangeFiles) = (digests.count, files.count)
  }
}

extension Damage {
  /// Whose ledger is damaged; `nil` for what is no ledger.
  fileprivate var writer: WriterID? {
    guard file.hasPrefix("ledger/") else { return nil }
    return LedgerFile.parse(String(file.dropFirst(7)))?.writer
  }
}
