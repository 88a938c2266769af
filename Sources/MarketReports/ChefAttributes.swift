import Documents

/// What a market needs of a Chef node: of hundreds of kilobytes, a handful of members.
///
/// Source: chef/ohai `lib/ohai/plugins`, where each attribute is a plugin's.
enum ChefAttribute {
  case policyName, policyGroup
  case platform, platformVersion
  /// By which others know it.
  case name
  case memory, packages, ec2, gce

  /// Of the node's own members.
  fileprivate init?(ofNode key: JSONText) {
    switch key {
    case "policy_name": self = .policyName
    case "policy_group": self = .policyGroup
    default: return nil
    }
  }

  /// Of what Ohai found.
  fileprivate init?(ofAutomatic key: JSONText) {
    switch key {
    case "platform": self = .platform
    case "platform_version": self = .platformVersion
    case "fqdn", "hostname", "machinename", "ipaddress": self = .name
    case "memory": self = .memory
    case "chef_packages": self = .packages
    case "ec2": self = .ec2
    case "gce": self = .gce
    default: return nil
    }
  }
}

/// Where the attributes of a node stand that are wanted, noted while it is stepped over, because a
/// second look at all its bytes takes as long as the first.
///
/// What is no Chef node may have that name too, so a node is stepped over whatever is wrong with it;
/// whoever asks for its attributes is told.
struct ChefAttributes {
  /// In the order of the document.
  private(set) var found: [(attribute: ChefAttribute, offset: Int)] = []
  /// What is wrong behind those that were found.
  private(set) var error: DocumentError?

  /// Steps over the object at `cursor`, so that a cut-off in it costs no more than the member at which
  /// the bytes ended; `nil` if that is hardly a Chef node.
  init?(
    passing cursor: inout JSONCursor, fetching fetch: (inout JSONCursor) -> Bool
  ) throws(DocumentError) {
    let start = cursor
    let crowd = DocumentError.Problem.tooMany(limit: ReportLimits.nodeMembers)
    do throws(DocumentError) {
      try pass(&cursor, upTo: ReportLimits.nodeMembers, fetching: fetch)
    } catch {
      guard error.problem != .cutOff else { throw error }
      self.error = error
      cursor.goBack(to: start)
      try cursor.step({ (cursor) throws(DocumentError) in try cursor.skip() }, fetching: fetch)
      if error.problem == crowd { return nil }
    }
  }

  /// Of what is a node after all.
  init(of node: JSONCursor) {
    var node = node
    do throws(DocumentError) { try pass(&node, upTo: .max) { _ in false } } catch {
      self.error = error
    }
  }

  private enum Member {
    case passed
    case wanted(ChefAttribute, Int)
    case automatic
  }

  private mutating func pass(
    _ cursor: inout JSONCursor, upTo limit: Int, isAutomatic: Bool = false,
    fetching fetch: (inout JSONCursor) -> Bool
  ) throws(DocumentError) {
    var count = 0
    try cursor.enterObject()
    while let member = try cursor.step(
      { (cursor) throws(DocumentError) in try Self.next(&cursor, isAutomatic: isAutomatic) },
      fetching: fetch)
    {
      count += 1
      guard count <= limit else { throw DocumentError(.tooMany(limit: limit), at: cursor.offset) }
      switch member {
      case .passed: break
      case .wanted(let attribute, let offset):
        guard found.count < ReportLimits.nodeAttributes else {
          throw DocumentError(.tooMany(limit: ReportLimits.nodeAttributes), at: offset)
        }
        if found.isEmpty { found.reserveCapacity(16) }
        found.append((attribute, offset))
      case .automatic:
        try pass(&cursor, upTo: .max, isAutomatic: true, fetching: fetch)
      }
    }
  }

  private static func next(
    _ cursor: inout JSONCursor, isAutomatic: Bool
  ) throws(DocumentError) -> Member? {
    guard let key = try cursor.nextKey() else { return nil }
    let offset = cursor.offset
    if !isAutomatic, key == "automatic", try cursor.kind() == .object { return .automatic }
    try cursor.skip()
    let attribute =
      isAutomatic ? ChefAttribute(ofAutomatic: key) : ChefAttribute(ofNode: key)
    return attribute.map { .wanted($0, offset) } ?? .passed
  }
}
