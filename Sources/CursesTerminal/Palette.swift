import CNcurses
import TextCanvas

/// How each ink looks on this terminal.
///
/// No single colour is readable on a black and on a white background: the best of the 256 reaches a
/// contrast of 4.1 where 4.5 is asked for. Text therefore has either the terminal's own colours,
/// lifted by weight, or a colour *and* a background of ours. Only lines and bars, for which 3 is
/// enough, are coloured on a background we don't know.
///
/// Source: WCAG 2.1, success criteria 1.4.3 and 1.4.11.
struct Palette {
  struct Pen: Equatable {
    let attributes: attr_t
    let pair: Int16
  }

  private let pens: [Ink: Pen]

  func pen(for ink: Ink) -> Pen { pens[ink] ?? Pen(attributes: 0, pair: 0) }

  /// Curses must have been started.
  ///
  /// - Parameter inColor: `false` shows inks by weight and reverse video alone.
  init(inColor: Bool) {
    var colors: Int32 = 0
    if inColor && has_colors() {
      start_color()
      use_default_colors()
      colors = market_colors()
    }
    var pens: [Ink: Pen] = [:]
    for (index, ink) in Ink.allCases.enumerated() {
      let look = Palette.look(of: ink)
      let shade = colors >= 256 ? look.shade256 : look.shade8
      if colors >= 8, let shade {
        let pair = Int16(index + 1)
        init_pair(pair, shade.text, shade.background)
        pens[ink] = Pen(attributes: look.weight, pair: pair)
      } else {
        pens[ink] = Pen(attributes: colors >= 8 ? look.weight : look.withoutColor, pair: 0)
      }
    }
    self.pens = pens
  }

  private struct Shade {
    let text: Int16
    var background = terminalsOwn

    static let terminalsOwn: Int16 = -1
  }

  private struct Look {
    var weight: attr_t = 0
    var withoutColor: attr_t = 0
    var shade256: Shade?
    var shade8: Shade?
  }

  private static func look(of ink: Ink) -> Look {
    let (bold, reverse, underline) = (market_bold(), market_reverse(), market_underline())
    return switch ink {
    case .plain, .dim: Look()
    case .title, .key: Look(weight: bold, withoutColor: bold)
    case .selected: Look(weight: reverse, withoutColor: reverse)
    case .accent:
      Look(
        weight: bold, withoutColor: bold | reverse,
        shade256: Shade(text: 231, background: 25), shade8: Shade(text: 0, background: 6))
    case .alarm:
      Look(
        weight: bold, withoutColor: bold | reverse | underline,
        shade256: Shade(text: 231, background: 160), shade8: Shade(text: 7, background: 1))
    case .warning:
      Look(
        withoutColor: bold | underline,
        shade256: Shade(text: 16, background: 214), shade8: Shade(text: 0, background: 3))
    case .good:
      Look(shade256: Shade(text: 231, background: 28), shade8: Shade(text: 0, background: 2))
    case .bar: Look(withoutColor: bold, shade256: Shade(text: 31), shade8: Shade(text: 6))
    case .track, .rule: Look(shade256: Shade(text: 244))
    }
  }
}
