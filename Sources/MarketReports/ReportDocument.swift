package import Documents

/// An object whose members were found and stepped over, to be read by whoever knows its shape.
///
/// In JSON, one pass finds where each member of the outermost object begins, so that its format can
/// be told by all its keys, whatever their order. Only the few members that are wanted are then
/// looked into. YAML is written on a tape first, where the same is cheap.
package struct ReportDocument {
  private let content: Content
  /// Of the member `node`, if it is an object.
  let nodeAttributes: ChefAttributes?

  package enum Syntax: Sendable { case json, yaml }

  private enum Content {
    case json(JSONCursor, [Member])
    case yaml([YAMLMember])
  }

  private struct Member {
    let key: JSONText
    let kind: JSONCursor.Kind
    let offset: Int
    var isNode: Bool { kind == .object && key == "node" }

    /// Moves to the value of the next member, if there is one.
    init?(_ cursor: inout JSONCursor) throws(DocumentError) {
      guard let key = try cursor.nextKey() else { return nil }
      self.key = key
      kind = try cursor.kind()
      offset = cursor.offset
    }
  }

  private struct YAMLMember {
    let key: YAMLText
    let value: YAMLCursor
  }

  /// Steps over the JSON object at `cursor`.
  ///
  /// - Parameter fetch: gives the cursor more of the document, where it is not all there yet.
  package init(
    _ cursor: inout JSONCursor, fetching fetch: (inout JSONCursor) -> Bool = { _ in false }
  ) throws(ReportError) {
    let start = cursor.offset
    var members: [Member] = []
    members.reserveCapacity(32)
    var nodeAttributes: ChefAttributes?
    do throws(DocumentError) {
      try cursor.enterObject()
      while let member = try cursor.step(
        { (cursor) throws(DocumentError) in
          guard let member = try Member(&cursor) else { return nil as Member? }
          if !member.isNode { try cursor.skip() }
          return member
        }, fetching: fetch)
      {
        if member.isNode {
          nodeAttributes = try ChefAttributes(passing: &cursor, fetching: fetch)
        }
        guard members.count < ReportLimits.topLevelMembers else {
          throw DocumentError(.tooMany(limit: ReportLimits.topLevelMembers), at: member.key.offset)
        }
        members.append(member)
      }
    } catch { throw .document(error) }
    content = .json(cursor.value(at: start), members)
    self.nodeAttributes = nodeAttributes
  }

  /// Reads a document of YAML, which must be a mapping.
  package init(yaml bytes: ArraySlice<UInt8>) throws(ReportError) {
    var members: [YAMLMember] = []
    do throws(DocumentError) {
      var cursor = try YAMLCursor(bytes)
      guard cursor.kind() == .object else {
        throw DocumentError(.malformed("is YAML, but no mapping"), at: cursor.offset)
      }
      try cursor.enterObject()
      while let key = cursor.nextKey() {
        guard members.count < ReportLimits.topLevelMembers else {
          throw DocumentError(.tooMany(limit: ReportLimits.topLevelMembers), at: key.offset)
        }
        members.append(YAMLMember(key: key, value: cursor))
        cursor.skip()
      }
    } catch { throw .document(error) }
    content = .yaml(members)
    nodeAttributes = nil
  }

  package var syntax: Syntax { if case .json = content { .json } else { .yaml } }

  package func has(_ keys: StaticString...) -> Bool { keys.allSatisfy { kind(of: $0) != nil } }

  /// Whether the member is there and is exactly this text.
  package func says(_ key: StaticString, _ word: StaticString) -> Bool {
    switch content {
    case .json(let start, let members):
      guard let member = members.first(where: { $0.key == key }), member.kind == .string else {
        return false
      }
      var cursor = start.value(at: member.offset)
      return (try? cursor.text()).map { $0 == word } ?? false
    case .yaml(let members):
      guard var cursor = members.first(where: { $0.key == key })?.value else { return false }
      return (try? cursor.text()).map { $0 == word } ?? false
    }
  }

  package func kind(of key: StaticString) -> JSONCursor.Kind? {
    switch content {
    case .json(_, let members): members.first { $0.key == key }?.kind
    case .yaml(let members): members.first { $0.key == key }?.value.kind()
    }
  }

  /// The names of the members, as written.
  package var keys: [String] {
    switch content {
    case .json(_, let members): members.compactMap { try? $0.key.string() }
    case .yaml(let members): members.map { $0.key.string() }
    }
  }

  /// Whether a member is as wanted, judged by its name and a cursor at its value; never in YAML.
  package func contains(_ isWanted: (JSONText, JSONCursor) -> Bool) -> Bool {
    guard case .json(let start, let members) = content else { return false }
    return members.contains { isWanted($0.key, start.value(at: $0.offset)) }
  }

  /// A cursor at the start of the whole object, `nil` when it is not JSON: for a document that is a
  /// map of names which nobody knows beforehand.
  package var cursor: JSONCursor? { if case .json(let start, _) = content { start } else { nil } }

  /// A cursor at the member's value, `nil` when it is absent or null, or the document is not JSON.
  ///
  /// - Throws: when the key stands twice, because then two readers would read two things.
  package func value(_ key: StaticString) throws(ReportError) -> JSONCursor? {
    guard case .json(let start, let members) = content else { return nil }
    var found: Member?
    for member in members where member.key == key {
      guard found == nil else { throw .twice(key: "\(key)") }
      found = member
    }
    guard let found, found.kind != .null else { return nil }
    return start.value(at: found.offset)
  }

  /// The same of YAML.
  package func yamlValue(_ key: StaticString) throws(ReportError) -> YAMLCursor? {
    guard case .yaml(let members) = content else { return nil }
    let found = members.filter { $0.key == key }
    guard found.count <= 1 else { throw .twice(key: "\(key)") }
    return found.first.flatMap { $0.value.kind() == .null ? nil : $0.value }
  }

  /// The member with all that is in it, `nil` when it is absent or null.
  package func node(_ key: StaticString) throws(ReportError) -> DocumentNode? {
    var (json, yaml) = (try value(key), try yamlValue(key))
    do throws(DocumentError) {
      if let node = try json?.node() { return node }
      return try yaml?.node()
    } catch { throw .document(error) }
  }

  /// The member's text, `nil` when it is absent or null.
  package func text(_ key: StaticString) throws(ReportError) -> String? {
    if kind(of: key) == .string, var cursor = try value(key) {
      do throws(DocumentError) { return try cursor.string() } catch { throw .document(error) }
    }
    guard let node = try node(key) else { return nil }
    guard let text = node.string else { throw .wrong(key: "\(key)", should: "a text") }
    return text
  }

  /// The member's number, `nil` when it is absent, null or out of range.
  package func number(_ key: StaticString) throws(ReportError) -> Double? {
    guard let node = try node(key) else { return nil }
    guard case .number = node else { throw .wrong(key: "\(key)", should: "a number") }
    return node.double
  }
}

extension JSONCursor {
  /// The next value if it is a text, `nil` for anything else; told without the detour of a protocol,
  /// because Chef's reports ask for thousands.
  mutating func textIfAny() throws(DocumentError) -> JSONText? {
    if try kind() == .string { return try text() }
    try skip()
    return nil
  }
}

extension DocumentCursor {
  /// The next value if it is a text, `nil` for anything else.
  mutating func textIfAny() throws(DocumentError) -> Text? {
    if try kind() == .string { return try text() }
    try skip()
    return nil
  }
}
