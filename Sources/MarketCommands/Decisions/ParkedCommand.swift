package import ArgumentParser
import Documents
import MarketBoard
import MarketLedger
import MarketModel

/// `market parked`: the topics put aside.
package struct ParkedCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "parked", abstract: "List the topics put aside, or strike one off.")

  @Option(help: ArgumentHelp("Strike this one off: it was talked about.", valueName: "number"))
  var done: Int?

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let opened = try OpenedStore(global)
    let topics = try opened.store.book().book.parked
    if let done {
      guard topics.indices.contains(done - 1) else {
        throw DecisionError.noSuchTopic(done, count: topics.count)
      }
      let topic = topics[done - 1]
      _ = try opened.store.append([.unparked(topic: topic.id)], at: global.now)
      return answer([topic]) { _ in ["done: \(topic.sentence)"] }
    }
    answer(topics) { topics in
      guard !topics.isEmpty else { return ["Nothing is parked."] }
      return TextLayout.table(
        topics.enumerated().map { index, topic in
          [
            .init(number: "\(index + 1)"), .init(topic.sentence), .init(english.day(topic.at.day)),
          ]
        }, flexible: 1)
    }
  }

  private func answer(_ topics: [ParkedTopic], lines: ([ParkedTopic]) -> [String]) {
    var output = Console.output
    if global.json {
      var json = JSONWriter()
      if done != nil, let topic = topics.first { json.value(topic) } else { json.value(topics) }
      output.line(json)
    } else if !global.quiet || done == nil {
      for line in lines(topics) { output.line(line) }
    }
    output.flush()
  }
}
