import MarketMeeting
package import MarketModel

/// What the keys do.
extension Japanese {
  package func hint(for deed: Deed) -> String? {
    switch deed {
    case .beginReview: "見直しを始める"
    case .onTrack: "順調"
    case .blocked: "停滞"
    case .countermeasure: "対策済み"
    case .handOver: "引き継ぎ"
    case .verify: "確認済"
    case .close: "完了"
    case .start: "着手"
    case .cause: "原因判明"
    case .note: "メモ"
    case .fixCanStart: "原因判明、着手可"
    case .noFixYet: "原因判明、対策なし"
    case .causeUnknown: "原因不明"
    case .merge: "統合"
    case .snooze: "保留"
    case .dismiss: "却下"
    case .asSuggested: "提案どおり"
    case .owner: "担当"
    case .step: "次の一手"
    case .date: "期日"
    case .nobody: "担当なし…"
    case .adoptRule: "ルールを採用"
    case .rejectRule: "採用しない"
    case .endMarket: "朝市を終え、議事録を書く"
    case .park: "パーク"
    case .undo: "取り消し"
    case .nextPhase: "次の段階"
    case .takeChair: "進行役になる"
    case .nextItem: "次へ"
    case .evidence: "根拠"
    case .help: "ヘルプ"
    case .rate, .redo, .undoPhase, .previousPhase, .pause, .down, .up,
      .pageDown, .pageUp, .first, .last, .history, .matrix, .effect, .parked, .people, .unread,
      .filter, .command, .search, .goto, .projector, .mouse, .back, .leave:
      nil
    }
  }

  package func help(for deed: Deed) -> String {
    switch deed {
    case .beginReview: "見直しを始める"
    case .onTrack: "担当者は順調"
    case .blocked: "担当者は停滞"
    case .countermeasure: "対策を実施した"
    case .handOver: "引き継ぐ"
    case .verify: "夜の記録で確認できた"
    case .close: "理由を付けて完了"
    case .start: "誰かが着手"
    case .rate: "影響の大きさを決める"
    case .cause: "原因が分かった"
    case .fixCanStart: "受理: 原因判明、着手可"
    case .noFixYet: "受理: 原因判明、対策なし"
    case .causeUnknown: "受理: 原因不明"
    case .merge: "別の問題と同じ: 統合"
    case .snooze: "今ではない: 保留"
    case .dismiss: "理由を付けて却下"
    case .asSuggested: "担当、一手、期日を提案どおりに"
    case .owner: "担当を選ぶ"
    case .step: "次の一手を決める"
    case .date: "期日を決める"
    case .nobody: "期日まで担当なしにする"
    case .adoptRule: "ルールを採用"
    case .rejectRule: "このルールは採用しない"
    case .endMarket: "朝市を終え、議事録を書く"
    case .note: "メモを付ける"
    case .park: "話す人を決めてパーク"
    case .undo: "直前の決定を取り消す"
    case .redo: "取り消しをやり直す"
    case .undoPhase: "この段階の自分の決定をすべて取り消す"
    case .nextPhase: "次の段階"
    case .previousPhase: "前の段階"
    case .pause: "休止(火災報知器など)"
    case .takeChair: "進行役になる"
    case .nextItem, .down: "次の件"
    case .up: "前の件"
    case .pageDown: "次のページ"
    case .pageUp: "前のページ"
    case .first: "最初の件"
    case .last: "最後の件、12Gで#12へ"
    case .evidence: "根拠"
    case .history: "この件の決定すべて"
    case .matrix: "問題と夜の表"
    case .effect: "対策の効果"
    case .parked: "パークした話題"
    case .people: "各自の持ち件数"
    case .unread: "読めなかったもの"
    case .filter: "語で絞り込む"
    case .command: "名前で: :history 12"
    case .search: "全問題を検索"
    case .goto: "番号の問題へ"
    case .projector: "投影用の大きな表示"
    case .mouse: "マウスの入/切"
    case .help: "一覧を出す/消す"
    case .back: "戻る"
    case .leave: "終了、すべて保存済み"
    }
  }

  package func helpTitle(in phase: Phase?) -> String {
    phase.map { "\(words(for: $0))のキー" } ?? "見て回る"
  }

  package var helpEverywhere: String { "共通のキー" }

  package func label(_ label: Label) -> String {
    switch label {
    case .runs: "実行"
    case .nodes, .noEnvironmentNodes: "ノード"
    case .noEnvironment: "(なし)"
    case .why: "理由"
    case .suspect: "疑い"
    case .says: "メッセージ"
    case .output: "出力"
    case .detail: "詳細"
    case .atOnce: "同時"
    case .always: "常に"
    case .cameBack: "再発"
    case .knockOn: "波及"
    case .proof: "検証"
    case .done: "対策"
    case .next: "次"
    case .cause: "原因"
    case .judged: "判定"
    case .error: "エラー"
    case .note: "メモ"
    case .now: "現状"
    case .suggested: "提案"
    case .parked: "パーク"
    case .carried: "繰越"
    case .seen: "発生"
    case .places: "場所"
    case .both: "共通"
    case .together: "統合後"
    case .keys: "キー"
    case .settled: "済"
    case .nightsHeading: "夜"
    }
  }
}
