package import MarketModel

/// How this terminal shows the market. Nobody else sees it, and nothing in it decides anything.
package struct Look: Hashable, Sendable {
  package var language: Language
  /// For a wall at six metres: few lines, much space.
  package var isForProjector: Bool
  /// Off, the terminal itself selects and copies with the mouse.
  package var usesMouse: Bool
  /// Where there is only ASCII, a key has its name: the sign for enter would look like that of another.
  package var isASCII = false
  /// What the first step is called where a team has said nothing.
  package var steps: [SuggestedStep: String]

  package init(
    language: Language = .english, isForProjector: Bool = false,
    usesMouse: Bool = true, steps: [SuggestedStep: String] = [:]
  ) {
    (self.language, self.isForProjector) = (language, isForProjector)
    (self.usesMouse, self.steps) = (usesMouse, steps)
  }
}

/// What a problem needs first, by what is known of it.
package enum SuggestedStep: String, CaseIterable, Hashable, Sendable {
  case putFixIn = "put the fix in"
  case findCountermeasure = "find a countermeasure"
  case clearBlock = "clear what blocks it"
  case bringDecision = "bring the decision about"
  case findCause = "find the cause"
}
