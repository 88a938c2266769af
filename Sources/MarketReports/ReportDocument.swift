package import Documents

/// A JSON object whose members were found and stepped over, to be read by whoever knows its shape.
///
/// One pass finds where each member of the outermost object begins, so that its format can be told
/// by all its keys, whatever their order. Only the few members that are wanted are then looked
/// into.
package struct ReportDocument {
  private let cursor: JSONCursor
  private var members: [Member] = []

  private struct Member {
    let key: JSONText
    let kind: JSONCursor.Kind
    let offset: Int
  }

  /// Steps over the object at `cursor`.
  package init(_ cursor: inout JSONCursor) throws(ReportError) {
    self.cursor = cursor
    members.reserveCapacity(32)
    do throws(DocumentError) {
      if try cursor.kind() == .array { throw cursor.malformed("is a list, not a run report") }
      try cursor.enterObject()
      while let key = try cursor.nextKey() {
        guard members.count < ReportLimits.topLevelMembers else {
          throw DocumentError(.tooMany(limit: ReportLimits.topLevelMembers), at: key.offset)
        }
        members.append(Member(key: key, kind: try cursor.kind(), offset: cursor.offset))
        try cursor.skip()
      }
    } catch { throw .document(error) }
  }

  package func has(_ keys: StaticString...) -> Bool {
    keys.allSatisfy { key in members.contains { $0.key == key } }
  }

  /// Whether the member is there and is exactly this text.
  package func says(_ key: StaticString, _ word: StaticString) -> Bool {
    guard let member = members.first(where: { $0.key == key }), member.kind == .string else {
      return false
    }
    var cursor = cursor.value(at: member.offset)
    return (try? cursor.text()).map { $0 == word } ?? false
  }

  package func kind(of key: StaticString) -> JSONCursor.Kind? {
    members.first { $0.key == key }?.kind
  }

  /// A cursor at the member's value, `nil` when it is absent or null.
  ///
  /// - Throws: when the key stands twice, because then two readers would read two things.
  package func value(_ key: StaticString) throws(ReportError) -> JSONCursor? {
    var found: Member?
    for member in members where member.key == key {
      guard found == nil else { throw .twice(key: "\(key)") }
      found = member
    }
    guard let found, found.kind != .null else { return nil }
    return cursor.value(at: found.offset)
  }

  /// The member's text, `nil` when it is absent or null.
  package func text(_ key: StaticString) throws(ReportError) -> String? {
    guard var cursor = try value(key) else { return nil }
    guard kind(of: key) == .string else { throw .wrong(key: "\(key)", should: "a text") }
    do { return try cursor.string() } catch { throw .document(error) }
  }

  /// The member's number, `nil` when it is absent, null or out of range.
  package func number(_ key: StaticString) throws(ReportError) -> Double? {
    guard var cursor = try value(key) else { return nil }
    guard kind(of: key) == .number else { throw .wrong(key: "\(key)", should: "a number") }
    do { return DocumentNode.number(try cursor.number()).double } catch { throw .document(error) }
  }
}

extension JSONCursor {
  /// The next value if it is a text, `nil` for anything else.
  mutating func textIfAny() throws(DocumentError) -> JSONText? {
    if try kind() == .string { return try text() }
    try skip()
    return nil
  }
}
