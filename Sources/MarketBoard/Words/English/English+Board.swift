import MarketAnalysis
package import MarketMeeting
package import MarketModel
import TextCanvas

/// What the board says around its items: the header, the notices, the questions.
extension English {
  package var marketName: String { "MORNING MARKET" }
  package var shortMarketName: String { "MARKET" }
  package func paused(_ key: String) -> String { "Paused. [\(key)] goes on." }
  package func nudge(_ key: String) -> String {
    "This item has had its share of the time: decide, or [\(key)] park it."
  }
  package var horizon: String { "will not be reached at this pace" }
  package func nothing(in phase: Phase, _ key: String) -> String {
    switch phase {
    case .review: "Nothing open to review. [\(key)] goes on to triage."
    case .triage: "The night brought nothing new. [\(key)] goes on to assign."
    case .assign:
      "Everything open has an owner, a next step and a date. [\(key)] goes on to close."
    case .overnight, .close: ""
    }
  }
  package var noNight: String {
    "No night has been gathered yet. `market gather PATH` reads the reports of your runs."
  }
  package var noNightAtHand: String { "No night is at hand to see what it would change." }
  package var whoDoesWhat: String { "Who does what until the next market" }
  package var nobodyPromised: String { "nobody has promised anything yet" }
  package var adjust: String { "Adjust: one rule for tomorrow" }

  package func position(_ number: Int, of count: Int) -> String { "\(number) of \(count)" }

  package func clock(of meeting: Meeting) -> String {
    if meeting.isOver { return "over" }
    return duration(Int(meeting.record.remaining(at: meeting.now).rounded(.up)))
  }

  package func ownership(of person: Person, open: Int, overdue: Int) -> String {
    "\(person.rawValue): \(grouped(open)) open"
      + (overdue > 0 ? ", \(grouped(overdue)) overdue" : "")
  }

  package func ownsNothing(_ person: Person) -> String {
    "\(person.rawValue) owns nothing on the table."
  }

  package func pace(of meeting: Meeting) -> String {
    if meeting.isOver { return "read-only" }
    if meeting.record.isPaused { return "paused" }
    switch meeting.phase {
    case .overnight, .close:
      return "\(duration(meeting.record.plan.budget(of: meeting.phase))) planned"
    case .review, .triage, .assign:
      let pace = meeting.pace
      if pace.left == 0 { return "all \(meeting.items.count) done" }
      return "\(pace.left) left, \(duration(Int(pace.secondsPerItem))) each"
    }
  }

  package func sentence(for notice: Notice, in meeting: Meeting) -> String {
    switch notice {
    case .saved(let event): "saved: \(label(of: event, in: meeting.book))"
    case .undone(let event): "undone: \(label(of: event, in: meeting.book))"
    case .redone(let event): "again: \(label(of: event, in: meeting.book))"
    case .undoneStep(let events): "undone: \(label(ofStep: events, in: meeting.book))"
    case .redoneStep(let events): "again: \(label(ofStep: events, in: meeting.book))"
    case .notSaved(let reason): "NOT SAVED: \(reason)"
    case .refused(let refusal): sentence(for: refusal, in: meeting)
    case .changedElsewhere(let entries): changed(by: entries, in: meeting)
    case .overtaken(let entries):
      "NOT SAVED, because somebody was faster: \(changed(by: entries, in: meeting))"
    case .chairIsOurs: "You hold the chair now; your keys decide."
    case .clashed(let clashes): news(of: clashes, in: meeting.book)
    case .numbersGivenTwice(let numbers): news(ofTwice: numbers, in: meeting.book)
    case .held(let keys):
      "Typed before this was shown: \(keys). [y] takes it, [esc] drops it."
    case .dropped: "Dropped what was typed too early."
    case .timeIsUp: "Time is up. What was not reached is carried over and stands first tomorrow."
    }
  }

