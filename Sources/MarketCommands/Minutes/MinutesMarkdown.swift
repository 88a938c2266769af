import MarketAnalysis
import MarketBoard
import MarketMeeting
import MarketModel
import TextCanvas

/// The minutes of a market as Markdown: for a wiki, a mail, a ticket. They are everybody's, so they
/// speak the team's language and not a terminal's.
///
/// What nodes wrote is cleaned and can't be taken for Markdown; no diff and no message is in it.
struct MinutesMarkdown {
  let minutes: Minutes
  let book: MarketBook
  let words: any Phrasebook

  init(minutes: Minutes, book: MarketBook, in language: Language?) {
    (self.minutes, self.book) = (minutes, book)
    words = (language ?? .english).phrasebook
  }

  var text: String { lines.map { $0 + "\n" }.joined() }

  var lines: [String] {
    head + promises + list(.triaged, minutes.triaged) + list(.reviewed, minutes.reviewed) + parked
      + list(.carriedOver, minutes.carriedOver) + rules + times
  }

  private var head: [String] {
    let record = minutes.record
    let spent = minutes.times.reduce(0) { $0 + $1.spent }
    return ["# \(words.minutesTitle(record.day))", "", plain(words.held(record, seconds: spent))]
      + record.pauses.map(words.paused)
      + (minutes.night.map { ["", plain(words.summary(of: $0))] } ?? [])
  }

  private var promises: [String] {
    let title = title(words.whoDoesWhat)
    guard !minutes.promises.isEmpty else { return title + [words.words(for: .nobodyPromised)] }
    return title + table([.who, .problem, .step, .due], "|---|---|---|---|")
      + minutes.promises.map { promise in
        "| \(plain(promise.owner?.rawValue ?? words.words(for: .nobody))) "
          + "| \(name(of: promise.problem)) | \(plain(promise.step ?? "")) "
          + "| \(promise.due.map(words.day) ?? "") |"
      }
  }

  private func list(_ heading: MinutesHeading, _ problems: [Problem]) -> [String] {
    guard !problems.isEmpty else { return [] }
    return title(words.words(for: heading))
      + problems.map {
        "- \(name(of: $0)): "
          + plain(words.standing(of: $0, on: minutes.record.day, in: book))
      }
  }

  private var parked: [String] {
    guard !minutes.parked.isEmpty else { return [] }
    return title(words.words(for: .parked))
      + minutes.parked.map { topic in
        let people = words.list(topic.people.map(\.rawValue))
        return "- \(plain(topic.topic)): "
          + plain(people.isEmpty ? words.words(for: .nobodyNamed) : people)
      }
  }

  private var rules: [String] {
    guard !minutes.adoptedRules.isEmpty else { return [] }
    return title(words.words(for: .rules))
      + minutes.adoptedRules.map { "- \(plain(words.adopted($0)))" }
  }

  private var times: [String] {
    title(words.words(for: .time)) + table([.phase, .planned, .taken], "|---|---:|---:|")
      + minutes.times.map { time in
        "| \(words.words(for: time.phase)) | \(words.duration(time.budget)) "
          + "| \(words.duration(time.spent)) |"
      }
  }

  private func title(_ text: String) -> [String] { ["", "## \(text)", ""] }

  private func table(_ columns: [MinutesHeading], _ rule: String) -> [String] {
    ["| \(columns.map(words.words(for:)).joined(separator: " | ")) |", rule]
  }

  private func name(of problem: Problem) -> String {
    "\(words.name(of: problem.id, in: book)) \(plain(problem.title))"
  }

  /// Text that Markdown shows as it is.
  ///
  /// Source: CommonMark 0.31.2, section 2.4: any ASCII punctuation may be escaped.
  private func plain(_ text: String) -> String {
    let special = Set<Character>("\\`*_[]<>|#~&!$")
    return String(VisibleText.cleaned(text).flatMap { special.contains($0) ? ["\\", $0] : [$0] })
  }
}
