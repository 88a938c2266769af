import MarketModel

/// One run of the Chef client: what it was going to do, and what became of it.
struct ChefRun: Sendable {
  let node: Node
  let night: Day
  /// The evening's run; the other one is the morning's.
  let isFirstOfNight: Bool
  let start: Instant
  let id: String
  /// **Seconds**, whole ones: Chef's data collector knows no others.
  var seconds: Int
  var resources: [Converged]
  var cookbooks: [Cookbook]
  var error: RunError?
  /// Whether it lived to report its end.
  var ends = true
  /// **kB.** What Ohai found free in the machine's memory.
  var freeMemory: Int
  /// **kB.** What the client itself held when it ended, where our handler tells.
  var agentMemory: Int?

  init(of node: Node, night: Day, isFirstOfNight: Bool, start: Instant, dice: inout Dice) {
    self.node = node
    self.night = night
    self.isFirstOfNight = isFirstOfNight
    self.start = start
    id = dice.uuid()
    cookbooks = node.role.cookbooks
    resources = cookbooks.flatMap { cookbook in
      cookbook.resources.map { Converged($0, of: cookbook, duration: dice.number(1...600)) }
    }
    seconds = dice.number(18...75)
    freeMemory = 5_200_000 + node.number * 40_000 + dice.number(0...60_000)
  }

  /// The day of the month on whose morning the night ends.
  var day: Int { night.civil.dayOfMonth }

  var updated: [Converged] { resources.filter { $0.status == .updated } }
}

/// One action of one resource after the run.
struct Converged: Sendable {
  enum Status: String, Sendable {
    case updated, failed, unprocessed
    case upToDate = "up-to-date"
  }

  let type: String
  let name: String
  var action: String
  let line: Int
  let ignoresFailure: Bool
  let cookbook: String
  let version: String
  var status = Status.upToDate
  /// **Milliseconds.**
  var duration: Int
  /// A difference as Chef reports it: with the two characters `\n` between lines.
  var delta = ""
  var trouble: Trouble?

  init(_ declared: Cookbook.Declared, of cookbook: Cookbook, duration: Int) {
    type = declared.type
    name = declared.name
    action = declared.action
    line = declared.line
    ignoresFailure = declared.ignoresFailure
    self.cookbook = cookbook.name
    version = cookbook.version
    self.duration = duration
  }

  /// `service[nginx]`.
  var resource: String { "\(type)[\(name)]" }

  /// `service[nginx] (acme_web::default line 21) had an error: CLASS: MESSAGE`.
  func sentence(_ trouble: Trouble) -> String {
    "\(resource) (\(cookbook)::default line \(line)) had an error: \(trouble.className): "
      + trouble.message
  }
}

/// An exception in a resource.
struct Trouble: Sendable {
  let className: String
  let message: String

  /// A command that did not exit as it should, in the words of `Mixlib::ShellOut`.
  static func shellOut(
    _ command: String, code: Int = 1, output: String = "", error: String
  ) -> Trouble {
    Trouble(
      className: "Mixlib::ShellOut::ShellCommandFailed",
      message: """
        Expected process to exit with [0], but received '\(code)'
        ---- Begin output of \(command) ----
        STDOUT: \(output)
        STDERR: \(error)
        ---- End output of \(command) ----
        Ran \(command) returned \(code)
        """)
  }
}

/// The exception that ended a run, with the headed texts that Chef's error inspectors add.
struct RunError: Sendable {
  let className: String
  let message: String
  var title: String?
  var sections: [(String, String)] = []
}

extension ChefRun {
  /// Lets a resource fail: the run ends there, and what comes after is never reached.
  ///
  /// - Parameter around: the custom resource that the failing one is part of; it fails with it.
  mutating func fail(
    _ resource: String, _ action: String, _ trouble: Trouble, around: String? = nil
  ) {
    guard
      let index = resources.firstIndex(where: { $0.resource == resource && $0.action == action })
    else { return }
    resources[index].status = .failed
    resources[index].trouble = trouble
    if resources[index].ignoresFailure { return }

    var cause = resources[index]
    var words = trouble
    if let around, let outer = resources.firstIndex(where: { $0.resource == around }) {
      words = Trouble(className: trouble.className, message: cause.sentence(trouble))
      resources[outer].status = .failed
      resources[outer].trouble = words
      cause = resources[outer]
    }
    let end = resources.firstIndex { $0.resource == cause.resource } ?? index
    for later in resources.indices where later > max(index, end) {
      resources[later].status = .unprocessed
    }
    error = RunError(
      className: words.className, message: cause.sentence(words),
      title: "Error executing action `\(cause.action)` on resource '\(cause.resource)'",
      sections: [(words.className, words.message)] + cause.declarationSections)
  }

  /// Lets a notification at the end of the run fail as well, for a reason that came before it.
  mutating func failDelayed(_ resource: String, _ action: String, _ trouble: Trouble) {
    guard let first = error, let declared = resources.first(where: { $0.resource == resource })
    else { return }
    var delayed = declared
    delayed.action = action
    delayed.status = .failed
    delayed.trouble = trouble
    resources.append(delayed)
    error = RunError(
      className: "Chef::Exceptions::MultipleFailures",
      message: """
        Multiple failures occurred:
        * \(first.className) occurred in Chef Infra Client run: \(first.message)
        * \(trouble.className) occurred in delayed notification: \(delayed.sentence(trouble))

        """,
      title: "Error executing action `\(action)` on resource '\(resource)'",
      sections: [(trouble.className, trouble.message)] + delayed.declarationSections)
  }

  /// Ends the run before any resource: nothing was converged.
  mutating func abort(_ error: RunError) {
    resources = []
    seconds = 2
    self.error = error
  }

  /// Lets a resource change something, and with `then` what it notifies.
  mutating func update(_ resource: String, delta: String = "", then notified: String? = nil) {
    guard let index = resources.firstIndex(where: { $0.resource == resource }),
      resources[index].status == .upToDate
    else { return }
    resources[index].status = .updated
    resources[index].delta = delta
    if let notified, var restart = resources.first(where: { $0.resource == notified }) {
      restart.action = "restart"
      restart.status = .updated
      resources.append(restart)
    }
  }
}

extension Converged {
  fileprivate var declarationSections: [(String, String)] {
    let file = "/var/chef/cache/cookbooks/\(cookbook)/recipes/default.rb"
    return [
      ("Resource Declaration:", "# In \(file)\n\n \(line): \(type) '\(name)' do\n"),
      (
        "Compiled Resource:",
        "# Declared in \(file):\(line):in `from_file'\n\n\(type)(\"\(name)\") do\n"
          + "  action [:\(action)]\n  cookbook_name \"\(cookbook)\"\n  recipe_name \"default\"\nend\n"
      ),
    ]
  }
}
