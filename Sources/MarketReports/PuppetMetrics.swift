import Documents

/// The counts that a report carries. A count that is no whole number, or negative, is none.
struct PuppetMetrics {
  private(set) var total: Int?
  private(set) var changed: Int?
  private(set) var skipped: Int?
  private(set) var totalTime: Double?
  private var failedAlone: Int?
  private var failedToRestart: Int?

  /// Resources that failed, those included that could not be restarted: new versions of Puppet
  /// count these twice, old ones only there.
  var failed: Int? {
    guard let failedAlone else { return failedToRestart }
    return max(failedAlone, failedToRestart ?? 0)
  }

  /// `[{"category": "resources", "name": "total", "value": 7}, …]`
  mutating func read(_ cursor: inout some DocumentCursor) throws(DocumentError) {
    try cursor.enterArray()
    while try cursor.nextElement() {
      guard try cursor.kind() == .object else {
        try cursor.skip()
        continue
      }
      var (category, name, value): (String?, String?, Double?)
      try cursor.enterObject()
      while let key = try cursor.nextKey() {
        switch key {
        case "category": category = try cursor.textIfAny()?.string()
        case "name": name = try cursor.textIfAny()?.string()
        case "value": value = try cursor.numberIfAny()
        default: try cursor.skip()
        }
      }
      if let category, let name, let value { note(value, of: name, in: category) }
    }
  }

  /// `resources: {values: [[total, Total, 7], …]}, time: …`
  mutating func read(byCategory cursor: inout some DocumentCursor) throws(DocumentError) {
    try cursor.enterObject()
    while let category = try cursor.nextKey() {
      let isWanted = category == "resources" || category == "time"
      guard isWanted, try cursor.kind() == .object else {
        try cursor.skip()
        continue
      }
      try cursor.enterObject()
      while let key = try cursor.nextKey() {
        guard key == "values", try cursor.kind() == .array else {
          try cursor.skip()
          continue
        }
        try readRows(&cursor, of: category.string())
      }
    }
  }

  private mutating func readRows(
    _ cursor: inout some DocumentCursor, of category: String
  ) throws(DocumentError) {
    try cursor.enterArray()
    while try cursor.nextElement() {
      guard try cursor.kind() == .array else {
        try cursor.skip()
        continue
      }
      var (name, value): (String?, Double?)
      try cursor.enterArray()
      while try cursor.nextElement() {
        if name == nil {
          name = try cursor.textIfAny()?.string() ?? ""
        } else {
          value = try cursor.numberIfAny()
        }
      }
      if let name, let value { note(value, of: PuppetMessage.symbol(name), in: category) }
    }
  }

  private mutating func note(_ value: Double, of name: String, in category: String) {
    switch (category, name) {
    case ("time", "total"): totalTime = value
    case ("resources", "total"): total = count(value)
    case ("resources", "changed"): changed = count(value)
    case ("resources", "skipped"): skipped = count(value)
    case ("resources", "failed"): failedAlone = count(value)
    case ("resources", "failed_to_restart"): failedToRestart = count(value)
    default: break
    }
  }

  private func count(_ value: Double) -> Int? { Int(exactly: value).flatMap { $0 < 0 ? nil : $0 } }
}

extension DocumentCursor {
  /// The next value if it is a number that fits, `nil` for anything else.
  mutating func numberIfAny() throws(DocumentError) -> Double? {
    if try kind() == .number { return try Double(number()).flatMap { $0.isFinite ? $0 : nil } }
    try skip()
    return nil
  }

  /// `false` for anything but a true `true`.
  mutating func isTrue() throws(DocumentError) -> Bool {
    if try kind() == .bool { return try bool() }
    try skip()
    return false
  }
}
