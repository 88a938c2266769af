import MarketAnalysis
package import MarketMeeting
package import MarketModel
import TextCanvas

/// What the board says around its items: the header, the notices, the questions.
extension Japanese {
  package var marketName: String { "朝市" }
  package var shortMarketName: String { "朝市" }
  package func paused(_ key: String) -> String { "休止中。[\(key)]で再開" }
  package func nudge(_ key: String) -> String { "この件の持ち時間は終わり。決めるか、[\(key)]でパーク" }
  package var horizon: String { "この調子では届かない" }
  package func nothing(in phase: Phase, _ key: String) -> String {
    switch phase {
    case .review: "見直す問題なし。[\(key)]で仕分けへ"
    case .triage: "昨夜の新しい問題なし。[\(key)]で担当決めへ"
    case .assign: "未完了の問題すべてに担当、次の一手、期日あり。[\(key)]で締めへ"
    case .overnight, .close: ""
    }
  }
  package var noNight: String { "夜の記録がまだない。`market gather PATH`で実行レポートを読み込む" }
  package var noNightAtHand: String { "手元に夜の記録がなく、どう変わるかは不明" }
  package var noMarketYet: String {
    "朝市はまだ開かれていない。最初の朝市が始まるとここに表示。終了はctrl-c"
  }
  package var whoDoesWhat: String { "次の朝市までの担当と作業" }
  package var nobodyPromised: String { "まだ誰も約束していない" }
  package var adjust: String { "調整: 明日へのルールを一つ" }

  package func position(_ number: Int, of count: Int) -> String { "\(count)件中\(number)件目" }

  package func clock(of meeting: Meeting) -> String {
    if meeting.isOver { return "終了" }
    return duration(Int(meeting.record.remaining(at: meeting.now).rounded(.up)))
  }

  package func pace(of meeting: Meeting) -> String {
    if meeting.isOver { return "閲覧のみ" }
    if meeting.record.isPaused { return "休止中" }
    switch meeting.phase {
    case .overnight, .close:
      return "予定\(duration(meeting.record.plan.budget(of: meeting.phase)))"
    case .review, .triage, .assign:
      let pace = meeting.pace
      if pace.left == 0 { return "全\(meeting.items.count)件済" }
      return "残り\(pace.left)件、各\(duration(Int(pace.secondsPerItem)))"
    }
  }

  package func sentence(for notice: Notice, in meeting: Meeting) -> String {
    switch notice {
    case .saved(let event): "保存: \(label(of: event, in: meeting.book))"
    case .undone(let event): "取り消し: \(label(of: event, in: meeting.book))"
    case .redone(let event): "やり直し: \(label(of: event, in: meeting.book))"
    case .undoneStep(let events): "取り消し: \(label(ofStep: events, in: meeting.book))"
    case .redoneStep(let events): "やり直し: \(label(ofStep: events, in: meeting.book))"
    case .notSaved(let reason): "保存失敗: \(reason)"
    case .refused(let refusal): sentence(for: refusal, in: meeting)
    case .changedElsewhere(let entries): changed(by: entries, in: meeting)
    case .overtaken(let entries): "保存せず、他の人が先に決定: \(changed(by: entries, in: meeting))"
    case .chairIsOurs: "進行役はこの画面。キーで決定できる"
    case .clashed(let clashes): news(of: clashes, in: meeting.book)
    case .numbersGivenTwice(let numbers): news(ofTwice: numbers, in: meeting.book)
    case .held(let keys): "表示前の入力: \(keys)。[y]で有効、[esc]で破棄"
    case .dropped: "早すぎた入力を破棄"
    case .timeIsUp: "時間切れ。残った件は繰り越し、明日の最初に"
    }
  }

  package func sentence(for refusal: Refusal, in meeting: Meeting) -> String {
    let book = meeting.book
    func key(_ deed: Deed) -> String { Keymap(of: meeting).name(of: deed) }
    return switch refusal {
    case .marketIsOver: "この朝市は終了。次は明日の`market meet`から"
    case .marketIsPaused: "朝市は休止中。[\(key(.pause))]で再開"
    case .nothingSelected: "選ばれた件なし"
    case .nothingToUndo: "取り消せる自分の決定なし"
    case .nothingDecided(let phase, let others):
      "\(words(for: phase))で取り消せる自分の決定なし" + (others > 0 ? "。他の人の決定はそのまま" : "")
    case .mergedAway(let other): "\(name(of: other, in: book))に統合済み。そちらで決めるか取り消す"
    case .keptApart(let said): "両者は常に別と\(said.by.rawValue)が\(day(said.at.day))に宣言"
    case .nothingToRedo: "直前の取り消しなし"
    case .worksElsewhere(let deed, let phases):
      "「\(Deed(rawValue: deed).map(help(for:)) ?? deed)」は\(list(phases.map(words(for:))))で有効"
    case .unknownKey(let name): "[\(name)]はここでは無効。[\(key(.help))]でキー一覧"
    case .noCountermeasure: "対策がまだない。[\(key(.countermeasure))]で対策を記録"
    case .notProvenYet(let proof, let needed): "実証はまだ: \(words(for: proof, needed: needed))"
    case .noOtherProblem: "統合先になる未完了の問題なし"
    case .emptyAnswer: "短く一言、または[esc]"
    case .notADate(let text): "「\(text)」は日付ではない。2026-11-24、fri、+2wの形で"
    case .dayIsPast(let day): "\(self.day(day))は過ぎた日"
    case .noProposal: "提案されたルールなし"
    case .somethingLiesOver: "そのキーは背後の件を決めるもの。[\(key(.back))]で戻る"
    case .decidedInMarket: "それは朝市で皆が決めること。[\(key(.help))]でここのキー一覧"
    case .noEditor(.failed): "エディタが失敗、行は元のまま。$VISUALか$EDITORで別のものを"
    case .noEditor(.tooLong):
      "\(grouped(EditedLine.limit))字を超えたため行は元のまま。長文はリンクで"
    case .noEditor(.noFile(let reason)): "編集用ファイルなし（\(reason)）、行は元のまま。df -h $TMPDIRで確認"
    case .noSuchNumber(let number): "#\(number)という問題なし"
    case .nothingMatches(let words): "「\(words)」を含む件なし"
    case .noSuchCommand(let name):
      "「\(name)」という命令なし。[\(key(.help))]で一覧、tabで補完"
    case .severalCommands(let name, let names): "「\(name)」の候補: \(list(names))。もう少し入力"
    case .watching(let chair?): "そのキーは決定用。ここは見るだけ、進行役は\(chair.holder.rawValue)"
    case .watching(nil): "そのキーは決定用。ここは見るだけ、進行役は不在"
    case .onlyWatching: "この画面は見るだけ。`market meet`で進行役に"
    case .chairIsOurs: "進行役はすでにこの画面"
    }
  }

