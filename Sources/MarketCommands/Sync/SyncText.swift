import Documents
import GitExchange
import MarketBoard
import MarketModel

extension Exchanged {
  /// What came and what went, in one line or two.
  var lines: [String] {
    let place = "\(remote)/\(branch)"
    guard !received.isEmpty || !sent.isEmpty else {
      return leftOut.isEmpty
        ? ["Nothing new: \(place) has what is here, and nothing else."]
        : ["Nothing new but what was left out, here and in \(place)."]
    }
    var lines: [String] = []
    if !received.isEmpty { lines.append("Received \(received.phrase) from \(place).") }
    if !sent.isEmpty { lines.append("Sent \(sent.phrase) to \(place).") }
    return lines
  }

  /// Said where the branch stays.
  var branchLine: String? {
    switch branchHere {
    case .along: nil
    case .behind:
      "The branch that is checked out lacks what others did outside the store; next: git pull"
    case .inUse:
      "The branch that is checked out was in use, so it stays where it was; next: market sync"
    case .staged:
      "The branch that is checked out changed meanwhile, and the store's files stay staged; next: "
        + "git restore --staged, then market sync"
    }
  }
}

extension Exchanged.Haul {
  /// `3 decisions (ana 1, bo 2), 2 nights and the settings`.
  fileprivate var phrase: String {
    var parts: [String] = []
    if decisionCount > 0 {
      let people = decisions.sorted { $0.key < $1.key }.map { "\($0.key.rawValue) \($0.value)" }
      parts.append(
        english.count(decisionCount, "decision") + " (\(people.joined(separator: ", ")))")
    }
    if !nights.isEmpty { parts.append(english.count(nights.count, "night")) }
    if !minutes.isEmpty { parts.append("the minutes of \(english.count(minutes.count, "market"))") }
    if hasSettings { parts.append("the settings") }
    guard let last = parts.popLast() else { return "no decisions, only other lines" }
    return parts.isEmpty ? last : parts.joined(separator: ", ") + " and " + last
  }
}

extension JSONWriter {
  mutating func value(_ exchanged: Exchanged) {
    object { json in
      json.member("schema", 1)
      json.member("remote", exchanged.remote)
      json.member("branch", exchanged.branch)
      json.member("commit", exchanged.commit)
      json.key("received")
      json.value(exchanged.received)
      json.key("sent")
      json.value(exchanged.sent)
      json.list("left_out", exchanged.leftOut) { json, left in
        json.member("file", left.file)
        json.member("problem", left.problem)
        json.member("remedy", left.remedy)
      }
      json.member("behind", exchanged.branchHere == .behind)
    }
  }

  private mutating func value(_ haul: Exchanged.Haul) {
    object { json in
      json.list("decisions", haul.decisions.sorted { $0.key < $1.key }) { json, part in
        json.member("person", part.key.rawValue)
        json.member("count", part.value)
      }
      json.member("nights", haul.nights.sorted().map(\.description))
      json.member("minutes", haul.minutes.sorted().map(\.description))
      json.member("settings", haul.hasSettings)
    }
  }
}
