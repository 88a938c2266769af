import MarketAnalysis
package import MarketModel

// What is looked for, on the board and in what lies over it. A filter hides and decides nothing: the
// pace counts every item.

extension Meeting {
  /// The words that are filtered by where somebody looks now.
  package var filter: String { layers.last?.filter ?? phaseFilter }

  /// The items of the phase that the filter lets through, in their order.
  package var shownItems: [ProblemID] {
    phaseFilter.isEmpty
      ? items : items.filter { id in book.problem(id).map { matches($0, phaseFilter) } ?? false }
  }

  mutating func setFilter(_ words: String) {
    if layers.isEmpty {
      phaseFilter = words
      if let id = selectedID, !shownItems.contains(id) { _ = select(shownItems.first) }
    } else {
      layers[layers.count - 1].filter = words
      layers[layers.count - 1].row = 0
      filterLayer(layers.count - 1)
    }
  }

  /// The line is done, and the filter stays.
  mutating func applyFilter() -> [Effect] {
    remember(prompt)
    prompt = nil
    let isList = layers.last?.overlay.isList ?? true
    let shown = layers.isEmpty ? shownItems : overlayItems
    guard isList, shown.isEmpty, !filter.isEmpty else { return [] }
    let words = filter
    setFilter("")
    return refuse(.nothingMatches(words))
  }

  /// Whether a problem has all of these words in what a person would look for: number, title, owner,
  /// kind, state, cookbook, environments and nodes. Case does not matter.
  package func matches(_ problem: Problem, _ words: String) -> Bool {
    let wanted = words.lowercased().split(separator: " ")
    guard !wanted.isEmpty else { return true }
    let evidence = evidence(for: problem)
    var text = "#\(problem.id.number) \(problem.title) \(problem.kind.rawValue)"
    text += " \(problem.status.rawValue)"
    if let owner = problem.owner { text += " @\(owner.rawValue)" }
    if let cookbook = evidence.cookbook { text += " \(cookbook)" }
    text += " " + evidence.environments.joined(separator: " ")
    text += " " + evidence.nodes.map(\.rawValue).joined(separator: " ")
    let lowered = text.lowercased()
    return wanted.allSatisfy { lowered.contains($0) }
  }

  /// Every problem that has these words in its title, its notes or what was done about it; what rests
  /// too. Newest first.
  ///
  /// - Complexity: O(problems ever).
  package func problems(matching words: String) -> [Problem] {
    let wanted = words.lowercased().split(separator: " ")
    return book.problems.values
      .filter { problem in
        let text =
          ([problem.title, problem.cause, problem.step, problem.countermeasure?.text]
          .compactMap { $0 } + problem.notes).joined(separator: " ").lowercased()
        return wanted.allSatisfy { text.contains($0) || "#\(problem.id.number)" == $0 }
      }
      .sorted { $0.id > $1.id }
  }
}

// MARK: Lines that were said before

extension Draft {
  /// Questions of one kind are answered alike.
  enum Kind: Hashable, Sendable {
    case step, person, reason, text, topic, filter, command
  }

  var kind: Kind {
    switch self {
    case .step: .step
    case .ownerName, .people: .person
    case .reasonToClose, .reasonToDismiss: .reason
    case .topic: .topic
    case .filter: .filter
    case .command: .command
    default: .text
    }
  }
}

extension Meeting {
  /// What is entered can be called up again.
  mutating func remember(_ prompt: Prompt?) {
    guard let prompt, case .line(let line) = prompt.input else { return }
    let text = line.text
    guard !text.isEmpty, entered[prompt.draft.kind]?.last != text else { return }
    entered[prompt.draft.kind, default: []].append(text)
  }

  /// Lines that answered such a question before, oldest first: those of this sitting, and before them,
  /// for a next step, those that are planned.
  package func linesBefore(_ draft: Draft) -> [String] {
    let planned = draft.kind == .step ? stepsBefore : []
    var seen: Set<String> = []
    return (planned + (entered[draft.kind] ?? [])).reversed().filter { seen.insert($0).inserted }
      .reversed()
  }

  private var stepsBefore: [String] {
    book.problems.values.filter { $0.step != nil }.sorted { $0.id < $1.id }.compactMap(\.step)
  }

  /// Everybody who was ever named: the roster, owners, and who wrote.
  package var people: [Person] {
    var people = Set(settings.roster.map(\.person))
    for problem in book.problems.values { if let owner = problem.owner { people.insert(owner) } }
    people.insert(writer.person)
    return people.sorted { $0.rawValue < $1.rawValue }
  }
}
