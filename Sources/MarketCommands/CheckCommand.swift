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
      Holds every decision against its sum and the one before it, and every night against its sum. \
      Nothing is ever deleted. It also says, and that is no damage, what a newer version wrote, which \
      steps were cut off, and which ledgers belong to somebody else than they say. Exit \
      status: 0 sound, 1 damaged, 73 can't be written.
      """)

  @Flag(help: "Move what is damaged to damaged/ in the store.")
  var repair = false

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let (store, settings) = try global.openStore()
    var check = try StoreCheck(of: store)
    var moved: [(from: String, to: String)] = []
    if repair, !check.damage.isEmpty {
      moved = try StoreRepair(of: store, check.damage).moved
      check = try StoreCheck(of: store)
    }
    let foreign = LedgerOwners(of: store, settings.settings.roster, Accounts()).foreign
    if global.json { print(check, moved, foreign) } else { report(check, moved, foreign) }
    if !check.damage.isEmpty { throw ExitCode(ExitStatus.failed) }
  }

  private func report(
    _ check: StoreCheck, _ moved: [(from: String, to: String)], _ foreign: [ForeignLedger]
  ) {
    var complaints = Console.complaints
    for damage in check.damage { complaints.explain(damage) }
    var output = Console.output
    for move in moved { output.line("moved aside: \(move.from) to \(move.to)") }
    if !global.quiet {
      output.line(
        "\(english.count(check.decisions, "decision")) of \(english.count(check.hands, "hand")), "
          + "\(english.count(check.nights, "night")): "
          + (check.damage.isEmpty ? "all sound." : "\(check.damage.count) damaged."))
      if let notice = check.newerNotice { output.line(notice) }
      for step in check.book.cutOffSteps {
        output.line(
          "\(english.sentence(for: step, in: check.book)). If it is still wanted, do it again.")
      }
      for ledger in foreign { output.line(ledger.notice) }
    }
    output.flush()
  }

  private func print(
    _ check: StoreCheck, _ moved: [(from: String, to: String)], _ foreign: [ForeignLedger]
  ) {
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
      json.key("cut_off")
      json.array { json in for step in check.book.cutOffSteps { json.value(step, check.book) } }
      json.key("foreign")
      json.array { json in for ledger in foreign { json.value(ledger) } }
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
    if newer.decisions > 0 { parts.append(english.count(newer.decisions, "decision")) }
    if newer.digests > 0 { parts.append(english.count(newer.digests, "digest")) }
    guard !parts.isEmpty else { return nil }
    return
      "A newer market wrote \(parts.joined(separator: " and ")); all of it is kept, byte for byte. "
      + "To see what it says, update this one."
  }
}

extension ForeignLedger {
  fileprivate var notice: String {
    "\(file) says that \(writer.person.rawValue) wrote it, and belongs to unix user \(account)."
  }
}

extension JSONWriter {
  fileprivate mutating func value(_ step: CutOffStep, _ book: MarketBook) {
    object { json in
      json.member("by", step.by.rawValue)
      json.member("first", step.lines.lowerBound)
      json.member("last", step.lines.upperBound)
      json.member("there", step.entries.map(\.id.description))
      json.member("text", english.sentence(for: step, in: book))
    }
  }

  fileprivate mutating func value(_ ledger: ForeignLedger) {
    object { json in
      json.member("file", ledger.file)
      json.member("author", ledger.writer.person.rawValue)
      json.member("account", ledger.account)
    }
  }

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
