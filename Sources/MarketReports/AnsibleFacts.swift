import Documents
import MarketModel

/// What `setup` found out about a host and a market needs, of a hundred kilobytes.
///
/// Their names begin with `ansible_` in a report, and where a playbook hands them on, with nothing.
///
/// Source: ansible/ansible `lib/ansible/module_utils/facts`.
struct AnsibleFacts {
  private var family: String?
  private var version: String?
  private var addresses: [String] = []
  private var usage = Usage()

  /// `nil` when the task gathered none.
  init?(_ result: AnsibleResult, of task: AnsibleTask) throws(DocumentError) {
    guard var cursor = result.facts, try cursor.kind() == .object else { return nil }
    let module = try (result.action?.string() ?? task.action)?.split(separator: ".").last
    guard module == "gather_facts" || module == "setup" else { return nil }
    try cursor.enterObject()
    while let key = try cursor.nextKey() { try read(key, &cursor) }
  }

  private mutating func read(_ key: JSONText, _ cursor: inout JSONCursor) throws(DocumentError) {
    switch key {
    case "ansible_distribution", "distribution": family = try cursor.textIfAny()?.string()
    case "ansible_distribution_version", "distribution_version":
      version = try cursor.textIfAny()?.string()
    case "ansible_fqdn", "fqdn", "ansible_hostname", "hostname":
      note(address: try cursor.textIfAny()?.string())
    case "ansible_default_ipv4", "default_ipv4":
      note(address: try cursor.innerText(at: "address"))
    case "ansible_memtotal_mb", "memtotal_mb": usage.total = try Self.megabytes(&cursor)
    case "ansible_memfree_mb", "memfree_mb":
      usage.free = max(usage.free, try Self.megabytes(&cursor))
    case "ansible_memory_mb", "memory_mb":
      // What the kernel would give away counts as free: a cache of files is no leak.
      try cursor.members { key, cursor throws(DocumentError) in
        guard key == "nocache" else { return try cursor.skip() }
        try cursor.members { key, cursor throws(DocumentError) in
          guard key == "free" else { return try cursor.skip() }
          usage.free = max(usage.free, try Self.megabytes(&cursor))
        }
      }
    default: try cursor.skip()
    }
  }

  private mutating func note(address: String?) {
    guard let address, !address.isEmpty, address.utf8.count <= HostNames.longest,
      !addresses.contains(address)
    else { return }
    addresses.append(address)
  }

  private static func megabytes(_ cursor: inout JSONCursor) throws(DocumentError) -> Int {
    guard let count = try cursor.intIfAny(), 0...ReportLimits.megabytes ~= count else { return 0 }
    return count
  }

  func tell(_ run: inout Run) {
    if let family {
      run.traits[Traits.platform] = version.map { "\(family.lowercased()) \($0)" } ?? family
    }
    run.addresses = addresses
    run.usage = usage
  }
}
