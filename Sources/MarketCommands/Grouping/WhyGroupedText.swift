import MarketAnalysis
import MarketBoard
import MarketModel
import TextCanvas

/// Why what a problem holds is one: for each fingerprint what its failures share, and two of them.
struct WhyGroupedText {
  let problem: Problem
  let morning: Morning
  /// **Columns** there are; two reports stand side by side from ``sideBySide`` on.
  let columns: Int

  private static let sideBySide = 100
  /// **Columns** of a line; a text in fewer than 30 can't be read.
  private var width: Int { min(max(columns, 30), TextLayout.width) }

  var lines: [String] {
    let groups = problem.fingerprints.map { GroupExplanation(of: $0, in: morning.nights) }
    return TextLayout.paragraph("\(morning.name(of: problem.id))  \(problem.title)", indent: 0)
      + groups.flatMap { [""] + lines(of: $0) } + ["", "Rules"] + rules
  }

  private func lines(of group: GroupExplanation) -> [String] {
    let seen =
      group.nights == 0
      ? "no night at hand shows it"
      : "\(english.count(group.runs, "run")) in \(english.count(group.nights, "night"))"
    let name = group.title.map { ": \($0)" } ?? ""
    let head = TextLayout.paragraph(
      "\(english.shortened(group.fingerprint))  \(seen)\(name)", indent: 0)
    guard let first = group.members.first else {
      return head
        + TextLayout.paragraph(
          "No report is kept of it: it is told by what was seen, not by what was said.", indent: 2)
    }
    return head + shared(first) + [""] + members(group.members)
  }

  /// What all of them have, with `‹›` for what varies.
  private func shared(_ example: FailureExample) -> [String] {
    let failure = example.failure
    return [
      ("place", example.place), ("class", failure.errorClass),
      ("message", MessageTemplate(of: failure.message).text),
      ("output", failure.detail.map { MessageTemplate(of: $0).text }),
    ].flatMap { name, text in
      text.map { TextLayout.entry(name, $0, nameWidth: 10, width: width) } ?? []
    }
  }

  // MARK: Members

  /// Lines of a member's text; `market show --json` has what was kept of it.
  private static let memberLines = 6

  private func members(_ members: [FailureExample]) -> [String] {
    let gap = 3
    let isWide = columns >= Self.sideBySide && members.count == 2
    let width = isWide ? (TextLayout.width - 2 - gap) / 2 : self.width - 2
    let blocks = members.map { lines(of: $0, width: width) }
    let note = members.count == 1 ? ["  No other report of it is kept."] : []
    guard isWide, let left = blocks.first, let right = blocks.last else {
      return Array(blocks.map { $0.map { "  \($0)" } }.joined(separator: [""])) + note
    }
    return (0..<max(left.count, right.count)).map { row in
      let cell = TextFlow.padded(row < left.count ? left[row] : "", to: width)
      let other = row < right.count ? right[row] : ""
      return TextLayout.line("  \(cell)\(String(repeating: " ", count: gap))\(other)")
    }
  }

  private func lines(of example: FailureExample, width: Int) -> [String] {
    let fillings = example.fillings
    let holes = fillings.isEmpty ? "nothing varies" : "‹› " + fillings.joined(separator: " · ")
    let said = [example.failure.message, example.failure.detail].compactMap { $0 }
    return TextFlow.wrapped("\(example.node.rawValue), \(example.start.shortTime)", to: width)
      + said.flatMap { TextFlow.wrapped($0, to: width, lines: Self.memberLines) }
      + TextFlow.wrapped(holes, to: width)
  }

  // MARK: Rules

  private var rules: [String] {
    let rules = GroupingRules(of: problem, in: morning)
    let name = morning.name(of:)
    let merged = rules.merged.flatMap { rule in
      TextLayout.entry(
        "merged", "\(name(rule.problem.id)) \(rule.problem.title), \(said(rule.entry))")
    }
    let always = rules.always.flatMap { rule in
      TextLayout.entry(
        "always",
        "whatever fails at \(morning.words(for: [rule.place]).joined()), "
          + "\(rule.rule.by.rawValue) since \(english.day(rule.rule.at.day))"
          + (rule.brought == 0 ? "" : "; brought \(english.count(rule.brought, "fingerprint"))"))
    }
    let never = rules.never.flatMap { rule in
      TextLayout.entry(
        "never",
        "with \(name(rule.other)), \(rule.said.by.rawValue) on \(english.day(rule.said.at.day))")
    }
    let split = rules.splitOff.flatMap { rule in
      TextLayout.entry("split", "off \(name(rule.source)), \(said(rule.entry))")
    }
    let all = merged + split + always + never
    return all.isEmpty ? ["  Nobody said anything: the fingerprints alone decide."] : all
  }

  private func said(_ entry: LedgerEntry?) -> String {
    entry.map { "\($0.by.person.rawValue) on \(english.day($0.at.day))" } ?? ""
  }
}

/// What was said about which problems are one, as far as it concerns one of them.
struct GroupingRules {
  /// What was merged into it and is part of it still.
  let merged: [(problem: Problem, entry: LedgerEntry?)]
  /// What it was split off from.
  let splitOff: [(source: ProblemID, entry: LedgerEntry)]
  /// Places of which all belongs to it, and how many fingerprints each brought.
  let always: [(place: Fingerprint, rule: PlaceRule, brought: Int)]
  let never: [(other: ProblemID, said: Separation)]

  init(of problem: Problem, in morning: Morning) {
    let book = morning.book
    let root = book.root(of: problem.id)
    merged = book.merged(into: problem.id).map { part in
      let entry = book.history(of: part.id).last { entry in
        if case .merged = entry.event { true } else { false }
      }
      return (part, entry)
    }
    splitOff = book.history(of: problem.id).compactMap { entry in
      guard case .split(let source, let new, _, _, _, _) = entry.event, new == problem.id else {
        return nil
      }
      return (source, entry)
    }
    always = book.placeRules.filter { book.root(of: $0.value.problem) == root }
      .sorted { $0.key < $1.key }
      .map { place, rule in
        (place, rule, book.placeByFingerprint.values.count { $0 == place })
      }
    never = book.separations.compactMap { said in
      let (one, other) = (book.root(of: said.problem), book.root(of: said.other))
      guard one != other, one == root || other == root else { return nil }
      return (one == root ? other : one, said)
    }
  }
}