  package func sentence(for refusal: Refusal, in meeting: Meeting) -> String {
    let book = meeting.book
    func key(_ deed: Deed) -> String { Keymap(of: meeting).name(of: deed) }
    return switch refusal {
    case .marketIsOver: "This market is over. The next one starts with `market meet` tomorrow."
    case .marketIsPaused: "The market is paused: [\(key(.pause))] goes on."
    case .nothingSelected: "There is no item in front."
    case .nothingToUndo: "You have decided nothing that could be undone."
    case .nothingDecided(let phase, let others):
      "You have decided nothing in \(words(for: phase)) that could be undone"
        + (others > 0 ? "; what others decided stays theirs." : ".")
    case .mergedAway(let other):
      "It was merged into \(name(of: other, in: book)); decide there, or undo."
    case .keptApart(let said):
      "\(said.by.rawValue) said on \(day(said.at.day)) that the two are never the same."
    case .nothingToRedo: "Nothing was undone last."
    case .worksElsewhere(let deed, let phases):
      "“\(Deed(rawValue: deed).map(help(for:)) ?? deed)” works in \(phases.map(words(for:)).joined(separator: " and "))."
    case .unknownKey(let key):
      "[\(key)] does nothing here; [\(Keymap(of: meeting).name(of: .help))] shows the keys."
    case .noCountermeasure:
      "No countermeasure is in yet; [\(key(.countermeasure))] says what was done."
    case .notProvenYet(let proof, let needed):
      "Not proven yet: \(words(for: proof, needed: needed))."
    case .noOtherProblem: "There is no other open problem to merge into."
    case .emptyAnswer: "Say it in a few words, or [esc]."
    case .notADate(let text): "“\(text)” is no day; write it as 2026-11-24, fri or +2w."
    case .dayIsPast(let day): "\(self.day(day)) is past."
    case .noProposal: "No rule is proposed."
    case .somethingLiesOver:
      "That key decides about the item behind this; [\(key(.back))] goes back to it."
    case .decidedInMarket:
      "The team decides that, in the market; [\(key(.help))] shows what you can do."
    case .noEditor(.failed):
      "The editor failed, the line is as it was; $VISUAL or $EDITOR names another."
    case .noEditor(.tooLong):
      "More than \(grouped(EditedLine.limit)) characters came back, the line is as it was; link to them."
    case .noEditor(.noFile(let reason)):
      "There is no file to edit (\(reason)), the line is as it was; see df -h $TMPDIR."
    case .noSuchNumber(let number): "There is no problem #\(number)."
    case .nothingMatches(let words): "Nothing here has “\(words)”."
    case .noSuchCommand(let name):
      "There is no command “\(name)”; [\(key(.help))] lists them, tab completes."
    case .severalCommands(let name, let names):
      "“\(name)” could be \(list(names)); type a little more."
    case .watching(let chair?):
      "That key decides, and you are watching; \(chair.holder.rawValue) holds the chair."
    case .watching(nil): "That key decides, and you are watching; nobody holds the chair."
    case .onlyWatching: "This board only watches; `market meet` takes the chair."
    case .chairIsOurs: "You hold the chair already."
    }
  }

  package func question(of draft: Draft, in meeting: Meeting) -> String {
    switch draft {
    case .obstacle: "No fix yet: why?"
    case .severity(_, let category, let obstacle):
      "\(capitalized(words(for: category, because: obstacle))). How bad is it?"
    case .rating: "How bad is it?"
    case .mergeTarget: "Which problem is it?"
    case .merge(let id, let target):
      "Merge \(name(of: id, in: meeting.book)) into \(name(of: target, in: meeting.book)) "
        + "“\((meeting.book.problem(target)?.title ?? "").clipped(toBytes: 48))”?"
    case .takeover(let chair): question(ofTaking: chair)
    case .phaseUndo(let phase):
      question(of: meeting.book.undo(of: phase, in: meeting.day, by: meeting.writer))
    case .wake: "Snooze until?"
    case .dismissal: "Dismiss: why?"
    case .closing: "Close: why?"
    case .owner: "Who takes it?"
    case .ownerName: "Who takes it? The short name"
    case .due: "By when?"
    case .nobodyUntil: "Nobody, until when?"
    case .reasonToDismiss: "Dismiss, because"
    case .reasonToClose: "Close, because"
    case .dueDate: "By which date?"
    case .wakeDate: "Snooze until which day?"
    case .nobodyDate: "Nobody, until which day?"
    case .cause: "What is the cause?"
    case .countermeasure: "What was done about it?"
    case .note: "Note"
    case .step: "What is the next step?"
    case .topic: "Park which topic?"
    case .filter: "Show only what has"
    case .command: "Command"
    case .people(let topic, _): "Park “\(topic.clipped(toBytes: 40))”: who meets after the market?"
    }
  }

