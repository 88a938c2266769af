import MarketModel

/// What a run is filed under whose report does not say where it ran: `terraform -json` names no
/// workspace, `salt-call --local` no minion.
///
/// The file's name is asked first, without what only says what was done and when:
/// `prod-apply-2026-11-22.jsonl` is `prod`. If nothing is left, the folders are, without those that
/// only hold others, the last two of them: `envs/prod/plan.jsonl` is `prod`,
/// `live/prod/network/plan.jsonl` is `prod/network`. If nothing is left again, it is the tool.
///
/// Wrong when: two workspaces write files of one name into folders of one name. Name the file after
/// the workspace then.
enum NamelessNode {
  static func name(for file: String, of tool: Tool) -> NodeName {
    let path = file.split(separator: "/")
    let words = path.last.map(ownWords) ?? ""
    if !words.isEmpty { return NodeName(rawValue: words) }
    let folders = path.dropLast().filter { !holders.contains($0.lowercased()) }
    guard !folders.isEmpty else { return NodeName(rawValue: tool.rawValue) }
    return NodeName(rawValue: folders.suffix(2).joined(separator: "/"))
  }

  /// A file's name without endings, and without what was done and when at either end of it.
  private static func ownWords(_ name: Substring) -> String {
    var name = name
    while let dot = name.lastIndex(of: "."), endings.contains(name[dot...].dropFirst().lowercased())
    {
      name = name[..<dot]
    }
    while true {
      name = name.drop(while: \.isJoint)
      while name.last?.isJoint == true { name.removeLast() }
      if Day(name.suffix(10)) != nil {
        name.removeLast(10)
      } else if Day(name.prefix(10)) != nil {
        name.removeFirst(10)
      } else if let last = name.split(whereSeparator: \.isJoint).last, isPassing(last) {
        name = name[..<last.startIndex]
      } else if let first = name.split(whereSeparator: \.isJoint).first, isPassing(first) {
        name = name[first.endIndex...]
      } else {
        return String(name)
      }
    }
  }

  /// Whether the word differs from run to run, or says only what kind of run it was.
  ///
  /// Short numbers stay, because `eu-1` and `eu-2` are two workspaces.
  private static func isPassing(_ word: Substring) -> Bool {
    deeds.contains(word.lowercased()) || isTime(word)
  }

  /// `20261122`, `20261122T0600Z`, `1795365516`; a year, month or day alone is too short to tell.
  private static func isTime(_ word: Substring) -> Bool {
    word.utf8.count { 0x30...0x39 ~= $0 } >= 8
      && word.utf8.allSatisfy {
        0x30...0x39 ~= $0 || $0 == UInt8(ascii: "T") || $0 == UInt8(ascii: "Z")
      }
  }

  private static let endings: Set<String> = [
    "json", "jsonl", "ndjson", "log", "txt", "out", "gz", "zst", "tfplan", "plan",
  ]

  private static let deeds: Set<String> = [
    "apply", "call", "destroy", "highstate", "json", "local", "log", "opentofu", "out", "output",
    "plan", "refresh", "report", "result", "run", "salt", "state", "stdout", "terraform", "tf",
    "tofu", "ui",
  ]

  private static let holders: Set<String> = [
    ".", "..", "ci", "env", "environments", "envs", "home", "infra", "live", "log", "logs", "opt",
    "reports", "runs", "salt", "spool", "srv", "stacks", "terraform", "tmp", "tofu", "var",
    "workspaces",
  ]
}

extension Character {
  /// What stands between the words of a file's name.
  fileprivate var isJoint: Bool { self == "-" || self == "_" || self == "." || self == " " }
}