  package func question(of draft: Draft, in meeting: Meeting) -> String {
    switch draft {
    case .obstacle: "対策がない理由は?"
    case .severity(_, let category, let obstacle):
      "\(words(for: category, because: obstacle))。影響の大きさは?"
    case .rating: "影響の大きさは?"
    case .mergeTarget: "どの問題と同じ?"
    case .merge(let id, let target):
      "\(name(of: id, in: meeting.book))を\(name(of: target, in: meeting.book))"
        + "「\((meeting.book.problem(target)?.title ?? "").clipped(toBytes: 48))」に統合?"
    case .takeover(let chair): question(ofTaking: chair)
    case .phaseUndo(let phase):
      question(of: meeting.book.undo(of: phase, in: meeting.day, by: meeting.writer))
    case .wake: "いつまで保留?"
    case .dismissal: "却下の理由は?"
    case .closing: "完了の理由は?"
    case .owner: "担当は?"
    case .ownerName: "担当は? 短い名前で"
    case .due: "期日は?"
    case .nobodyUntil: "いつまで担当なし?"
    case .reasonToDismiss: "却下の理由"
    case .reasonToClose: "完了の理由"
    case .dueDate: "期日の日付は?"
    case .wakeDate: "何日まで保留?"
    case .nobodyDate: "何日まで担当なし?"
    case .cause: "原因は?"
    case .countermeasure: "何をした?"
    case .note: "メモ"
    case .step: "次の一手は?"
    case .topic: "パークする話題は?"
    case .filter: "表示する件に含まれる語"
    case .command: "命令"
    case .people(let topic, _): "「\(topic.clipped(toBytes: 40))」をパーク: 朝市の後に話す人は?"
    }
  }

  package func words(for answer: Answer, in meeting: Meeting) -> (String, String) {
    switch answer {
    case .obstacle(let obstacle): (words(for: obstacle), "")
    case .severity(let severity, let reason):
      (words(for: severity), reason.map { "提案: \(words(for: $0))" } ?? "")
    case .problem(let id):
      ("\(name(of: id, in: meeting.book)) \(meeting.book.problem(id)?.title ?? "")", "")
    case .wake(let wake): (words(for: wake), "")
    case .dismissal(let dismissal): (words(for: dismissal), "")
    case .closing(let closing): (words(for: closing), "")
    case .person(let person, let reason): (person.rawValue, words(for: reason))
    case .day(let day): (self.day(day), "")
    case .other: ("その他…", "")
    }
  }

  package func noSuchAnswer(_ word: String, _ count: Int) -> String {
    "「\(word)」という答えなし。1から\(count)の番号か、答えの先頭2文字以上を入力。?で再読"
  }

  package func noYesOrNo(_ word: String) -> String { "「\(word)」という答えなし。yかnで" }

  package func hints(for prompt: Prompt) -> [(keys: String, words: String)] {
    switch prompt.input {
    case .choice(let answers, _):
      [
        (answers.count == 1 ? "1" : "1–\(min(9, answers.count))", "選択"),
        ("⏎", "印の付いたもの"), ("esc", "戻る"),
      ]
    case .line where prompt.draft == .filter: [("⏎", "確定"), ("tab", "補完"), ("esc", "全件表示")]
    case .line where prompt.draft == .command: [("⏎", "実行"), ("tab", "補完"), ("esc", "戻る")]
    case .line:
      [("⏎", "保存"), ("tab", "補完"), ("↑", "以前の文"), ("ctrl-o", "エディタ"), ("esc", "戻る")]
    case .consent: [("y ⏎", "統合"), ("esc", "戻る")]
    case .yes: [("y", "進行役になる"), ("esc", "戻る")]
    case .consentToUndo: [("y", "取り消す"), ("esc", "戻る")]
    }
  }

  package func marketIsOver(_ minutes: Minutes) -> String {
    let seconds = minutes.times.reduce(0) { $0 + $1.spent }
    return "\(day(minutes.record.day))の朝市は終了、所要\(duration(seconds))"
  }

  package func rule(_ proposal: RuleProposal) -> String {
    "クックブック\(proposal.cookbook)の宣言は\(proposal.owner.rawValue)の担当"
  }

  package func effect(of proposal: RuleProposal, in book: MarketBook) -> String {
    let names = list(proposal.wouldHaveNamed.map { name(of: $0, in: book) })
    return proposal.wouldHaveNamed.isEmpty ? "昨夜なら該当なし" : "昨夜なら\(names)の担当が決まっていた"
  }
}
