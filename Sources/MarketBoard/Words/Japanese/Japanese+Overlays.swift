package import MarketAnalysis
package import MarketMeeting
package import MarketModel

/// 盤面に重なる画面。
extension Japanese {
  package func title(of overlay: Meeting.Overlay, in meeting: Meeting) -> String {
    switch overlay {
    case .help: helpTitle(in: meeting.isOver ? nil : meeting.phase)
    case .evidence: "根拠"
    case .history: "決定の全記録"
    case .people: "担当者の負荷"
    case .unread: meeting.tonight.map { "\(day($0.night))までの夜の未読" } ?? "未読"
    case .parked: "パーク中"
    case .matrix: "夜ごとの影響ノード数"
    case .effect: "対策の効果"
    case .found(let words): words.isEmpty ? "これまでの全問題" : "「\(words)」を含む問題"
    }
  }

  package func nothing(in overlay: Meeting.Overlay) -> String {
    switch overlay {
    case .unread: "この夜の収集分はすべて読めた"
    case .parked: "パーク中の議題なし"
    case .people: "まだ誰の名もなし"
    case .matrix: "未完了の問題なし"
    case .effect: "対策はまだなし"
    case .found(let words): words.isEmpty ? "問題はまだなし" : "その語を含む問題は過去になし"
    case .help, .evidence, .history: "選ばれた件なし"
    }
  }

  package func lines(_ shown: ClosedRange<Int>, of count: Int) -> String {
    "\(grouped(shown.lowerBound))–\(grouped(shown.upperBound))行/\(grouped(count))行"
  }

  package func wayBack(_ key: String) -> String { "[\(key)]戻る" }

  package func help(for fold: KeyFold) -> String {
    switch fold {
    case .items: "次の件、前の件"
    case .pages: "次の頁、前の頁"
    case .ends: "先頭、末尾。12Gで#12へ"
    case .phases: "次の段階、前の段階"
    case .undo: "取り消し、やり直し"
    case .look: "投影用、マウス"
    case .help: "この一覧、戻る"
    }
  }

  package func title(of group: KeyGroup) -> String {
    switch group {
    case .market: "全段階"
    case .look: "見る"
    case .board: "盤面"
    }
  }

  package func brief(_ proof: Proof, needed: Int) -> String {
    switch proof {
    case .waiting: "未検証"
    case .holding(let nights): "\(nights)/\(needed)夜維持"
    case .broken(let night, _): "\(shortDay(night))に再発"
    }
  }

  package func words(for load: Workload) -> String {
    var parts = ["未完了\(load.open)件"]
    if load.overdue > 0 { parts.append("期限切れ\(load.overdue)件") }
    if load.dueToday > 0 { parts.append("本日期限\(load.dueToday)件") }
    return parts.joined(separator: " · ")
  }

  package func place(of unread: Unread) -> String {
    unread.offset == 0 ? unread.file : "\(unread.file) \(grouped(unread.offset))バイト目"
  }

  package func failed(_ runs: Int) -> String { "失敗\(count(runs, .run))" }

  package var failingNodes: String { "失敗ノード数、夜ごと" }

  package var failingRuns: String { "失敗した実行、開始時刻ごと、UTC" }

  package var sameMessage: String { "同じメッセージ" }
}
