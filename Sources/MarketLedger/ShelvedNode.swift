import Documents
import MarketModel

/// One node of a digest: where its columns stand, so that they can be read in whatever order.
///
/// - Complexity: O(bytes); a column that nobody asks for is stepped over.
struct ShelvedNode {
  private let start: JSONCursor
  private var columns: [(name: JSONText, offset: Int)] = []

  /// Moves over the node at `cursor`.
  init(_ cursor: inout JSONCursor) throws(DocumentError) {
    start = cursor
    columns.reserveCapacity(24)
    try cursor.enterObject()
    while let name = try cursor.nextKey() {
      columns.append((name, cursor.offset))
      try cursor.skip()
    }
  }

  private func cursor(_ name: StaticString) -> JSONCursor? {
    columns.first { $0.name == name }.map { start.value(at: $0.offset) }
  }

  /// The letters of a column that is a text.
  func text(_ name: StaticString) throws(DigestFlaw) -> [UInt8]? {
    guard var cursor = cursor(name) else { return nil }
    return try DigestFlaw.of { () throws(DocumentError) in
      try cursor.kind() == .string ? try cursor.text().utf8 : nil
    }
  }

  /// The texts of a column that is a list; what else is in it is passed over.
  func texts(_ name: StaticString) throws(DigestFlaw) -> [String] {
    guard var cursor = cursor(name) else { return [] }
    return try DigestFlaw.of { () throws(DocumentError) in
      try cursor.node().elements?.compactMap(\.string) ?? []
    }
  }

  /// The values of a column, of which repetitions are counted.
  ///
  /// - Parameters:
  ///   - standard: what a column that is left out has throughout.
  ///   - meaning: the value at a cursor, which it moves over; `nil` for what is none.
  func column<Value>(
    _ name: StaticString, _ count: Int, default standard: Value? = nil,
    _ meaning: (inout JSONCursor) throws(DocumentError) -> Value?
  ) throws(DigestFlaw) -> Column<Value> {
    guard var cursor = cursor(name) else {
      if let standard { return .all(standard) }
      guard count == 0 else { throw DigestFlaw("has runs without `\(name)`") }
      return .each([])
    }
    let column = try DigestFlaw.of { () throws(DocumentError) in
      try cursor.kind() == .array
        ? try cursor.values(count, meaning).map(Column.each) : try meaning(&cursor).map(Column.all)
    }
    guard let column else { throw DigestFlaw("has a value in `\(name)` that cannot be") }
    if case .each(let values) = column, values.count != count {
      throw DigestFlaw("has not one `\(name)` for each run")
    }
    return column
  }
}

extension JSONCursor {
  /// A list in which `[n]` says that the value before it stands `n` more times; `nil` when one of
  /// its values is none. Of more than `count` values it reads one too many.
  fileprivate mutating func values<Value>(
    _ count: Int, _ meaning: (inout JSONCursor) throws(DocumentError) -> Value?
  ) throws(DocumentError) -> [Value]? {
    var values: [Value] = []
    try enterArray()
    while try nextElement() {
      if try kind() == .array {
        let node = try node()
        guard let last = values.last, let more = node.elements?.first?.count(to: count) else {
          return nil
        }
        values += repeatElement(last, count: more)
      } else {
        guard let value = try meaning(&self) else { return nil }
        values.append(value)
      }
      if values.count > count { break }
    }
    return values
  }

  /// The next value as a text; `nil`, and no step further, when it is something else.
  mutating func textValue() throws(DocumentError) -> String? {
    try kind() == .string ? try string() : nil
  }

  /// The next value as a whole number from `-limit` to `limit`; `nil` when it is none.
  mutating func wholeNumber(to limit: Int) throws(DocumentError) -> Int? {
    guard try kind() == .number else { return nil }
    return Int(try number()).flatMap { -limit <= $0 && $0 <= limit ? $0 : nil }
  }

  /// The same, from 0 on.
  mutating func count(to limit: Int) throws(DocumentError) -> Int? {
    try wholeNumber(to: limit).flatMap { $0 < 0 ? nil : $0 }
  }

  /// The next value, of which `null` is one as well; `nil` for what is neither.
  mutating func nullable<Value>(
    _ meaning: (inout JSONCursor) throws(DocumentError) -> Value?
  ) throws(DocumentError) -> Value?? {
    guard try kind() == .null else { return try meaning(&self).map(Optional.some) }
    try skip()
    return .some(.none)
  }
}

extension DocumentNode {
  /// A whole number from 0 to `limit`; none when that is negative.
  func count(to limit: Int) -> Int? { int.flatMap { 0 <= $0 && $0 <= limit ? $0 : nil } }
}

extension DigestFlaw {
  init(_ error: DocumentError) { self.init("\(error.reason) (byte \(error.offset))") }

  /// What `body` reads; what it complains about is what is wrong with the digest.
  static func of<Result>(
    _ body: () throws(DocumentError) -> Result
  ) throws(DigestFlaw) -> Result {
    do throws(DocumentError) { return try body() } catch { throw DigestFlaw(error) }
  }
}
