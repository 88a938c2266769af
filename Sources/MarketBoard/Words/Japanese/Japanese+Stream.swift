package import MarketMeeting
package import MarketModel

/// What is only ever heard.
extension Japanese {
  package func spoken(seconds: Int) -> String {
    seconds < 90 ? "\(seconds)秒" : "\(Int((Double(seconds) / 60).rounded()))分"
  }

  package func timeLeft(in meeting: Meeting) -> String {
    if meeting.isOver { return "朝市は終了" }
    let left = meeting.secondsLeft
    let time = left == 0 ? "時間切れ" : "残り時間\(spoken(seconds: left))"
    if meeting.record.isPaused { return "\(time)、休止中" }
    switch meeting.phase {
    case .overnight, .close:
      let planned = spoken(seconds: meeting.record.plan.budget(of: meeting.phase))
      return "\(time)、\(words(for: meeting.phase))の予定は\(planned)"
    case .review, .triage, .assign:
      let pace = meeting.pace
      if pace.left == 0 { return "\(time)、全\(meeting.items.count)件決定済み" }
      return "\(time)、未決\(pace.left)件、各\(spoken(seconds: Int(pace.secondsPerItem)))"
    }
  }

  package func saved(_ sentence: String) -> String { "保存: \(sentence)" }
  package func undone(_ sentence: String) -> String { "取り消し: \(sentence)" }
  package func redone(_ sentence: String) -> String { "やり直し: \(sentence)" }

  package func trend(before: Int?, middle: Int, of nights: Int) -> String {
    (before.map { "前の夜は\(grouped($0))、" } ?? "") + "\(nights)夜の中央は\(grouped(middle))"
  }

  package func undecided(_ count: Int) -> String { count == 0 ? "未決なし" : "未決は残り\(count)件" }

  package var enterTakesIt: String { "Enterで選択" }
  package func enterTakes(_ text: String) -> String { "Enterで採用: \(text)" }
  package var enterMeansYes: String { "Enterは「はい」" }
  package var onlyYMeansYes: String { "yは「はい」、Enterは「いいえ」" }

  package func enterAccepts(_ suggestion: String, because reason: String?) -> String {
    "Enterで決定: \(suggestion)" + (reason.map { "。理由: \($0)" } ?? "")
  }

  package func severalAnswers(_ word: String, _ numbers: [String]) -> String {
    "「\(word)」の候補: \(list(numbers))。番号か、もう少し長く入力"
  }

  package func notUnderstood(_ word: String, _ key: String) -> String {
    "「\(word)」は理解できず、何も実行せず。\(key)でキー一覧"
  }

  package func notUsed(_ rest: String) -> String { "使われなかった入力: 「\(rest)」" }

  package func nothingDecided(_ question: String) -> String { "何も決定せず: \(question)" }

  package func farewell(in meeting: Meeting) -> String {
    if meeting.isOver { return "すべて保存済み。朝市は終了" }
    let clock = meeting.record.isPaused ? "朝市は休止中、時計は停止" : "朝市は継続中、時計も進行"
    return meeting.role.follows ? "終了。\(clock)" : "すべて保存済み。\(clock)。`market meet`で復帰"
  }

  package func clockStands(_ left: String, _ key: String) -> String {
    "時計は停止、残り\(left)。\(key)で再開"
  }
  package func clockRuns(_ left: String) -> String { "時計は再開、残り\(left)" }

  package var keysToo: String { "追加のキー" }
  package var helpForTime: String { "残り時間" }
  package var or: String { "または" }
  package var fullStop: String { "ピリオド" }
  package func allShown(_ count: Int) -> String { "絞り込みなし、全\(count)件" }

  package func isOver(_ day: Day, after time: String) -> String {
    "\(self.day(day))の朝市は終了、所要\(time)"
  }

  package func nodesByNight(_ nights: [String]) -> String { "新しい夜から: \(list(nights))" }
  package func seen(in nights: Int, of all: Int) -> String {
    "\(all)夜中\(nights)夜"
  }
  package var cardSaidAll: String { "カードですべて読み上げ済み" }
  package var notHeard: String { "不明" }
}
