package import MarketModel

/// 検索、絞り込み、担当者の画面。
extension Japanese {
  package var open: String { "開く" }

  package func shortHelp(for deed: Deed) -> String {
    switch deed {
    case .help: "ヘルプ"
    case .down: "下へ"
    case .pageDown: "次の頁"
    case .filter: "絞り込み"
    default: help(for: deed)
    }
  }

  package func filtered(_ words: String, shown: Int?, of all: Int, _ key: String) -> String {
    "「\(words)」" + (shown.map { ": \(share($0, of: all))" } ?? "") + " · [\(key)]で全件"
  }

  package func carriedOver(_ names: [String]) -> String { "繰り越し: \(list(names))" }

  package func ownership(of person: Person, open: Int, overdue: Int) -> String {
    "\(person.rawValue): 未完了\(grouped(open))件"
      + (overdue > 0 ? "、期限切れ\(grouped(overdue))件" : "")
  }

  package func ownsNothing(_ person: Person) -> String {
    "\(person.rawValue)の担当は卓上になし"
  }
}
