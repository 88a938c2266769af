import MarketModel

/// What is said of a store beside what was decided in it.
extension Japanese {
  package func sentence(for flaw: StoreFlaw) -> String {
    switch flaw {
    case .damagedLines(let lines, let people):
      "\(ledger(of: people))の\(grouped(lines))行が破損、除外"
    case .missingDecisions(let missing, let people):
      "\(ledger(of: people))の\(count(missing, .decision))が欠落"
    case .doubledDecisions(let doubled, let people):
      "\(ledger(of: people))の番号\(grouped(doubled))件が重複"
    case .damagedDigests(let digests): "夜の要約\(grouped(digests))件が破損、除外"
    case .strangeFiles(let files): "保管庫のファイル\(grouped(files))件が読めず、除外"
    case .newerDecisions(let decisions):
      "新しい版のmarketの\(count(decisions, .decision))は非表示"
    case .badSettings(let settings): "market.ymlの設定\(grouped(settings))件が無効"
    case .newerDigests(let digests): "新しい版のmarketの夜の要約\(grouped(digests))件は一部のみ"
    case .cutOff(let step, let kind):
      "\(step.by.person.rawValue)の直前の\(words(for: kind))は中断"
        + "(\(extent(of: step))): すべて無効"
    }
  }

  package func words(for flaw: StoreFlaw) -> String {
    switch flaw {
    case .damagedLines(let lines, _): "破損\(grouped(lines))行"
    case .missingDecisions(let missing, _): "欠落\(grouped(missing))件"
    case .doubledDecisions(let doubled, _): "重複\(grouped(doubled))件"
    case .damagedDigests(let digests): "破損した要約\(grouped(digests))件"
    case .strangeFiles(let files): "不明なファイル\(grouped(files))件"
    case .newerDecisions(let decisions): "新しい版の\(count(decisions, .decision))"
    case .badSettings(let settings): "無効な設定\(grouped(settings))件"
    case .newerDigests(let digests): "新しい版の要約\(grouped(digests))件"
    case .cutOff: "中断した操作1件"
    }
  }

  package func leftOut(_ flaws: [String], andMore: Bool) -> String {
    "除外: \(list(flaws))\(andMore ? "他" : "")"
  }

  package func words(for remedy: StoreFlaw.Remedy) -> String {
    switch remedy {
    case .check: "market check"
    case .repair: "market check --repair"
    case .update: "marketを更新"
    case .again: "もう一度行う"
    }
  }

  package func file(of account: String) -> String { "(Unixユーザー\(account)のファイル)" }

  private func words(for kind: CutOffStep.Kind) -> String {
    switch kind {
    case .step: "操作"
    case .undo: "取り消し"
    case .redo: "やり直し"
    }
  }

  private func extent(of step: CutOffStep) -> String {
    "\(grouped(step.lines.count))行中\(grouped(step.entries.count))行"
  }

  private func ledger(of people: [Person]) -> String {
    people.count == 1 ? "\(people[0].rawValue)の台帳" : "\(grouped(people.count))人の台帳"
  }
}
