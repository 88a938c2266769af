import Documents
import MarketModel

/// What Ohai found about the node and that a market needs: what it runs with, by which names others
/// know it, how much memory is left.
enum ChefNode {
  static func note(of document: ReportDocument, in run: inout Run) throws(ReportError) {
    guard document.kind(of: "node") == .object, let node = try document.value("node") else {
      return
    }
    let attributes = document.nodeAttributes ?? ChefAttributes(of: node)
    var version: String?
    do throws(DocumentError) {
      for (attribute, offset) in attributes.found {
        var cursor = node.value(at: offset)
        try note(attribute, &cursor, &run, &version)
      }
      if let error = attributes.error { throw error }
    } catch { throw .document(error) }
    if let family = run.traits[Traits.platform], let version {
      run.traits[Traits.platform] = "\(family) \(version)"
    }
  }

  private static func note(
    _ attribute: ChefAttribute, _ cursor: inout JSONCursor, _ run: inout Run,
    _ version: inout String?
  ) throws(DocumentError) {
    switch attribute {
    case .policyName: run.traits["policy_name"] = try cursor.textIfAny()?.string()
    case .policyGroup: run.traits["policy_group"] = try cursor.textIfAny()?.string()
    case .platform: run.traits[Traits.platform] = try cursor.textIfAny()?.string()
    case .platformVersion: version = try cursor.textIfAny()?.string()
    case .name:
      if let name = try cursor.textIfAny()?.string(), !name.isEmpty,
        name.utf8.count <= HostNames.longest, !run.addresses.contains(name)
      {
        run.addresses.append(name)
      }
    case .memory:
      try cursor.members { key, cursor throws(DocumentError) in try memory(key, &cursor, &run) }
    case .packages:
      run.traits[Traits.agent] = try cursor.innerText(at: "chef", "version").map { "chef \($0)" }
    case .ec2:
      try cursor.members { key, cursor throws(DocumentError) in
        switch key {
        case "ami_id": run.traits[Traits.image] = try cursor.textIfAny()?.string()
        case "placement_availability_zone":
          run.traits[Traits.zone] = try cursor.textIfAny()?.string()
        default: try cursor.skip()
        }
      }
    case .gce:
      try cursor.members { key, cursor throws(DocumentError) in
        guard key == "instance" else { return try cursor.skip() }
        try cursor.members { key, cursor throws(DocumentError) in
          switch key {
          case "image": run.traits[Traits.image] = try cursor.textIfAny()?.string()
          case "zone": run.traits[Traits.zone] = try cursor.textIfAny()?.string()
          default: try cursor.skip()
          }
        }
      }
    }
  }

  private static func memory(
    _ key: JSONText, _ cursor: inout JSONCursor, _ run: inout Run
  ) throws(DocumentError) {
    switch key {
    case "total": run.usage.total = try cursor.textIfAny()?.string().megabytes ?? 0
    // What the kernel would give away counts as free: a cache of files is no leak.
    case "available":
      run.usage.free = max(run.usage.free, try cursor.textIfAny()?.string().megabytes ?? 0)
    case "free":
      run.usage.free = max(run.usage.free, try cursor.textIfAny()?.string().megabytes ?? 0)
    default: try cursor.skip()
    }
  }
}

/// The versions of the cookbooks that a run used, which clients since 15.5 tell.
enum ChefCookbooks {
  static func note(of document: ReportDocument, in run: inout Run) throws(ReportError) {
    guard document.kind(of: "cookbooks") == .object, var cursor = try document.value("cookbooks")
    else { return }
    do throws(DocumentError) {
      try cursor.members { name, cursor throws(DocumentError) in
        let version = try cursor.innerText(at: "version")
        run.traits[Traits.cookbook + (try name.string())] = version
      }
    } catch { throw .document(error) }
  }
}

extension String {
  /// Megabytes of Ohai's `19970824kB`.
  fileprivate var megabytes: Int? {
    guard hasSuffix("kB"), let kilobytes = Int(dropLast(2)), 0...(1 << 50) ~= kilobytes else {
      return nil
    }
    return kilobytes / 1024
  }
}
