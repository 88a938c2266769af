package import MarketModel

/// Something that lies over the board for a moment, and where in it somebody looks.
package struct Layer: Hashable, Sendable {
  package let overlay: Meeting.Overlay
  /// Of a list the row that is marked, of a text the first line that is shown.
  package var row = 0
  /// Whose history it is; `nil` for the item in front.
  package var subject: ProblemID?
  package internal(set) var filter = ""
  /// The rows of a list, filtered or not; looked up once, because they may be of all problems ever.
  fileprivate(set) var items: [ProblemID] = []
  fileprivate(set) var all: [ProblemID] = []

  init(_ overlay: Meeting.Overlay, subject: ProblemID? = nil) {
    (self.overlay, self.subject) = (overlay, subject)
  }
}

extension Meeting {
  package enum Overlay: Hashable, Sendable {
    // Texts
    case help, evidence, history, people, unread, parked
    // Lists of problems, a row each
    case matrix, effect
    /// Every problem there ever was that has these words.
    case found(String)

    package var isList: Bool {
      switch self {
      case .matrix, .effect, .found: true
      case .help, .evidence, .history, .people, .unread, .parked: false
      }
    }

    /// Whether the item in front is still what a key would decide about.
    package var showsItem: Bool { self == .evidence }
  }

  package var overlay: Overlay? { layers.last?.overlay }

  /// The problem that what lies over the board is about.
  package var shownProblem: Problem? {
    layers.last?.subject.flatMap { book.problem($0) } ?? selected
  }

  /// The rows of a list that lies over the board, filtered.
  package var overlayItems: [ProblemID] { layers.last?.items ?? [] }

  /// How many rows there are without a filter.
  package var overlayCount: Int { layers.last?.all.count ?? 0 }

  /// Looks up the rows of what lies over the board: it was opened, or the book has changed.
  ///
  /// - Complexity: O(problems ever) for a list of them.
  mutating func fillLayers() {
    for index in layers.indices where layers[index].overlay.isList {
      layers[index].all = rows(of: layers[index].overlay).map(\.id)
      filterLayer(index)
    }
  }

  mutating func filterLayer(_ index: Int) {
    let layer = layers[index]
    layers[index].items =
      layer.filter.isEmpty
      ? layer.all
      : layer.all.filter { id in book.problem(id).map { matches($0, layer.filter) } ?? false }
    layers[index].row = min(layer.row, max(0, layers[index].items.count - 1))
  }

  private func rows(of overlay: Overlay) -> [Problem] {
    switch overlay {
    case .matrix: book.openProblems.sorted { $0.id < $1.id }
    case .effect: book.problems.values.filter { $0.countermeasure != nil }.sorted { newer($0, $1) }
    case .found(let words): problems(matching: words)
    case .help, .evidence, .history, .people, .unread, .parked: []
    }
  }

  private func newer(_ one: Problem, _ other: Problem) -> Bool {
    let (first, second) = (one.countermeasure?.day, other.countermeasure?.day)
    return (first?.daysSince1970 ?? 0, one.id) > (second?.daysSince1970 ?? 0, other.id)
  }

  /// A second time it goes.
  mutating func show(_ overlay: Overlay) {
    if let at = layers.firstIndex(where: { $0.overlay == overlay }) {
      layers.removeSubrange(at...)
    } else {
      layers.append(Layer(overlay))
      fillLayers()
    }
  }

  /// The history of the problem in the marked row; a text has none, and goes.
  mutating func openRow() {
    guard let layer = layers.last, layer.overlay.isList else {
      layers = layers.dropLast()
      return
    }
    let items = overlayItems
    guard items.indices.contains(layer.row) else { return }
    layers.append(Layer(.history, subject: items[layer.row]))
  }

  /// What was filtered shows whole again; then what lies over the board goes; then one who strayed goes
  /// back to where the facilitator stands.
  mutating func goBack() -> [Effect] {
    if count != nil { return [] }
    if !filter.isEmpty {
      setFilter("")
    } else if !layers.isEmpty {
      layers.removeLast()
    } else if isStraying {
      return select(lead?.item)
    }
    return []
  }

  /// What the terminal turned out to be.
  package mutating func showInASCII() { look.isASCII = true }

  /// A text says at drawing how far it goes; the meeting knows no width.
  package mutating func limitScroll(to most: Int) {
    guard let layer = layers.last, !layer.overlay.isList, layer.row > most else { return }
    layers[layers.count - 1].row = max(0, most)
  }
}

// MARK: Moving about

extension Meeting {
  /// The marked row of a list that lies over the board opens.
  mutating func pick(_ row: Int) -> [Effect] {
    guard let layer = layers.last else {
      return shownItems.indices.contains(row) ? select(shownItems[row]) : []
    }
    guard layer.overlay.isList, overlayItems.indices.contains(row) else { return [] }
    if layer.row == row { openRow() } else { layers[layers.count - 1].row = row }
    return []
  }

  mutating func move(by step: Int) -> [Effect] {
    if let layer = layers.last {
      let last = layer.overlay.isList ? max(0, overlayItems.count - 1) : Int.max / 2
      layers[layers.count - 1].row = min(max(layer.row + step, 0), last)
      return []
    }
    let items = shownItems
    guard let id = selectedID, let index = items.firstIndex(of: id) else {
      return select(items.first)
    }
    return select(items[min(max(index + step, 0), items.count - 1)])
  }

  mutating func move(toFirst first: Bool) -> [Effect] {
    guard layers.isEmpty else { return move(by: first ? -(Int.max / 4) : Int.max / 4) }
    return select(first ? shownItems.first : shownItems.last)
  }

  /// To an item of the phase, or else to the history of whatever has the number.
  mutating func goTo(_ number: Int) -> [Effect] {
    if let item = items.first(where: { $0.number == number }), layers.isEmpty {
      if !shownItems.contains(item) { setFilter("") }
      return select(item)
    }
    guard let problem = book.problems(numbered: number).first else {
      return refuse(.noSuchNumber(number))
    }
    layers.append(Layer(.history, subject: problem.id))
    return []
  }
}
