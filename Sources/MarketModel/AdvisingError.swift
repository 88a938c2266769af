/// An error that ends with what to do about it.
///
/// Every error that can reach a person conforms. The words are written here, next to the case
/// that knows the facts; `MarketCommands` only prints them and chooses the exit status.
package protocol AdvisingError: Error, Sendable {
  /// What went wrong: one line, lower case, no full stop.
  var problem: String { get }
  /// Where: a file and line, a node, a key. `nil` when it is already in `problem`.
  var place: String? { get }
  /// What the reader can do now. Prefer a command they can paste.
  var remedy: String { get }
}

extension AdvisingError {
  /// The three parts as the command line prints them.
  package var message: String {
    let head = place.map { "\($0): \(problem)" } ?? problem
    return "market: \(head)\n  → \(remedy)"
  }
}
