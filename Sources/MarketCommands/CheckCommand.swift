package import ArgumentParser
import Documents
import MarketBoard
import MarketLedger
import MarketModel

/// `market check`: is everything as it was written?
package struct CheckCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Verify the whole store; with --repair, move damage aside.",
    discussion: """
      Holds every decision against its sum and the one before it, and every night against its sum.
      Nothing is ever deleted. Exit status: 0 sound, 1 damaged, 73 can't be written.
      """)

  @Flag(help: "Move what is damaged to damaged/ in the store.")
  var repair = false

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let (store, _) = try global.openStore()
    var check = try StoreCheck(of: store)
    var moved: [(from: String, to: String)] = []
    if repair, !check.damage.isEmpty {
      moved = try StoreRepair(of: store, check.damage).moved
      check = try StoreCheck(of: store)
    }
    if global.json { print(check, moved) } else { report(check, moved) }
    if !check.damage.isEmpty { throw ExitCode(ExitStatus.failed) }
  }

  private func report(_ check: StoreCheck, _ moved: [(from: String, to: String)]) {
    var complaints = Console.complaints
    for damage in check.damage { complaints.explain(damage) }
    var output = Console.output
    for move in moved { output.line("moved aside: \(move.from) to \(move.to)") }
    if !global.quiet {
      output.line(
        "\(Wording.count(check.decisions, "decision")) of \(Wording.count(check.hands, "hand")), "
          + "\(Wording.count(check.nights, "night")): "
          + (check.damage.isEmpty ? "all sound." : "\(check.damage.count) damaged."))
      if let notice = check.newerNotice { output.line(notice) }
    }
    output.flush()
  }

  private func print(_ check: StoreCheck, _ moved: [(from: String, to: String)]) {
    var json = JSONWriter()
    json.object { json in
      json.member("schema", 1)
      json.member("decisions", check.decisions)
      json.member("hands", check.hands)
      json.member("nights", check.nights)
      json.key("newer")
      json.object { json in
        json.member("decisions", check.newer.decisions)
        json.member("digests", check.newer.digests)
      }
      json.key("damage")
      json.array { json in for damage in check.damage { json.value(damage) } }
      json.key("moved")
      json.array { json in
        for move in moved {
          json.object { json in
            json.member("from", move.from)
            json.member("to", move.to)
          }
        }
      }
    }
    var output = Console.output
    output.line(json)
    output.flush()
  }
}

extension StoreCheck {
  /// One line for all that a newer version wrote.
  fileprivate var newerNotice: String? {
    var parts: [String] = []
    if newer.decisions > 0 { parts.append(Wording.count(newer.decisions, "decision")) }
    if newer.digests > 0 { parts.append(Wording.count(newer.digests, "digest")) }
    guard !parts.isEmpty else { return nil }
    return
      "A newer market wrote \(parts.joined(separator: " and ")); all of it is kept, byte for byte. "
      + "To see what it says, update this one."
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ damage: Damage) {
    object { json in
      json.member("file", damage.file)
      json.member("line", damage.line)
      json.member("offset", damage.offset)
      json.member("kind", damage.code)
      json.member("problem", damage.problem)
      json.member("remedy", damage.remedy)
    }
  }
}
