/// Why bytes are not the JSON or YAML they should be, and where.
///
/// The words fit after a file name: lower case, no full stop.
package struct DocumentError: Error, Hashable, Sendable {
  package enum Problem: Hashable, Sendable {
    /// The bytes end inside a value: what a writer leaves behind that was cut off.
    case cutOff
    /// Not what the format allows at this place.
    case malformed(String)
    /// Nested deeper than the limit.
    case tooDeep(limit: Int)
    /// More values than the limit, aliases followed.
    case tooMany(limit: Int)
  }

  package let problem: Problem
  /// **Bytes** from the start of the document.
  package let offset: Int
  /// Counted from 1; only YAML, which people write by hand, says it.
  package let line: Int?

  package init(_ problem: Problem, at offset: Int, line: Int? = nil) {
    self.problem = problem
    self.offset = offset
    self.line = line
  }

  package var reason: String {
    switch problem {
    case .cutOff: "ends in the middle of a document"
    case .malformed(let what): what
    case .tooDeep(let limit): "is nested deeper than \(limit) levels"
    case .tooMany(let limit): "holds more than \(limit) values"
    }
  }
}
