package import MarketMeeting
package import MarketModel

/// 日本語. Nouns and plain forms; two columns for most letters, so few of them.
package struct Japanese: Phrasebook {
  package init() {}

  package func words(for category: Category, because obstacle: Obstacle? = nil) -> String {
    switch category {
    case .fixCanStart: "原因判明、着手可"
    case .noFixYet: "原因判明、対策なし" + (obstacle.map { "(\(words(for: $0)))" } ?? "")
    case .unknown: "原因不明"
    }
  }

  package func words(for obstacle: Obstacle) -> String {
    switch obstacle {
    case .noCountermeasure: "有効策不明"
    case .blocked: "停滞"
    case .needsDecision: "判断待ち"
    }
  }

  package func words(for severity: Severity) -> String {
    switch severity {
    case .blocksDeploy: "デプロイ不可"
    case .serviceDown: "サービス停止"
    case .clusterWrong: "クラスタ異常"
    case .wasteful: "無駄"
    case .noise: "ノイズ"
    }
  }

  package func words(for status: ProblemStatus) -> String {
    switch status {
    case .new: "新規"
    case .accepted: "受理"
    case .working: "対応中"
    case .proving: "検証中"
    case .verified: "確認済"
    case .closed: "完了"
    case .snoozed: "保留"
    case .dismissed: "却下"
    case .merged: "統合"
    case .regressed: "再発"
    }
  }

  package func words(for verdict: ReviewVerdict) -> String {
    switch verdict {
    case .onTrack: "順調"
    case .blocked: "停滞"
    }
  }

  package func words(for wake: Wake) -> String {
    switch wake {
    case .on(let day): "\(self.day(day))まで"
    case .above(let nodes): "一夜で\(count(nodes, .node))を超えるまで"
    case .newEnvironment(let known):
      known.isEmpty ? "いずれかの環境に出るまで" : "\(list(known))以外に出るまで"
    }
  }

  package func words(for phase: Phase) -> String {
    switch phase {
    case .overnight: "夜間"
    case .review: "見直し"
    case .triage: "仕分け"
    case .assign: "担当決め"
    case .close: "締め"
    }
  }

  package func words(for kind: SignalKind) -> String {
    switch kind {
    case .failure: "失敗"
    case .flaky: "不安定"
    case .notIdempotent: "非冪等"
    case .newNode: "新規ノード"
    case .outage: "障害"
    case .environmentLeak: "環境混入"
    case .growth: "増加"
    case .slow: "遅延"
    case .silent: "無報告"
    case .greenWithErrors: "エラー付き成功"
    }
  }

  package func words(for dismissal: Dismissal) -> String {
    switch dismissal {
    case .notAProblem: "問題なし"
    case .knownAndHarmless: "既知で無害"
    case .testNode: "テスト機または廃止機"
    }
  }

  package func words(for closing: Closing) -> String {
    switch closing {
    case .fixed: "修正済み"
    case .wentAway: "自然解消"
    case .wontFix: "対応見送り"
    }
  }

  package func words(for step: SuggestedStep) -> String {
    switch step {
    case .putFixIn: "対策を投入"
    case .findCountermeasure: "対策を検討"
    case .clearBlock: "停滞を解消"
    case .bringDecision: "判断を仰ぐ"
    case .findCause: "原因を究明"
    }
  }

  /// `11月24日(火)`
  ///
  /// Source: CLDR 45, `ja`, `MMMEd`.
  package func day(_ day: Day) -> String {
    let weekdays = ["月", "火", "水", "木", "金", "土", "日"]
    let (_, month, dayOfMonth) = day.civil
    return "\(month)月\(dayOfMonth)日(\(weekdays[day.weekday.rawValue]))"
  }

  /// `11/24`
  package func shortDay(_ day: Day) -> String {
    let (_, month, dayOfMonth) = day.civil
    return "\(month)/\(dayOfMonth)"
  }

  /// `11月22日(日) 02:14:08 UTC`
  package func moment(_ moment: Instant) -> String {
    "\(day(moment.day)) \(moment.clockTime) UTC"
  }

  /// `12台`, `8夜`, `決定3件`
  package func count(_ number: Int, _ noun: Noun) -> String {
    let number = grouped(number)
    return switch noun {
    case .node: "\(number)台"
    case .night: "\(number)夜"
    case .run: "実行\(number)回"
    case .report: "報告\(number)件"
    case .decision: "決定\(number)件"
    case .problem: "問題\(number)件"
    }
  }

  /// `1,204`
  package func grouped(_ number: Int) -> String { grouped(number, by: ",") }
  package func list(_ names: [String]) -> String { names.joined(separator: "、") }
  package func capitalized(_ text: String) -> String { text }
  package func more(_ count: Int) -> String { "他\(grouped(count))件" }
  package func share(_ part: Int, of whole: Int) -> String {
    "\(grouped(part))/\(grouped(whole))"
  }
}
