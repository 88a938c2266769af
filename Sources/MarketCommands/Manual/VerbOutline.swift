import ArgumentParser
import Documents

/// What the parser knows of a verb, read from the parser's own dump: so the manual says what
/// `--help` says, and nothing is written twice.
struct VerbOutline {
  let name: String
  let abstract: String
  let discussion: String?
  let words: [Word]
  let verbs: [VerbOutline]

  /// An argument, an option or a flag.
  struct Word {
    enum Kind: String { case positional, option, flag }

    let kind: Kind
    /// `--reason`, `-n`; none for an argument.
    let names: [String]
    /// What stands for the value.
    let value: String
    let meaning: String?
    let preset: String?
    let isOptional: Bool
    let isRepeating: Bool
  }

  /// The command and all its verbs that are not hidden.
  static func market() throws(DocumentError) -> VerbOutline {
    try outline(of: MarketCommand.self)
  }

  /// The options that every verb takes.
  static func everywhere() throws(DocumentError) -> [Word] {
    try outline(of: GlobalOptions.self).words
  }

  private static func outline(
    of type: any ParsableArguments.Type
  ) throws(DocumentError) -> VerbOutline {
    let dump = try DocumentNode(json: Array(type._dumpHelp().utf8))
    return VerbOutline(dump["command"] ?? .null)
  }
}

extension VerbOutline {
  private init(_ node: DocumentNode) {
    name = node["commandName"]?.string ?? ""
    abstract = node["abstract"]?.string ?? ""
    discussion = node["discussion"]?.string
    words = Self.shown(node["arguments"]).compactMap(Word.init)
    verbs = Self.shown(node["subcommands"]).map(VerbOutline.init)
  }

  private static func shown(_ list: DocumentNode?) -> [DocumentNode] {
    (list?.elements ?? []).filter { $0["shouldDisplay"]?.bool == true }
  }
}

extension VerbOutline.Word {
  fileprivate init?(_ node: DocumentNode) {
    guard let kind = node["kind"]?.string.flatMap(Kind.init) else { return nil }
    self.kind = kind
    names = (node["names"]?.elements ?? []).compactMap { name in
      let dashes = name["kind"]?.string == "long" ? "--" : "-"
      return name["name"]?.string.map { dashes + $0 }
    }
    value = node["valueName"]?.string ?? "value"
    meaning = node["abstract"]?.string
    preset = node["defaultValue"]?.string
    isOptional = node["isOptional"]?.bool == true
    isRepeating = node["isRepeating"]?.bool == true
  }
}
