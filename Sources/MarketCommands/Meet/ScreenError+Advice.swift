import CursesTerminal
import MarketModel

/// The words for a terminal that can't show the board.
extension ScreenError: AdvisingError {
  package var problem: String {
    switch self {
    case .noTerminal: "there is no terminal to show the board on"
    case .unknownTerminal: "this terminal's name, $TERM, is not known here"
    case .tooSimple: "this terminal can't place text on its screen"
    }
  }

  package var place: String? { nil }

  package var remedy: String {
    switch self {
    case .noTerminal, .tooSimple: "hold the market line by line: market meet --stream"
    case .unknownTerminal: "name one that is: TERM=xterm market meet, or: market meet --stream"
    }
  }
}
