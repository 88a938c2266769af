/// What a run ran with, as far as its report says: `platform` is `debian 12.7`, `cookbook nginx` is
/// `4.2.1`. Two runs of one node that differ in their traits did not run the same code.
///
/// Only what few values are of belongs here: no name, address or time of the node itself. A digest
/// keeps each set of traits once.
package struct Traits: Hashable, Sendable {
  package private(set) var values: [String: String] = [:]

  package init(_ values: [String: String] = [:]) {
    // In order, so that of too many the same ones are kept everywhere.
    for (name, value) in values.sorted(by: { $0.key < $1.key }) { self[name] = value }
  }

  /// Traits of a run that are kept, none of whose names has a `=`; the largest that we have seen
  /// had 140 cookbooks.
  package static let limit = 512
  /// **Bytes** of a trait's name or value that are kept.
  private static let textLimit = 128

  package subscript(name: String) -> String? {
    get { values[name] }
    set {
      guard let newValue, !newValue.isEmpty else {
        values[name] = nil
        return
      }
      guard !name.utf8.contains(UInt8(ascii: "=")) else { return }
      guard values.count < Self.limit || values[name] != nil else { return }
      values[name.clipped(toBytes: Self.textLimit)] = newValue.clipped(toBytes: Self.textLimit)
    }
  }

  package var isEmpty: Bool { values.isEmpty }

  /// The traits as `name=value`, in order of name.
  package var lines: [String] { values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } }

  /// Under which a digest keeps them.
  package var fingerprint: Fingerprint {
    Fingerprint(kind: "traits", subject: lines.joined(separator: "\u{0}"))
  }

  // Names that several tools share.
  package static let platform = "platform"
  package static let image = "image"
  package static let zone = "zone"
  package static let agent = "agent"
  /// Before the name of a cookbook, module, role or collection.
  package static let cookbook = "cookbook "
}

/// What the agent itself and its machine had used when a run ended. 0 is unknown.
package struct Usage: Hashable, Sendable {
  /// **MB** that the agent's process held.
  package var agent: Int
  /// **MB** of the machine that nobody used; a digest keeps it in steps of ``freeStep``.
  package var free: Int
  /// **MB** of the machine.
  package var total: Int
  /// **Milliseconds** that the agent collected garbage in the run.
  package var collecting: Int

  package init(agent: Int = 0, free: Int = 0, total: Int = 0, collecting: Int = 0) {
    self.agent = agent
    self.free = free
    self.total = total
    self.collecting = collecting
  }

  package var isKnown: Bool { self != Usage() }

  /// **MB.** Finer than what an agent's leak is told by, and a letter less for each run.
  package static let freeStep = 64

  var rounded: Usage {
    Usage(
      agent: agent.believed, free: free.believed / Self.freeStep * Self.freeStep,
      total: total.believed, collecting: collecting.believed)
  }

  /// Of two tellings of one run, each number as the one that knows more has it.
  static func joined(_ a: Usage, _ b: Usage) -> Usage {
    Usage(
      agent: max(a.agent, b.agent), free: max(a.free, b.free), total: max(a.total, b.total),
      collecting: max(a.collecting, b.collecting))
  }
}
