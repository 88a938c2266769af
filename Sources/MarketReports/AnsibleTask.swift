/// A task of a play, a handler too.
struct AnsibleTask {
  /// `agent : install statsagent`, the role in front where there is one.
  var name: String
  /// The module that it calls, where the result does not say so itself.
  var action: String?
  /// Where it stands, without what differs between two machines' checkouts of one repository.
  private(set) var declaration: String?
  private(set) var line: Int?
  /// **Seconds.**
  var duration: Double?

  /// - Parameter path: `/srv/infra/roles/web/tasks/main.yml:8`
  init(name: String, action: String? = nil, path: String?) {
    self.name = name
    self.action = action
    guard let path, !path.isEmpty else { return }
    var file = path[...]
    if let colon = path.lastIndex(of: ":"), let number = Int(path[path.index(after: colon)...]) {
      file = path[..<colon]
      line = number
    }
    declaration = Self.part(of: file)
  }

  /// The path from the collection or the role on; of any other file the name, and its folder when
  /// that is one that Ansible's projects have: a checkout's own folder may be called anything.
  ///
  /// Source: Ansible's guide, "Sample directory layout".
  private static func part(of path: Substring) -> String {
    let parts = path.split(separator: "/")
    if let index = parts.lastIndex(of: "ansible_collections"), index < parts.count - 1 {
      return parts[(index + 1)...].joined(separator: "/")
    }
    if let index = parts.lastIndex(of: "roles"), index < parts.count - 2 {
      return parts[index...].joined(separator: "/")
    }
    let folder = parts.dropLast().last.map { folders.contains(String($0)) } ?? false
    return parts.suffix(folder ? 2 : 1).joined(separator: "/")
  }

  private static let folders: Set<String> = ["tasks", "handlers", "playbooks", "plays"]
}
