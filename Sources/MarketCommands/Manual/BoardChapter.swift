import MarketBoard
import MarketModel
import TextCanvas

/// The chapter of market(1) about the board: its phases, and its keys as ``Keymap`` has them.
enum BoardChapter {
  static func write(to page: inout ManualPage) {
    page.heading("THE BOARD")
    page.text(
      """
      `market meet` and `market watch` fill the terminal. At 80 columns and 24 lines all that \
      matters is there; more room shows more, and the least is 20 by 5. The market cannot be \
      extended: at zero the board goes to its last phase, and what was not reached is carried \
      over. Colour is never the only sign.
      """)
    page.subheading("Phases")
    page.list(width: "Overnight") { page in
      for phase in Phase.allCases {
        page.item(.command(english.words(for: phase)), meaning: meaning(of: phase))
      }
    }
    for phase in Phase.allCases {
      let keys = Keymap.standard.bindings.filter { $0.phases.contains(phase) && !$0.isCommon }
      page.keys(keys, under: "Keys in \(english.words(for: phase))")
    }
    page.keys(Keymap.standard.bindings.filter(\.isCommon), under: "Keys in every phase")
    page.subheading("Keys in a question")
    page.text(
      """
      In a list, up and down choose, a digit chooses at once, and Enter takes what is chosen. A line \
      of text is edited as in the shell: arrows, with ctrl or alt by words; ctrl-a, ctrl-e, ctrl-u, \
      ctrl-k, ctrl-w, ctrl-y; up and down call what was said before; Tab completes; ctrl-o takes the \
      text to `$VISUAL` or `$EDITOR`, for what is longer than a line. A yes-or-no question wants `y` \
      or `n`. Esc leaves any of them, and nothing is decided.
      """)
    page.subheading("Names, numbers and filters")
    page.text(
      """
      `:` and a name, or as much of it as tells it from others, does what has no key: `:history \
      12`, `:search nginx`, `:people`. Tab completes it. A number before a key repeats it (`5j`) or \
      names a problem (`12G`). `/` shows only what has all the words that follow: a number, a title, \
      an owner, a cookbook, an environment or a node. The mouse chooses rows and hints; `:mouse` \
      gives it back to the terminal, which else needs Shift to mark text.
      """)
    page.subheading("Typing ahead")
    page.text(
      """
      A key that decides does so only about what was on the screen when it was typed. What was typed \
      sooner is held, and named; `y` takes it, any other key drops it.
      """)
    page.subheading("Without a full screen")
    page.text(
      """
      With `--stream` the market is held line by line, for screen readers, serial lines and \
      scripts. What is new on the table is said once, a decision with how many are left undecided, \
      and the time at most once a minute, or when `time` asks for it. What lies over the board is \
      said and gone.
      """)
    page.text(
      """
      Each line that is typed is a key and what it needs: `a 2`, `o ana`, `m #14 y`, `s fri` or `n \
      wait for the vendor`. A key stands alone or before a blank; any longer word is a name, as \
      after `:`, so `undo`, `history 12` and `snooze +2w` are lines, too. A word that is neither \
      does nothing and is named. An answer is its number, its words, or at least two letters that \
      only it begins with; a problem also `#` and its number, and where days are listed any day \
      will do. An empty line is Enter. In a question a full stop is Esc and `?` says it again; \
      elsewhere a full stop takes a filter away and says what is in front again. Where the input \
      ends in a question, nothing is decided.
      """)
  }

  private static func meaning(of phase: Phase) -> String {
    let minutes = MarketPlan.standard.budget(of: phase) / 60
    let sense =
      switch phase {
      case .overnight: "How the night went: coverage, runs, failures, what is on the table."
      case .review: "Each open problem: did the night confirm it, and how is its owner getting on?"
      case .triage: "Each new card: accept, merge, snooze or dismiss it."
      case .assign: "Each accepted problem gets an owner, a next step and a date."
      case .close: "Who does what until tomorrow; one rule is made better; the minutes are written."
      }
    return "\(english.count(minutes, "minute")). \(sense)"
  }
}

extension ManualPage {
  fileprivate mutating func keys(_ bindings: [Binding], under title: String) {
    guard !bindings.isEmpty else { return }
    subheading(title)
    list(width: "Up or wheel", isCompact: true) { page in
      for binding in bindings {
        let keys = binding.keys.filter { !$0.isMouse }
        let names =
          keys.isEmpty
          ? ":\(binding.deed.rawValue)" : keys.map(\.spelledOut).joined(separator: " or ")
        page.item(.plain("Ic"), .word(names), meaning: english.help(for: binding.deed))
      }
    }
  }
}

extension Key {
  fileprivate var isMouse: Bool {
    switch self {
    case .click, .wheel: true
    default: false
    }
  }

  /// The key's name in letters alone, where the board has room for a sign only.
  fileprivate var spelledOut: String {
    switch self {
    case .enter: "Enter"
    case .escape: "Esc"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .tab: "Tab"
    case .backtab: "Shift-Tab"
    default: description
    }
  }
}
