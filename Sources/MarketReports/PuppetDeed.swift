import MarketModel

/// What was done, or tried, with one resource.
struct PuppetDeed {
  let title: String
  let time: Instant?
  var file: String?
  /// The class or defined type it stands in.
  var container: String?
  var property: String?
  var desired: String?
  var message: String?

  init(title: String, time: Instant?) {
    self.title = title
    self.time = time
  }

  /// What Puppet did or was about to do, in a word.
  ///
  /// Source: puppetlabs/puppet `lib/puppet/transaction/event_manager.rb` for the refresh.
  var action: String? {
    guard let property = property.map(PuppetMessage.symbol) else {
      guard message?.hasPrefix("Triggered 'refresh'") ?? false else { return nil }
      return title.hasPrefix("Service[") ? "restart" : "refresh"
    }
    switch (property, desired.map(PuppetMessage.symbol)) {
    case ("returns", _): return "run"
    case ("ensure", "running"): return "start"
    case ("ensure", "stopped"): return "stop"
    case ("ensure", "absent"), ("ensure", "purged"): return "remove"
    case ("ensure", _): return title.hasPrefix("Package[") ? "install" : "create"
    default: return "set \(property)"
    }
  }

  /// - Parameter logged: the file that a log line names, for resources that name none.
  func declaration(orIn logged: String? = nil) -> String? {
    (file ?? logged).map { PuppetMessage.declaration(file: $0, container: container) }
      ?? container.flatMap { $0.contains("[") ? nil : $0 }
  }
}

/// What a report says about a resource that changed.
struct PuppetChange {
  let deed: PuppetDeed
  /// **Seconds.**
  let duration: Double?

  /// - Parameter logs: where a file's diff stands, on nodes that are told to show it.
  func change(logs: PuppetLogs) -> Change {
    Change(
      title: deed.title, declaration: deed.declaration(), action: deed.action, duration: duration,
      mentions: logs.mentions[deed.title] ?? [])
  }
}

/// What a report says about a resource that failed.
struct PuppetFailure {
  let deed: PuppetDeed
  var line: Int?
  var couldNotRestart = false

  init(deed: PuppetDeed) { self.deed = deed }

  /// - Parameter logs: where a command's output stands, and in old reports the message.
  func failure(logs: PuppetLogs) -> Failure {
    let (type, name) = PuppetMessage.parts(of: deed.title)
    let logged = logs.errors.first { $0.isFrom(deed.title) }
    let root = PuppetMessage.root(of: deed.message ?? logged?.message ?? "")
    let action = couldNotRestart ? "restart" : deed.action
    var failure = Failure(resourceType: type, resourceName: name, action: action, message: root)
    failure.declaration = deed.declaration(orIn: logged?.file)
    failure.line = failure.declaration == nil ? nil : line ?? logged?.line
    let outputs = logs.outputs.filter { $0.isFrom(deed.title) }.map(\.message)
    failure.message = root.keepingEnds(limit: Failure.messageLimit)
    failure.detail = PuppetMessage.tellingLine(of: failure.message, outputs: outputs)
    return failure
  }
}
