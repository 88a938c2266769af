/// Why there is no screen to draw on.
package enum ScreenError: Error, Hashable {
  /// Standard input or output is a file or a pipe.
  case noTerminal
  /// `TERM` names nothing that this machine has a description of.
  case unknownTerminal
  /// `TERM` describes a terminal that can only print lines, such as `dumb`.
  case tooSimple
}