  /// An answer, and why it might be the one.
  package func words(for answer: Answer, in meeting: Meeting) -> (String, String) {
    switch answer {
    case .obstacle(let obstacle): (words(for: obstacle), "")
    case .severity(let severity, let reason):
      (words(for: severity), reason.map { "suggested: \(words(for: $0))" } ?? "")
    case .problem(let id):
      ("\(name(of: id, in: meeting.book)) \(meeting.book.problem(id)?.title ?? "")", "")
    case .wake(let wake): (words(for: wake), "")
    case .dismissal(let dismissal): (words(for: dismissal), "")
    case .closing(let closing): (words(for: closing), "")
    case .person(let person, let reason): (person.rawValue, words(for: reason))
    case .day(let day): (self.day(day), "")
    case .other: ("something else…", "")
    }
  }

  package func filtered(_ words: String, shown: Int?, of all: Int, _ key: String) -> String {
    "“\(words)”" + (shown.map { ": \(share($0, of: all))" } ?? "") + " · [\(key)] shows all"
  }

  package func noSuchAnswer(_ word: String, _ count: Int) -> String {
    "“\(word)” is no answer here; say a number from 1 to \(count), or two letters or more of one; ? says them again."
  }

  package func noYesOrNo(_ word: String) -> String {
    "“\(word)” is no answer here; say y or n."
  }

  package func hints(for prompt: Prompt) -> [(keys: String, words: String)] {
    switch prompt.input {
    case .choice(let answers, _):
      [
        (answers.count == 1 ? "1" : "1–\(min(9, answers.count))", "choose"),
        ("⏎", "take the marked one"), ("esc", "back"),
      ]
    case .line where prompt.draft == .filter:
      [("⏎", "keep it"), ("tab", "complete"), ("esc", "show all")]
    case .line where prompt.draft == .command:
      [("⏎", "do it"), ("tab", "complete"), ("esc", "back")]
    case .line:
      [
        ("⏎", "save"), ("tab", "complete"), ("↑", "said before"), ("ctrl-o", "editor"),
        ("esc", "back"),
      ]
    case .consent: [("y ⏎", "merge"), ("esc", "back")]
    case .yes: [("y", "take the chair"), ("esc", "back")]
    case .consentToUndo: [("y", "take back"), ("esc", "back")]
    }
  }

  package func capitalized(_ text: String) -> String { withCapital(text) }

  package func more(_ count: Int) -> String { "and \(count) more" }

  package func marketIsOver(_ minutes: Minutes) -> String {
    let seconds = minutes.times.reduce(0) { $0 + $1.spent }
    return "The market of \(day(minutes.record.day)) is over after \(duration(seconds))."
  }

  package func rule(_ proposal: RuleProposal) -> String {
    "What cookbook \(proposal.cookbook) declares goes to \(proposal.owner.rawValue)."
  }

  package func effect(of proposal: RuleProposal, in book: MarketBook) -> String {
    let names = list(proposal.wouldHaveNamed.map { name(of: $0, in: book) })
    return proposal.wouldHaveNamed.isEmpty
      ? "It would have named nobody last night."
      : "Last night it would have named the owner of \(names)."
  }
}
