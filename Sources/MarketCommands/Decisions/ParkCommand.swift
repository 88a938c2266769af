package import ArgumentParser
import Documents
import MarketLedger
import MarketModel

/// `market park TOPIC --with ana,bo`: put a topic aside, for some people after the market.
package struct ParkCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "park", abstract: "Put a topic aside, with the people who will meet about it.",
    discussion: """
      As in: market park "one cache for all" --with ana,bo. It stands in the minutes and on the \
      pages of these people, market mine, until market parked strikes it off.
      """)

  @Argument(help: "What it is about, in quotes.")
  var topic: String

  @Option(
    name: .customLong("with"), help: ArgumentHelp("Who will meet: ana,bo.", valueName: "people"))
  var people: String?

  @Option(
    help: ArgumentHelp("The problem it is about: 12.", valueName: "id"),
    completion: .custom(Completions.problems))
  var about: String?

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let opened = try OpenedStore(global)
    let parked = try opened.deciding(at: global.now) { morning in
      let events = try events(in: morning, by: try opened.store.writer())
      return morning.adding(try opened.store.append(events, at: global.now)).recorded.parked
    }
    answer(parked)
  }

  private func events(in morning: Morning, by writer: WriterID) throws -> [MarketEvent] {
    let topic = try spoken(topic, "topic")
    let people = try (people ?? "").split(separator: ",").map { name throws(NamingError) in
      try morning.person(named: String(name.filter { !$0.isWhitespace }))
    }
    let market = morning.recorded.latestMarket.flatMap { $0.closedAt == nil ? $0.day : nil }
    let parked = { (id: ProblemID?) in
      MarketEvent.parked(topic: topic, problem: id, people: people, market: market)
    }
    guard let about else { return [parked(nil)] }
    return morning.lines(about: try morning.problem(named: about), by: writer) { parked($0) }
  }

  private func answer(_ parked: [ParkedTopic]) {
    guard let topic = parked.last else { return }
    var output = Console.output
    if global.json {
      var json = JSONWriter()
      json.value(topic)
      output.line(json)
    } else if !global.quiet {
      output.line("parked: \(topic.sentence)")
      output.line("  → when you have met: market parked --done \(parked.count)")
    }
    output.flush()
  }
}

extension ParkedTopic {
  /// `the new image, with ana, bo`.
  var sentence: String {
    let names = people.map(\.rawValue).joined(separator: ", ")
    return topic + (names.isEmpty ? "" : ", with \(names)")
  }
}
