import MarketModel

/// The hosts that a failure says it could not reach, as its tool's words name them.
///
/// A host is what follows `://`, what stands before a colon and a port if it has a dot, and the
/// word after `resolve`, `host`, `to` and the like when that may be a name.
///
/// Source: the words of OpenSSL, curl, git, apt, Ruby's Net::HTTP, Python's urllib3 and Go's net,
/// as in real reports of the five tools.
enum ContactedHosts {
  static func hosts(in failure: Failure) -> Set<String> {
    var hosts = find(in: failure.message)
    if let detail = failure.detail { hosts.formUnion(find(in: detail)) }
    return hosts
  }

  /// **Bytes** of a message that are looked at.
  private static let limit = 4096

  private static func find(in message: String) -> Set<String> {
    var hosts: Set<String> = []
    var before = ""
    let text = message.utf8.prefix(limit)
    for word in text.split(whereSeparator: { !$0.isPartOfWord }) {
      let word = String(decoding: word, as: UTF8.self)
      if let host = host(in: word, after: before) { hosts.insert(host) }
      before = word.lowercased()
      while before.last == ":" { before.removeLast() }
    }
    return hosts
  }

  private static func host(in word: String, after before: String) -> String? {
    if let scheme = word.firstRange(of: "://") {
      var authority = word[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
      if let at = authority.lastIndex(of: "@") {
        authority = authority[authority.index(after: at)...]
      }
      return name(String(authority.prefix { $0 != ":" }), isCertain: true)
    }
    let bare = word.drop { $0 == "/" || $0 == "." }
    let host = String(bare.prefix { $0 != ":" && $0 != "/" })
    let isIntroduced = isIntroduction(before)
    // `name:443`, but not `file.rb:21`.
    if isIntroduced || host.contains("."), hasPort(bare.dropFirst(host.count)) {
      return name(host, isCertain: isIntroduced && !host.contains("."))
    }
    return isIntroduced ? name(host, isCertain: false) : nil
  }

  /// Whether a port follows a name at once; a second number (`:22:10`) is a time or a column.
  private static func hasPort(_ rest: Substring) -> Bool {
    guard rest.first == ":" else { return false }
    let port = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
    let after = rest[port.endIndex...]
    let isTime = after.first == ":" && after.dropFirst().first?.isNumber ?? false
    return !isTime && Int(port).map(ports.contains) ?? false
  }

  /// Ports of what runs of these tools talk to; others are line numbers more often than not.
  private static let ports: Set<Int> = [
    21, 22, 25, 53, 80, 88, 111, 123, 139, 143, 161, 389, 443, 445, 465, 514, 587, 636, 873, 993,
    995,
    1433, 1521, 2049, 2181, 2375, 2376, 2379, 3000, 3128, 3306, 4505, 4506, 5000, 5432, 5671, 5672,
    5984, 6379, 6443, 7000, 8000, 8080, 8081, 8086, 8088, 8140, 8200, 8300, 8301, 8443, 8500, 8600,
    9000, 9042, 9090, 9092, 9093, 9100, 9200, 9300, 9418, 11211, 11371, 15672, 27017,
  ]

  private static func isIntroduction(_ word: String) -> Bool {
    switch word {
    case "resolve", "resolving", "host", "hostname", "address", "lookup", "to", "server", "mirror",
      "registry", "proxy", "from", "at":
      true
    default: false
    }
  }

  /// - Parameter isCertain: whether a name without a dot may be one.
  private static func name(_ word: String, isCertain: Bool) -> String? {
    var name = word.lowercased()
    while let last = name.last, !last.isLetter && !last.isNumber { name.removeLast() }
    let isPlain = name.utf8.allSatisfy {
      0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
    }
    guard name.utf8.count >= 3, name.utf8.count <= HostNames.longest, isPlain,
      name != "localhost", !name.hasPrefix("127."), !name.hasPrefix("0.0.0.0")
    else { return nil }
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    guard !labels.contains(where: \.isEmpty) else { return nil }
    let isNumeric = labels.allSatisfy { label in label.allSatisfy(\.isNumber) }
    if isNumeric { return labels.count == 4 ? name : nil }
    if isCertain { return name }
    // `1.18.0-6ubuntu14.4` is a version.
    if labels.prefix(2).allSatisfy({ $0.allSatisfy(\.isNumber) }) { return nil }
    return labels.count >= 2 && !endings.contains(String(labels[labels.count - 1])) ? name : nil
  }

  /// What files end in, after a single dot.
  private static let endings: Set<String> = [
    "rb", "py", "pp", "sls", "yml", "yaml", "json", "conf", "cfg", "ini", "log", "txt", "tf", "erb",
    "j2", "sh", "service", "socket", "timer", "target", "pem", "crt", "key", "deb", "rpm", "gz",
    "zip",
    "tar", "list", "lock", "pid", "sock", "so", "tmp", "db", "xml", "html",
  ]
}

extension UInt8 {
  fileprivate var isPartOfWord: Bool {
    switch self {
    case 0...0x20, UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "{"), UInt8(ascii: "}"):
      false
    default: true
    }
  }
}
