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
    let path = file.utf8.split(separator: UInt8(ascii: "/"))
    let words = path.last.map(ownWords) ?? ""
    if !words.isEmpty { return NodeName(rawValue: words) }
    let folders = path.dropLast().map { String(Substring($0)) }
      .filter { !holders.contains($0.lowercased()) }
    guard !folders.isEmpty else { return NodeName(rawValue: tool.rawValue) }
    return NodeName(rawValue: folders.suffix(2).joined(separator: "/"))
  }

  /// A file's name without endings, and without what was done and when at either end of it.
  private static func ownWords(_ file: Substring.UTF8View) -> String {
    var name = Array(file)[...]
    while let dot = name.lastIndex(of: UInt8(ascii: ".")),
      endings.contains(String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased())
    {
      name = name[..<dot]
    }
    while true {
      name = name.drop { $0.isJoint }
      while name.last?.isJoint == true { name.removeLast() }
      let (head, tail) = (name.prefix(10), name.suffix(10))
      let first = name.prefix { !$0.isJoint }
      let last = name[(name.lastIndex { $0.isJoint }.map { $0 + 1 } ?? name.startIndex)...]
      if Day(utf8: tail.span) != nil {
        name.removeLast(10)
      } else if Day(utf8: head.span) != nil {
        name.removeFirst(10)
      } else if isPassing(last) {
        name = name[..<last.startIndex]
      } else if isPassing(first) {
        name = name[first.endIndex...]
      } else {
        return String(decoding: name, as: UTF8.self)
      }
    }
  }

  /// Whether the word differs from run to run, or says only what kind of run it was.
  ///
  /// Short numbers stay, because `eu-1` and `eu-2` are two workspaces.
  private static func isPassing(_ word: ArraySlice<UInt8>) -> Bool {
    isTime(word) || deeds.contains(String(decoding: word, as: UTF8.self).lowercased())
  }

  /// `20261122`, `20261122T0600Z`, `1795365516`; a year, month or day alone is too short to tell.
  private static func isTime(_ word: ArraySlice<UInt8>) -> Bool {
    word.count { 0x30...0x39 ~= $0 } >= 8
      && word.allSatisfy {
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

extension UInt8 {
  /// What stands between the words of a file's name.
  fileprivate var isJoint: Bool {
    switch self {
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: " "): true
    default: false
    }
  }
}
