import Documents
import MarketModel

/// The machines among the variables of a template: search results, mostly, that a recipe passed on.
///
/// A node that was found comes with all its attributes, hundreds of kilobytes of addresses and
/// versions; only its names are taken, and the rest is stepped over.
struct ChefVariables {
  private var found: Set<String> = []
  /// **Bytes** of text that may still be looked at.
  private var budget = HostNames.textLimit

  /// Lists and maps in each other that are entered: a list of members for each pool.
  private static let nestingLimit = 4

  /// - Parameter state: the resource's properties as they were after the run.
  static func machines(in state: JSONCursor) throws(DocumentError) -> [String] {
    var (cursor, variables) = (state, ChefVariables())
    try cursor.members { key, cursor throws(DocumentError) in
      guard key == "variables" else { return try cursor.skip() }
      try variables.collect(&cursor, nesting: 0)
    }
    return Array(variables.found.sorted().prefix(HostNames.limit))
  }

  private mutating func collect(
    _ cursor: inout JSONCursor, nesting: Int
  ) throws(DocumentError) {
    guard budget > 0, nesting <= Self.nestingLimit else { return try cursor.skip() }
    switch try cursor.kind() {
    case .string: try note(try cursor.text())
    case .array:
      try cursor.enterArray()
      while try cursor.nextElement() { try collect(&cursor, nesting: nesting + 1) }
    case .object:
      try cursor.enterObject()
      while let key = try cursor.nextKey() {
        switch key {
        case "automatic": try collectNames(&cursor)
        case "normal", "default", "override", "run_list": try cursor.skip()
        default: try collect(&cursor, nesting: nesting + 1)
        }
      }
    case .null, .bool, .number: try cursor.skip()
    }
  }

  /// Of a node's attributes.
  private mutating func collectNames(_ cursor: inout JSONCursor) throws(DocumentError) {
    try cursor.members { key, cursor throws(DocumentError) in
      switch key {
      case "fqdn", "hostname", "ipaddress":
        if let name = try cursor.textIfAny() { try note(name) }
      default: try cursor.skip()
      }
    }
  }

  private mutating func note(_ text: JSONText) throws(DocumentError) {
    guard text.count <= budget else { return }
    budget -= text.count
    found.formUnion(HostNames.mentioned(in: try text.string()))
  }
}
