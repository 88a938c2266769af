import MarketMeeting
import MarketModel
import TextCanvas

/// The keys that work on this very screen, read from ``Keymap``: the phase's own beside those that
/// work everywhere, or above them where there is no room beside.
struct HelpOverlay {
  let meeting: Meeting
  private var words: any Phrasebook { meeting.words }
  /// A letter and its arrow; what else does the same is for those who try it.
  private static let keysShown = 2

  func draw(on frame: inout Frame, in area: Rect) {
    let bindings = Keymap(of: meeting).bindings(in: meeting)
    let own = bindings.filter { !$0.isCommon }
    let common = bindings.filter(\.isCommon)
    let title = words.helpTitle(in: meeting.isOver ? nil : meeting.phase)
    if area.width >= 74, !own.isEmpty, !meeting.isOver {
      let (left, right) = area.splitLeft(min(area.width * 4 / 7, 60))
      draw(own, under: title, on: &frame, in: left)
      draw(common, under: words.helpEverywhere, on: &frame, in: right)
    } else {
      draw(own + common, under: title, on: &frame, in: area)
    }
  }

  private func draw(
    _ bindings: [Binding], under title: String, on frame: inout Frame, in area: Rect
  ) {
    let x = area.x + 1
    frame.put(title, x: x, y: area.y, limit: area.width - 1, ink: .title)
    let below = area.splitTop(area.height > 8 ? 2 : 1).rest
    let fits = bindings.count <= below.height
    let shown = bindings.prefix(fits ? below.height : max(0, below.height - 1))
    let names = shown.map {
      $0.keys.isEmpty
        ? ":\($0.deed.rawValue)"
        : $0.keys.prefix(Self.keysShown).map(\.description).joined(separator: " ")
    }
    let column = (names.map(DisplayWidth.columns).max() ?? 0) + 2
    for (row, (name, binding)) in zip(names, shown).enumerated() {
      let line = below.row(row)
      frame.put(name, x: x, y: line.y, limit: line.width - 1, ink: .key)
      frame.put(
        words.help(for: binding.deed), x: x + column, y: line.y,
        limit: max(0, line.width - 1 - column))
    }
    if !fits {
      frame.put(
        words.moreKeys(bindings.count - shown.count), x: x, y: below.y + shown.count,
        limit: below.isEmpty ? 0 : below.width - 1, ink: .dim)
    }
  }
}
