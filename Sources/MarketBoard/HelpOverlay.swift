import MarketModel
import TextCanvas

/// The keys that work on this very screen, read from ``Keymap``.
struct HelpOverlay {
  let phase: Phase

  func draw(on frame: inout Frame, in area: Rect) {
    let bindings = Keymap.bindings.filter { $0.phases.contains(phase) }
    frame.put(
      "Keys in \(Wording.words(for: phase))", x: area.x + 1, y: area.y,
      limit: max(0, area.width - 1), ink: .title)
    let rows = max(1, area.height - 2)
    let columns = (bindings.count + rows - 1) / rows
    let width = area.width / max(1, columns)
    for (index, binding) in bindings.enumerated() {
      let x = area.x + 1 + index / rows * width
      let y = area.y + 2 + index % rows
      guard y < area.y + area.height else { continue }
      let keys = binding.keys.prefix(2).map(\.description).joined(separator: " ")
      frame.put(keys, x: x, y: y, limit: min(11, max(0, width - 1)), ink: .key)
      frame.put(binding.help, x: x + 12, y: y, limit: max(0, width - 14))
    }
  }
}
