import MarketMeeting
import TextCanvas

/// The keys that work on this very screen, read from ``Keymap``, by what they are for: the phase, the
/// market, looking, and the board itself. As many groups stand side by side as fit whole; what is
/// lower than its keys scrolls.
struct HelpOverlay {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  /// **Columns** between two columns.
  private static let gutter = 2

  func draw(on frame: inout Frame, in area: Rect) {
    let inside = Rect(x: area.x + 1, y: area.y, width: area.width - 1, height: area.height)
    let columns = columns(in: inside)
    let hasGaps = columns.allSatisfy { $0.height(hasGaps: true) <= inside.height }
    let limit = max(0, (columns.map { $0.height(hasGaps: hasGaps) }.max() ?? 0) - inside.height)
    let top = min(max(meeting.layers.last?.row ?? 0, 0), limit)
    frame.scrollLimit = limit
    var x = inside.x
    // What is left over stands between the columns.
    let spare = inside.width - columns.reduce(0) { $0 + $1.width + Self.gutter } + Self.gutter
    for column in columns {
      let lines = column.lines(hasGaps: hasGaps).dropFirst(top).prefix(inside.height)
      for (row, line) in lines.enumerated() {
        line.draw(
          on: &frame, x: x, y: inside.y + row, width: min(column.width, inside.x + inside.width - x)
        )
      }
      x += column.width + Self.gutter + min(8, max(0, spare) / columns.count)
    }
    guard limit > 0, !inside.isEmpty else { return }
    let position = words.lines(top + 1...top + inside.height, of: limit + inside.height)
    let at = inside.x + inside.width - DisplayWidth.columns(of: position)
    // The last column begins with the name of a group, and keeps it.
    guard at > x - (columns.last?.width ?? 0) + (columns.last?.titleWidth ?? 0) else { return }
    frame.put(position, x: at, y: inside.y, ink: .title)
  }

  private func columns(in area: Rect) -> [Column] {
    let groups = groups.filter { !$0.rows.isEmpty }
    let arrangements = [
      groups.map { [$0] }, [Array(groups.prefix(2)), Array(groups.dropFirst(2))],
    ]
    for arrangement in arrangements {
      let columns = arrangement.filter { !$0.isEmpty }.map(Column.init)
      let width = columns.reduce(0) { $0 + $1.width + Self.gutter } - Self.gutter
      if width <= area.width { return columns }
    }
    return [Column(groups)]
  }

  // MARK: What is said

  private var groups: [Group] {
    let bindings = Keymap(of: meeting).bindings(in: meeting)
    let phase = bindings.filter { !$0.isCommon && KeyGroup(of: $0.deed) == nil }
    let own = Group(
      title: words.helpTitle(in: meeting.isOver ? nil : meeting.phase), rows: rows(of: phase))
    return [own]
      + KeyGroup.allCases.map { group in
        Group(
          title: words.title(of: group),
          rows: rows(of: bindings.filter { KeyGroup(of: $0.deed) == group }))
      }
  }

  /// A row for each, or for those that belong on one.
  private func rows(of bindings: [Binding]) -> [Row] {
    var rows: [Row] = []
    var folded: Set<KeyFold> = []
    for binding in bindings {
      guard let fold = KeyFold(of: binding.deed) else {
        rows.append(Row(keys: named(binding.shownKey), words: words.help(for: binding.deed)))
        continue
      }
      guard folded.insert(fold).inserted else { continue }
      let keys = bindings.filter { KeyFold(of: $0.deed) == fold }.map(\.shownKey)
      rows.append(
        Row(
          keys: named(keys.joined(separator: " ")),
          words: keys.count == 1 ? words.help(for: binding.deed) : words.help(for: fold)))
    }
    return rows
  }

  private func named(_ keys: String) -> String { meeting.look.isASCII ? keys.inASCII : keys }

  struct Row {
    let keys: String
    let words: String
  }

  struct Group {
    let title: String
    let rows: [Row]
  }

  /// Groups one below the other.
  private struct Column {
    let groups: [Group]
    private let keysWidth: Int
    let width: Int

    init(_ groups: [Group]) {
      self.groups = groups
      let rows = groups.flatMap(\.rows)
      keysWidth = (rows.map { DisplayWidth.columns(of: $0.keys) }.max() ?? 0) + 2
      width = max(
        keysWidth + (rows.map { DisplayWidth.columns(of: $0.words) }.max() ?? 0),
        groups.map { DisplayWidth.columns(of: $0.title) }.max() ?? 0)
    }

    var titleWidth: Int { DisplayWidth.columns(of: groups.first?.title ?? "") }

    func height(hasGaps: Bool) -> Int { lines(hasGaps: hasGaps).count }

    func lines(hasGaps: Bool) -> [CardLine] {
      Array(
        groups.map { group in
          [CardLine.text(group.title, .title)]
            + group.rows.map { row in
              .cells([
                .init(text: row.keys, x: 0, ink: .key), .init(text: row.words, x: keysWidth),
              ])
            }
        }.joined(separator: hasGaps ? [.gap] : []))
    }
  }
}

extension Binding {
  /// The first key, or, for what has none, its name in the command line.
  fileprivate var shownKey: String { keys.first?.description ?? ":\(deed.rawValue)" }
}

extension KeyFold {
  package init?(of deed: Deed) {
    switch deed {
    case .nextItem, .down, .up: self = .items
    case .pageDown, .pageUp: self = .pages
    case .first, .last, .goto: self = .ends
    case .nextPhase, .previousPhase: self = .phases
    case .undo, .redo: self = .undo
    case .projector, .mouse: self = .look
    case .help, .back: self = .help
    default: return nil
    }
  }
}

extension KeyGroup {
  /// `nil` for what is the phase's own.
  init?(of deed: Deed) {
    switch deed {
    case .park, .undo, .redo, .undoPhase, .nextPhase, .previousPhase, .pause, .takeChair:
      self = .market
    case .nextItem, .down, .up, .pageDown, .pageUp, .first, .last, .goto, .evidence, .history,
      .matrix, .effect, .people, .parked, .unread, .filter, .search:
      self = .look
    case .command, .projector, .mouse, .help, .back, .leave: self = .board
    default: return nil
    }
  }
}
