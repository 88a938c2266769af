package import MarketMeeting
package import MarketModel

/// The words that people read, for the board and for plain text alike. Codes and letters stay in
/// the files.
package struct English: Phrasebook {
  /// What is known. The bare letter is never shown.
  package func words(for category: Category, because obstacle: Obstacle? = nil) -> String {
    switch category {
    case .fixCanStart: "cause known, fix can start"
    case .noFixYet: "cause known, no fix yet" + (obstacle.map { " (\(words(for: $0)))" } ?? "")
    case .unknown: "cause unknown"
    }
  }

  package func words(for obstacle: Obstacle) -> String {
    switch obstacle {
    case .noCountermeasure: "no countermeasure known"
    case .blocked: "blocked"
    case .needsDecision: "needs a decision"
    }
  }

  package func words(for severity: Severity) -> String {
    switch severity {
    case .blocksDeploy: "blocks deployments"
    case .serviceDown: "service down"
    case .clusterWrong: "cluster wrong"
    case .wasteful: "wasteful"
    case .noise: "noise"
    }
  }

  package func words(for status: ProblemStatus) -> String {
    switch status {
    case .new: "new"
    case .accepted: "accepted"
    case .working: "being worked on"
    case .proving: "proving"
    case .verified: "verified"
    case .closed: "closed"
    case .snoozed: "snoozed"
    case .dismissed: "dismissed"
    case .merged: "merged"
    case .regressed: "came back"
    }
  }

  package func words(for verdict: ReviewVerdict) -> String {
    switch verdict {
    case .onTrack: "on track"
    case .blocked: "blocked"
    }
  }

  /// As what follows "snoozed".
  package func words(for wake: Wake) -> String {
    switch wake {
    case .on(let day): "until \(self.day(day))"
    case .above(let nodes): "until more than \(count(nodes, "node")) in a night"
    case .newEnvironment(let known):
      known.isEmpty
        ? "until it shows in an environment"
        : "until it shows outside \(known.joined(separator: ", "))"
    }
  }

  package func words(for phase: Phase) -> String {
    phase.rawValue.prefix(1).uppercased() + phase.rawValue.dropFirst()
  }

  package func words(for kind: SignalKind) -> String {
    switch kind {
    case .failure: "failure"
    case .flaky: "flaky"
    case .notIdempotent: "not idempotent"
    case .newNode: "new nodes"
    case .outage: "outage"
    case .environmentLeak: "environment leak"
    case .growth: "growth"
    case .slow: "slow"
    case .silent: "silent"
    case .greenWithErrors: "green with errors"
    }
  }

  package func words(for dismissal: Dismissal) -> String { dismissal.rawValue }

  package func words(for closing: Closing) -> String { closing.rawValue }

  /// `Tue 24 Nov`.
  package func day(_ day: Day) -> String {
    let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let (_, month, dayOfMonth) = day.civil
    return "\(weekdays[day.weekday.rawValue]) \(dayOfMonth) \(months[month - 1])"
  }

  package init() {}

  package func count(_ number: Int, _ noun: Noun) -> String {
    count(number, "\(noun)")
  }

  /// `1 node`, `1,204 nodes`.
  package func count(_ number: Int, _ noun: String) -> String {
    "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// `1,204`.
  package func grouped(_ number: Int) -> String { grouped(number, by: ",") }
}
