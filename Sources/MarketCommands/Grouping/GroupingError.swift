import MarketBoard
import MarketModel

/// Why problems were not grouped otherwise. Nothing was recorded.
enum GroupingError: AdvisingError, Hashable {
  case keptApart(String, String, Separation, typed: String)
  case notApart(String, String)
  case notBound(String)
  case sameAsItself(String)
  case isMerged(String, String, typed: String)
  case nothingToSplit(String)
  case whatToSplit(String, typed: String, merged: [String])
  case nothingLeft(String)
  case noFingerprint(String, in: String, all: [Fingerprint])
  case ambiguousFingerprint(String, [Fingerprint])
  case notAtHand(String)
  case noPlace(String, String)
  case placeIsTaken(by: String, PlaceRule?)
  case noSignal(String)
  case ambiguousSignal(String, [Choice])
  case onTable(String, name: String)

  var problem: String {
    switch self {
    case .keptApart(let one, let other, let said, _):
      "\(one) and \(other) are never the same: \(said.by.rawValue) said so on "
        + english.day(said.at.day)
    case .notApart(let one, let other): "nobody said that \(one) and \(other) are never the same"
    case .notBound(let name): "nobody said that what fails at a place is always \(name)"
    case .sameAsItself(let name): "\(name) can't be kept apart from itself"
    case .isMerged(let one, let other, _): "\(one) and \(other) are merged"
    case .nothingToSplit(let name):
      "\(name) recognises one thing only, so there is nothing to split"
    case .whatToSplit(let name, _, _): "it is not said what is to be split off \(name)"
    case .nothingLeft(let name): "nothing would be left of \(name)"
    case .noFingerprint(let text, let name, _):
      "\(name) recognises nothing that begins with `\(text)`"
    case .ambiguousFingerprint(let text, let found):
      "`\(text)` can mean \(found.count) of its fingerprints: "
        + found.map(\.description).joined(separator: ", ")
    case .notAtHand(let name): "no night at hand shows \(name), so its place is not known"
    case .noPlace(let name, let kind):
      "\(name) has no place (\(kind)): it fails outside of any resource, or is no failure of a run"
    case .placeIsTaken(let owner, let rule):
      "what fails at this place is always \(owner) already"
        + (rule.map { ": \($0.by.rawValue) said so on \(english.day($0.at.day))" } ?? "")
    case .noSignal(let text): "no night at hand shows `\(text)`"
    case .ambiguousSignal(let text, let choices):
      "`\(text)` can mean \(choices.count) signals: "
        + choices.map { "\($0.name) (\($0.title.clipped(toBytes: 60)))" }.joined(separator: ", ")
    case .onTable(_, let name): "it is \(name) already"
    }
  }

  var place: String? { nil }

  var remedy: String {
    switch self {
    case .keptApart(_, _, let said, let names):
      "talk to \(said.by.rawValue); if it is otherwise: market never \(names) --undo"
    case .notApart, .notBound: "nothing was changed"
    case .sameAsItself: "name two problems: market never 12 7"
    case .isMerged(_, _, let name): "part them first: market split \(name)"
    case .nothingToSplit: "see what it is made of: market show ID --why-grouped"
    case .whatToSplit(_, let name, let merged):
      merged.first.map { "what was merged goes by its own number: market split \($0)" }
        ?? "see what it is made of: market show \(name) --why-grouped; "
        + "then: market split \(name) FINGERPRINT"
    case .nothingLeft: "leave one fingerprint where it is"
    case .noFingerprint(_, _, let all):
      "give four digits or more of one of these: "
        + all.prefix(8).map(english.shortened).joined(separator: ", ")
    case .ambiguousFingerprint: "give more digits"
    case .notAtHand: "wait until it fails again"
    case .noPlace: "merge what is the same: market merge 12 into 7"
    case .placeIsTaken(let owner, _):
      "nothing was changed; all of it is in: market show \(owner.dropFirst())"
    case .noSignal: "see what a night shows: market night"
    case .ambiguousSignal: "give more digits"
    case .onTable(let name, _): "see it: market show \(name)"
    }
  }
}
