import CNcurses
import TextCanvas

/// How each ink looks on this terminal.
///
/// No single colour is readable on a black and on a white background: the best of the 256 reaches a
/// contrast of 4.1 where 4.5 is asked for. Text therefore has either the terminal's own colours,
/// lifted by weight, or a colour *and* a background of ours. Only lines and bars, for which 3 is
/// enough, are coloured on a background we don't know.
///
/// Colours of ours are of the 256 whose look is fixed, from 16 on. The first sixteen look as each
/// terminal's owner likes: of the first eight no two reach 4.5 in the usual palettes (black on cyan is
/// 4.1 in Solarized, white on red 1.5 in a light one). Where there are no more, weight has to do.
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
  /// - Parameters:
  ///   - inColor: `false` shows inks by weight and reverse video alone.
  ///   - linesAreLetters: Whether lines are made of letters, and have to be as readable.
  init(inColor: Bool, linesAreLetters: Bool) {
    var colors: Int32 = 0
    if inColor && has_colors() {
      start_color()
      use_default_colors()
      colors = market_colors()
    }
    var pens: [Ink: Pen] = [:]
    for (index, ink) in Ink.allCases.enumerated() {
      let look = Palette.look(of: ink)
      let isColored = colors >= 256 && !(linesAreLetters && ink.isLine)
      if isColored, let shade = look.shade {
        let pair = Int16(index + 1)
        init_pair(pair, shade.text, shade.background)
        pens[ink] = Pen(attributes: look.weight, pair: pair)
      } else {
        pens[ink] = Pen(attributes: look.withoutColor, pair: 0)
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
    /// Beside its shade.
    var weight: attr_t = 0
    var withoutColor: attr_t = 0
    var shade: Shade?
  }

  private static func look(of ink: Ink) -> Look {
    let (bold, reverse, underline) = (market_bold(), market_reverse(), market_underline())
    return switch ink {
    case .plain, .dim: Look()
    case .title, .key: Look(withoutColor: bold)
    case .selected: Look(withoutColor: reverse)
    case .accent:
      Look(
        weight: bold, withoutColor: bold | reverse,
        shade: Shade(text: 231, background: 25))
    case .alarm:
      Look(
        weight: bold, withoutColor: bold | reverse | underline,
        shade: Shade(text: 231, background: 160))
    case .warning:
      Look(withoutColor: bold | underline, shade: Shade(text: 16, background: 214))
    case .good: Look(shade: Shade(text: 231, background: 28))
    case .bar: Look(withoutColor: bold, shade: Shade(text: 31))
    case .track, .rule: Look(shade: Shade(text: 244))
    }
  }
}

extension Ink {
  fileprivate var isLine: Bool { [.bar, .track, .rule].contains(self) }
}
