import MarketAnalysis
import MarketBoard
import MarketMeeting
import MarketModel
import TextCanvas

/// The minutes of a market as Markdown: for a wiki, a mail, a ticket.
///
/// What nodes wrote is cleaned and can't be taken for Markdown; no diff and no message is in it.
struct MinutesMarkdown {
  let minutes: Minutes
  let book: MarketBook

  var text: String { lines.map { $0 + "\n" }.joined() }

  var lines: [String] {
    head + promises + list("New on the table", minutes.triaged)
      + list("Reviewed", minutes.reviewed) + parked + list("Carried over", minutes.carriedOver)
      + rules + times
  }

  private var head: [String] {
    let record = minutes.record
    let spent = minutes.times.reduce(0) { $0 + $1.spent }
    let end =
      record.closedAt.map { " to \($0.clockTime.prefix(5)) UTC" } ?? " UTC, still going on"
    var lines = [
      "# Morning market, \(english.day(record.day)) \(record.day.civil.year)", "",
      "Held by \(holders), \(record.openedAt.clockTime.prefix(5))\(end): "
        + "\(english.duration(spent)) of \(english.duration(record.plan.duration)).",
    ]
    for pause in record.pauses {
      let end = pause.to.map { " to \($0.clockTime.prefix(5))" } ?? ""
      lines.append("Paused \(pause.from.clockTime.prefix(5))\(end) UTC.")
    }
    if let night = minutes.night {
      lines += [
        "",
        "Night to \(english.day(night.night)): \(plain(night.coverage.sentence)). "
          + "Runs \(night.runs.sentence). Nodes: \(night.nodes.sentence).",
      ]
    }
    return lines
  }

  /// `ana, from 09:07 by bo`.
  private var holders: String {
    let record = minutes.record
    let later = record.facilitators.dropFirst().map {
      ", from \($0.from.clockTime.prefix(5)) by \(plain($0.person.rawValue))"
    }
    return plain(record.opener.rawValue) + later.joined()
  }

  private var promises: [String] {
    let title = title("Who does what until the next market")
    guard !minutes.promises.isEmpty else { return title + ["Nobody promised anything."] }
    return title + ["| who | problem | next step | by |", "|---|---|---|---|"]
      + minutes.promises.map { promise in
        "| \(plain(promise.owner?.rawValue ?? "nobody")) | \(name(of: promise.problem)) "
          + "| \(plain(promise.step ?? "")) | \(promise.due.map(english.day) ?? "") |"
      }
  }

  private func list(_ name: String, _ problems: [Problem]) -> [String] {
    guard !problems.isEmpty else { return [] }
    return title(name)
      + problems.map {
        "- \(self.name(of: $0)): \(plain($0.standing(on: minutes.record.day, in: book)))"
      }
  }

  private var parked: [String] {
    guard !minutes.parked.isEmpty else { return [] }
    return title("Parked, to talk about after the market")
      + minutes.parked.map { topic in
        let people = topic.people.map(\.rawValue).joined(separator: ", ")
        return "- \(plain(topic.topic)): \(plain(people.isEmpty ? "nobody named" : people))"
      }
  }

  private var rules: [String] {
    guard !minutes.adoptedRules.isEmpty else { return [] }
    return title("Rules adopted")
      + minutes.adoptedRules.map {
        "- what \(plain($0.cookbook)) declares goes to \(plain($0.owner.rawValue))"
      }
  }

  private var times: [String] {
    title("Time") + ["| phase | planned | taken |", "|---|---:|---:|"]
      + minutes.times.map { time in
        "| \(english.words(for: time.phase)) | \(english.duration(time.budget)) "
          + "| \(english.duration(time.spent)) |"
      }
  }

  private func title(_ text: String) -> [String] { ["", "## \(text)", ""] }

  private func name(of problem: Problem) -> String {
    "\(english.name(of: problem.id, in: book)) \(plain(problem.title))"
  }

  /// Text that Markdown shows as it is.
  ///
  /// Source: CommonMark 0.31.2, section 2.4: any ASCII punctuation may be escaped.
  private func plain(_ text: String) -> String {
    let special = Set<Character>("\\`*_[]<>|#~&!$")
    return String(VisibleText.cleaned(text).flatMap { special.contains($0) ? ["\\", $0] : [$0] })
  }
}
