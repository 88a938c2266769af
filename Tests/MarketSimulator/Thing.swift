package import MarketModel

/// A resource as each tool calls it.
package struct Thing: Hashable, Sendable {
  package enum Kind: Sendable {
    case file, service, package, command, checkout, deploy
  }

  package let tool: Tool
  package let kind: Kind
  /// What only this one has in its name: `orchid`.
  package let word: String
  /// Cookbook, module, role or state.
  package let home: String
  let type: String
  let name: String
  /// What its people see, and a right card names.
  package let title: String
  let declaration: String
  let action: String

  package init(_ kind: Kind, _ word: String, in home: String, by tool: Tool) {
    (self.kind, self.word, self.home, self.tool) = (kind, word, home, tool)
    switch tool {
    case .chef:
      (type, name, action) = Self.chef(kind, word)
      (title, declaration) = ("\(type)[\(name)]", "\(home)::default")
    case .puppet:
      (type, name, action) = Self.puppet(kind, word)
      (title, declaration) = ("\(type)[\(name)]", "\(home)/manifests/init.pp")
    case .ansible:
      (type, name, action) = Self.ansible(kind, word, home)
      (title, declaration) = (name, "roles/\(home)/tasks/main.yml")
    case .salt:
      (type, name, action) = Self.salt(kind, word)
      (title, declaration) = ("\(type)[\(name)]", home)
    case .terraform:
      (type, name, action) = Self.terraform(kind, word)
      (title, declaration) = ("\(type).\(name)", "main.tf")
    }
  }

  private typealias Words = (String, String, String)

  private static func chef(_ kind: Kind, _ word: String) -> Words {
    switch kind {
    case .file: ("template", "/etc/acme/\(word).conf", "create")
    case .service: ("service", word, "start")
    case .package: ("package", word, "install")
    case .command: ("execute", "refresh \(word)", "run")
    case .checkout: ("git", "/srv/\(word)", "sync")
    case .deploy: ("execute", "migrate \(word)", "run")
    }
  }

  private static func puppet(_ kind: Kind, _ word: String) -> Words {
    switch kind {
    case .file: ("File", "/etc/acme/\(word).conf", "set content")
    case .service: ("Service", word, "start")
    case .package: ("Package", word, "install")
    case .command: ("Exec", "refresh \(word)", "run")
    case .checkout: ("Vcsrepo", "/srv/\(word)", "set revision")
    case .deploy: ("Exec", "migrate \(word)", "run")
    }
  }

  private static func ansible(_ kind: Kind, _ word: String, _ role: String) -> Words {
    switch kind {
    case .file: ("template", "\(role) : Write \(word).conf", "template")
    case .service: ("service", "\(role) : \(word) running", "service")
    case .package: ("apt", "\(role) : Install \(word)", "apt")
    case .command: ("command", "\(role) : Refresh \(word)", "command")
    case .checkout: ("git", "\(role) : Check out \(word)", "git")
    case .deploy: ("command", "\(role) : Migrate \(word)", "command")
    }
  }

  private static func salt(_ kind: Kind, _ word: String) -> Words {
    switch kind {
    case .file: ("file.managed", "\(word)-conf", "managed")
    case .service: ("service.running", word, "running")
    case .package: ("pkg.installed", word, "installed")
    case .command: ("cmd.run", "refresh-\(word)", "run")
    case .checkout: ("git.latest", word, "latest")
    case .deploy: ("cmd.run", "migrate-\(word)", "run")
    }
  }

  private static func terraform(_ kind: Kind, _ word: String) -> Words {
    switch kind {
    case .file: ("local_file", word, "create")
    case .service: ("aws_ecs_service", word, "update")
    case .package: ("helm_release", word, "update")
    case .command: ("null_resource", word, "replace")
    case .checkout: ("terraform_data", word, "create")
    case .deploy: ("aws_instance", word, "create")
    }
  }

  /// The same thing started anew, which other resources ask for.
  package func restart(after seconds: Double) -> Change {
    switch tool {
    case .ansible:
      Change(
        title: "\(home) : restart \(word)", declaration: "roles/\(home)/handlers/main.yml",
        action: "restart", duration: seconds)
    case .terraform: change(seconds: seconds)
    default: Change(title: title, declaration: declaration, action: "restart", duration: seconds)
    }
  }

  package func change(seconds: Double? = nil, mentions: [String] = []) -> Change {
    Change(
      title: title, declaration: tool == .terraform ? nil : declaration, action: action,
      duration: seconds, mentions: mentions.sorted())
  }
}
