/// A resource that a run changed.
package struct Change: Hashable, Sendable {
  /// `template[/etc/motd]`, as the tool's people call it.
  package var title: String
  /// Where it was declared, without the line: `acme_web::default`.
  package var declaration: String?
  /// What was done to it: `restart`.
  package var action: String?
  /// **Seconds.**
  package var duration: Double?
  /// The machines that it wrote into something, by name or address, as ``HostNames`` finds them.
  package var mentions: [String] = []

  package init(
    title: String, declaration: String? = nil, action: String? = nil, duration: Double? = nil,
    mentions: [String] = []
  ) {
    self.title = title
    self.declaration = declaration
    self.action = action
    self.duration = duration
    self.mentions = mentions
  }
}

/// What a digest keeps of a change in one run.
package struct ChangeMark: Hashable, Sendable {
  /// The resource, under which the night keeps its ``ChangedResource``.
  package var resource: Fingerprint
  /// **Seconds**, rounded down: most changes take none.
  package var seconds: Int
  /// Under which the night keeps the machines that it mentions; `nil` when it mentions none.
  package var mentions: Fingerprint?

  package init(resource: Fingerprint, seconds: Int = 0, mentions: Fingerprint? = nil) {
    self.resource = resource
    self.seconds = seconds
    self.mentions = mentions
  }
}

/// A resource that changed, as it is called everywhere.
package struct ChangedResource: Hashable, Sendable {
  package var tool: Tool
  /// With what varies from run to run as a hole: `execute[migrate to ‹›]`.
  package var title: String
  package var declaration: String?
  package var action: String?

  package init(tool: Tool, title: String, declaration: String? = nil, action: String? = nil) {
    self.tool = tool
    self.title = title
    self.declaration = declaration
    self.action = action
  }

  init(_ change: Change, of run: Run) {
    self.init(
      tool: run.tool,
      title: change.title.clipped(toBytes: Self.readLimit).withoutRuns(of: run)
        .clipped(toBytes: Self.titleLimit),
      declaration: change.declaration, action: change.action)
  }

  /// **Bytes** of a title that are looked at: a script may be one.
  private static let readLimit = 4096
  /// **Bytes** of a title that a digest keeps.
  private static let titleLimit = 200

  /// The same resource has the same one in every night.
  package var fingerprint: Fingerprint {
    Fingerprint(
      kind: "change",
      subject: [tool.rawValue, title, declaration ?? "", action ?? ""].joined(separator: "\u{0}"))
  }

  /// Whether the change is one that others ask for: a service that is started anew.
  package var isNotified: Bool {
    switch action {
    case "restart", "reload", "try_restart", "reload_or_restart": true
    default: false
    }
  }
}

extension String {
  /// The text with a hole for the node's name, and for numbers of four digits or more: dates,
  /// releases and process ids. Shorter ones tell `eth0` from `eth1`.
  fileprivate func withoutRuns(of run: Run) -> String {
    let (text, name) = (Array(utf8), Array(run.node.rawValue.utf8))
    var kept: [UInt8] = []
    kept.reserveCapacity(text.count)
    var at = 0
    while at < text.count {
      if 4...HostNames.longest ~= name.count, text[at...].starts(with: name) {
        kept += "\(MessageTemplate.hole)".utf8
        at += name.count
        continue
      }
      let digits = text[at...].prefix { 0x30...0x39 ~= $0 }
      if digits.isEmpty {
        kept.append(text[at])
        at += 1
      } else {
        kept += digits.count >= 4 ? Array("\(MessageTemplate.hole)".utf8)[...] : digits
        at += digits.count
      }
    }
    return String(decoding: kept, as: UTF8.self)
  }
}
