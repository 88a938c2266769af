/// What the words before say about the next: in `for user ana`, `ana` is a name.
struct NameCue {
  enum Announcement {
    case nothing
    /// It is somebody's name, whatever it looks like.
    case person
    /// It is a machine's name if it holds a number, as in `host web12`.
    case machine
  }

  private enum State { case nothing, preposition, credential, person, machine }
  private var state = State.nothing

  /// What the next word is. To be asked for each word in turn.
  mutating func announcement(for word: Range<Int>, of text: Span<UInt8>) -> Announcement {
    let before = state
    state = .nothing
    if 2...9 ~= word.count {
      let letters = text.letters(word)
      if MessageVocabulary.prepositions.contains(letters) {
        state = before == .credential ? .person : .preposition
        return .nothing
      }
      if MessageVocabulary.users.contains(letters) {
        state = before == .preposition || before == .person ? .person : .nothing
        return .nothing
      }
      if MessageVocabulary.credentials.contains(letters) {
        state = .credential
        return .nothing
      }
      if MessageVocabulary.machines.contains(letters) {
        state = .machine
        return .nothing
      }
    }
    switch before {
    case .person: return .person
    case .machine:
      // A list of them.
      if word.contains(where: { text[$0].isDigit }) { state = .machine }
      return .machine
    default: return .nothing
    }
  }
}
