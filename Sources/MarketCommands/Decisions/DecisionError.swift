import MarketBoard
import MarketMeeting
import MarketModel

/// Why a decision was not taken. Nothing was recorded.
enum DecisionError: AdvisingError, Hashable {
  case empty(String)
  case tooLong(String, characters: Int)
  case notADay(String)
  case dayIsPast(Day)
  case dayIsAhead(Day)
  case merged(String, into: String, typed: String)
  case putAway(String, String, typed: String)
  /// It is already what it was to become.
  case already(String, String)
  case sameProblem(String)
  case noNumber(String)
  case nobodyForEver
  case nothingToUndo(Person)
  case nothingToRedo
  case nothingToUndoOf(PhaseUndo, by: Person)
  /// What was asked is not what it would be now.
  case changedMeanwhile
  case noMarket(Day?)
  case noSuchTopic(Int, count: Int)

  var problem: String {
    switch self {
    case .empty(let what): "the \(what) is empty"
    case .tooLong(let what, let characters):
      "the \(what) has \(characters) characters; the board shows \(EditedLine.limit) at most"
    case .notADay(let text): "`\(text)` is no day"
    case .dayIsPast(let day): "\(english.day(day)) \(day.civil.year) is past"
    case .dayIsAhead(let day): "\(english.day(day)) \(day.civil.year) is still to come"
    case .merged(let name, let target, _): "\(name) was merged into \(target)"
    case .putAway(let name, let status, _): "\(name) is put away (\(status))"
    case .already(let name, let status): "\(name) is already \(status)"
    case .sameProblem(let name): "\(name) can't be merged into itself"
    case .noNumber(let name): "\(name) has no number yet, so nothing can be merged into it"
    case .nobodyForEver: "a problem can be left to nobody only until a day"
    case .nothingToUndo(let person): "\(person.rawValue) has decided nothing that is left to undo"
    case .nothingToRedo: "your last act was no undo, so there is nothing to redo"
    case .nothingToUndoOf(let undo, let person):
      "\(person.rawValue) decided nothing in \(english.words(for: undo.phase)) on "
        + "\(english.day(undo.market)) that is left to undo"
    case .changedMeanwhile: "somebody else decided meanwhile, so nothing was undone"
    case .noMarket(let day):
      day.map { "no market was held on \(english.day($0)) \($0.civil.year)" }
        ?? "no market was held yet"
    case .noSuchTopic(let number, _): "there is no parked topic \(number)"
    }
  }

  var place: String? { nil }

  var remedy: String {
    switch self {
    case .empty(let what): "say the \(what) in a sentence, between quotes"
    case .tooLong: "say it in a sentence, and keep the rest in a ticket"
    case .notADay: "write it as \(DayPhrase.forms)"
    case .dayIsPast: "give a day to come"
    case .dayIsAhead: "plan what is still to come instead: market step ID \"what\" --due DAY"
    case .merged(let name, _, let target):
      "say it about \(target) instead, or part them: market split \(name.drop { $0 == "#" })"
    case .putAway(_, _, let name):
      "put it back on the table first: market reopen \(name) --reason \"why\""
    case .already: "nothing was changed"
    case .sameProblem: "name the problem that stays last: market merge 12 into 7"
    case .noNumber(let name): "give it one first: market note \(name) \"seen\""
    case .nobodyForEver: "say until when: market hand ID nobody --due DAY"
    case .nothingToUndo: "see who decided what: market show ID"
    case .nothingToRedo: "decide it again; what was decided is told by: market show ID"
    case .nothingToUndoOf(let undo, _):
      undo.others > 0
        ? "\(english.stays(undo.others)); who decided takes it back: market undo --as NAME"
        : "see what was decided in which market: market minutes"
    case .changedMeanwhile: "see what it would be now: market undo --phase NAME --dry-run"
    case .noMarket: "name the day of one that was held: market undo --phase triage --of DAY"
    case .noSuchTopic(_, let count):
      count == 0 ? "nothing is parked" : "the numbers are those of: market parked"
    }
  }

  /// Whether what was typed could never be right, whatever the store holds.
  var isWrongUsage: Bool {
    switch self {
    case .empty, .tooLong, .notADay, .nobodyForEver: true
    default: false
    }
  }
}
