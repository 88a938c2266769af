package import MarketModel

/// What can be wrong with a thing, in each tool's own words.
package enum Trouble: Hashable, Sendable {
  case serviceWillNotStart
  case noVault
  case noPackage
  case badTemplate
  case diskFull
  /// The run never reached a resource.
  case doesNotCompile
  /// Another had it just then.
  case locked
  /// A program ended with a status that says nothing.
  case exit(Int)
  case unreachable(host: String, how: Reach)
  /// Of one run only, and never again in the same words.
  case once(String)

  /// How it shows that a host is away.
  package enum Reach: CaseIterable, Sendable { case unresolved, refused, answers503 }

  package func failure(of thing: Thing) -> Failure {
    if case .doesNotCompile = self { return compileFailure(of: thing) }
    let (name, tool) = (thing.word, thing.tool)
    let (errorClass, message, detail) = words(of: name, by: tool)
    return Failure(
      resourceType: thing.type, resourceName: thing.name,
      action: tool == .ansible || tool == .salt ? nil : thing.action,
      declaration: thing.declaration, line: 7 + name.utf8.count,
      errorClass: tool == .chef ? errorClass : nil,
      message: tool == .chef && errorClass == Self.shellOut
        ? Self.output(of: "/usr/local/bin/\(name)", saying: message, status: status) : message,
      detail: detail)
  }

  private static let shellOut = "Mixlib::ShellOut::ShellCommandFailed"

  private var status: Int { if case .exit(let status) = self { status } else { 1 } }

  private static func output(of command: String, saying words: String, status: Int) -> String {
    """
    Expected process to exit with [0], but received '\(status)'
    ---- Begin output of \(command) ----
    STDOUT:
    STDERR: \(words)
    ---- End output of \(command) ----
    Ran \(command) returned \(status)
    """
  }

  private typealias Words = (errorClass: String?, message: String, detail: String?)

  private func words(of name: String, by tool: Tool) -> Words {
    switch self {
    case .serviceWillNotStart: Self.startWords(of: name, by: tool)
    case .noVault:
      tool == .chef
        ? (
          "ChefVault::Exceptions::SecretDecryption",
          "\(name)/credentials is not encrypted with your public key. Contact an administrator "
            + "of the vault item to encrypt for you!", nil
        ) : (nil, "permission denied: no secret \(name)/credentials for this node", nil)
    case .noPackage:
      switch tool {
      case .chef:
        ("Chef::Exceptions::Package", "No candidate version available for \(name)", nil)
      case .puppet:
        (nil, "Execution of '/usr/bin/apt-get -q -y install \(name)' returned 100", Self.unlocated)
      case .ansible: (nil, "No package matching '\(name)' is available", nil)
      default: (nil, "The following packages failed to install/update: \(name)", nil)
      }
    case .badTemplate:
      tool == .chef
        ? (
          "Chef::Mixin::Template::TemplateError", "undefined method `fetch' for nil:NilClass", nil
        ) : (nil, "'\(name)_port' is undefined", nil)
    case .diskFull:
      tool == .chef
        ? ("Errno::ENOSPC", "No space left on device @ rb_sysopen - /var/lib/\(name)/state", nil)
        : (nil, "could not write /var/lib/\(name)/state: No space left on device", nil)
    case .locked:
      (
        Self.shellOut, "\(name): could not get lock /var/lib/\(name)/lock: held by process 4711",
        nil
      )
    case .exit(let status): Self.exitWords(of: name, by: tool, status: status)
    case .unreachable(let host, let how): Self.away(host, how, name, tool)
    case .once(let what): (tool == .chef ? "Errno::ECONNRESET" : nil, what, nil)
    case .doesNotCompile: (nil, "", nil)
    }
  }

  private static let unlocated = "E: Unable to locate package"

  private static func startWords(of name: String, by tool: Tool) -> Words {
    let cause = "\(name): fatal: state_dir /var/lib/\(name): No such file or directory"
    return switch tool {
    case .chef: (shellOut, cause, cause)
    case .puppet:
      (
        nil,
        "Could not start Service[\(name)]: Execution of '/etc/init.d/\(name) start' returned 1",
        cause
      )
    case .ansible: (nil, "Unable to start service \(name): Job for \(name).service failed", cause)
    case .salt: (nil, "Service \(name) is already enabled, and is dead", nil)
    case .terraform: (nil, "service \(name) did not reach a steady state", nil)
    }
  }

  private static func exitWords(of name: String, by tool: Tool, status: Int) -> Words {
    let cause = "\(name): could not obtain lock on relation schema_migrations (timeout 10s)"
    return switch tool {
    case .chef: (shellOut, cause, cause)
    case .puppet:
      (nil, "'/srv/\(name)/bin/migrate' returned \(status) instead of one of [0]", cause)
    case .ansible: (nil, "non-zero return code", cause)
    case .salt: (nil, "Command \"/srv/\(name)/bin/migrate\" run", cause)
    case .terraform:
      (nil, "local-exec provisioner error\nexit status \(status). Output: \(cause)", nil)
    }
  }

  private static func away(_ host: String, _ how: Reach, _ path: String, _ tool: Tool) -> Words {
    let url = "https://\(host)/acme/\(path).git/"
    let git =
      switch how {
      case .unresolved: "fatal: unable to access '\(url)': Could not resolve host: \(host)"
      case .refused:
        "fatal: unable to access '\(url)': Failed to connect to \(host) port 443 after 12 ms: "
          + "Couldn't connect to server"
      case .answers503:
        "fatal: unable to access '\(url)': The requested URL returned error: 503"
      }
    return switch tool {
    case .chef: (shellOut, git, git)
    case .puppet:
      (nil, "'git clone -q \(url) /srv/\(path)' returned 128 instead of one of [0]", git)
    case .ansible: (nil, "Failed to download remote objects and refs:  \(git)\n", nil)
    case .salt: (nil, "Failed to check remote refs: \(git)", nil)
    case .terraform:
      (nil, "request send failed, Get \"\(url)\": dial tcp: lookup \(host): no such host", nil)
    }
  }

  private func compileFailure(of thing: Thing) -> Failure {
    switch thing.tool {
    case .chef:
      Failure(
        declaration: thing.declaration, line: 3, errorClass: "Chef::Exceptions::RecipeNotFound",
        message: "could not find recipe \(thing.word) for cookbook \(thing.home)")
    case .puppet:
      Failure(
        declaration: thing.declaration, line: 4, errorClass: "Evaluation Error",
        message: "Could not find class ::\(thing.home)::\(thing.word)")
    case .ansible:
      Failure(
        resourceType: "include_tasks", resourceName: "\(thing.home) : \(thing.word)",
        declaration: thing.declaration, line: 3,
        message: "Could not find or access '\(thing.word).yml' on the Ansible Controller.")
    case .salt:
      Failure(message: "Rendering SLS 'base:\(thing.word)' failed: Jinja variable is undefined")
    case .terraform:
      Failure(
        declaration: thing.declaration, line: 2,
        message: "Reference to undeclared input variable\nAn input variable with the name "
          + "\"\(thing.word)\" has not been declared.")
    }
  }
}
