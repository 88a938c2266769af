package import MarketAnalysis
import MarketModel

/// Why something is here, with its numbers.
extension English {
  package func why(_ reason: Reason) -> String {
    switch reason {
    case .failed(let hits, let cohort): sentence(for: hits, "failed") + with(cohort)
    case .flaky(let hits, let times, let rate):
      "\(sentence(for: hits, "failed")); came and went \(times) times, which is \(percent(rate)) "
        + "of the runs of these nodes"
    case .unexplained(let status, let hits): sentence(for: hits, verb(for: status))
    case .green(let caveat, let hits): sentence(for: hits, verb(for: caveat))
    case .newNodes(let new):
      "failed on \(new.new.count) of \(new.new.of) nodes that are new since \(new.since), "
        + "and on \(new.others.count) of \(new.others.of) others; \(words(for: new.rarity))"
        + with(new.cohort)
    case .outage(let outage): sentence(for: outage)
    case .oneOffs(let tools, let nodes, let span):
      "each failed one run of \(both(tools.map(\.rawValue))) on one node and healed with the next, "
        + "on \(nodes.count) of \(nodes.of) nodes, \(words(for: span))"
    case .notIdempotent(let restlessness): sentence(for: restlessness)
    case .environmentLeak(let leak): sentence(for: leak)
    case .growth(let node, let growth, let nodes):
      "\(node.rawValue) \(words(for: growth))\(nodes == 1 ? "" : "; \(nodes) nodes in all")"
    case .slowRuns(let pace, let nodes, let rarity):
      "take \(words(for: pace)), on \(nodes.count) of \(nodes.of) nodes"
        + (rarity.map { "; so many at once \(words(for: $0))" } ?? "")
    case .slowResource(let pace, let nodes, let environments):
      "takes \(words(for: pace)), on \(nodes.count) of \(nodes.of) nodes"
        + (environments.isEmpty ? "" : " of \(both(environments))")
    case .silent(let since, let last, let miss):
      (miss == 0 ? "reported every night" : "never missed more than \(miss) in a row")
        + " up to \(since), last at \(timeOfDay(last)) UTC, and nothing since"
    case .stopped(let moment):
      "ran again and again tonight up to \(timeOfDay(moment)) UTC, and nothing since"
    case .neverHeard(let nights):
      "known from the inventory, and not heard in \(nights) nights"
    }
  }

  /// `failed in 7 of 12 runs on 4 of 118 nodes, 02:14 to 08:40 UTC`.
  private func sentence(for hits: Reason.Hits, _ verb: String) -> String {
    "\(verb) in \(hits.runs.count) of \(hits.runs.of) runs on \(hits.nodes.count) of "
      + "\(hits.nodes.of) nodes, \(words(for: hits.span))"
  }

  private func verb(for status: RunStatus) -> String {
    switch status {
    case .incomplete: "no end was reported"
    case .unreachable: "not reached"
    case .noResponse: "no answer"
    case .failure, .success: "failed without a message"
    }
  }

  private func verb(for caveat: Caveat.Kind) -> String {
    switch caveat {
    case .errorLogged: "succeeded and logged errors"
    case .noResources: "succeeded with nothing to do"
    case .cachedCatalogue: "succeeded with an old catalogue"
    case .cutShort: "succeeded without reaching the end"
    case .nothingDone: "succeeded without doing anything"
    case .drifted: "succeeded over what was changed behind its back"
    }
  }

  private func with(_ cohort: Reason.Cohort?) -> String {
    guard let cohort else { return "" }
    let nodes = cohort.nodes
    let share = nodes.count == nodes.of ? "all" : "\(nodes.count) of \(nodes.of)"
    return "; \(share) with \(cohort.trait) \(cohort.value)"
  }

  /// `12 runs of chef and puppet failed in 3 ways on 12 of 118 nodes, 03:02 to 03:17 UTC; over: 12
  /// of 12 nodes ran without it later; by chance 1 in 31 million`
  private func sentence(for outage: Reason.Outage) -> String {
    let (healed, hit) = (outage.healed.count, outage.healed.of)
    let end =
      2 * healed >= hit
      ? "over: \(healed) of \(hit) nodes ran without it later"
      : healed == 0
        ? "no run after it shows that it is over" : "\(healed) of \(hit) nodes ran without it later"
    return "\(outage.runs) runs of \(both(outage.tools.map(\.rawValue))) failed"
      + (outage.ways == 1 ? "" : " in \(outage.ways) ways")
      + " on \(outage.nodes.count) of \(outage.nodes.of) nodes, \(words(for: outage.span))"
      + (outage.times == 1 ? "" : ", \(outage.times) times") + "; \(end)"
      + (outage.rarity.map { "; \(words(for: $0))" } ?? "")
  }

  private func sentence(for restlessness: Reason.Restlessness) -> String {
    let (runs, daily) = (restlessness.runs, restlessness.daily)
    let restarts =
      restlessness.restarts.isEmpty
      ? ""
      : " and restarts \(both(restlessness.restarts))"
        + (daily == 1 ? " once a day" : " \(daily) times a day")
    return "changed in \(runs.count) of \(runs.of) successful runs of "
      + "\(nodes(restlessness.nodes))\(restarts)"
      + (restlessness.declarations.count > 1
        ? "; \(both(restlessness.declarations)) fight over it" : "")
  }

  private func sentence(for leak: Reason.Leak) -> String {
    let others = leak.count - leak.machines.count
    return list(leak.machines) + (others > 0 ? " and \(others) more" : "")
      + " of \(leak.origin) written on \(nodes(leak.nodes)) of \(leak.environment), "
      + words(for: leak.span)
  }

  /// `cookbook nginx went from 4.2.1 to 4.3.0 just before: 8 of the 9 nodes that got it failed, …`
  package func words(for suspect: Suspect) -> String {
    let change =
      switch (suspect.old, suspect.new) {
      case (let old?, let new?): "\(suspect.trait) went from \(old) to \(new)"
      case (nil, let new?): "\(suspect.trait) \(new) came"
      case (_, nil): "\(suspect.trait) went away"
      }
    return "\(change) just before: \(suspect.got.count) of the \(suspect.got.of) nodes that got it "
      + "failed, \(suspect.others.count) of \(suspect.others.of) others; "
      + words(for: suspect.rarity)
  }

  package func words(for detail: Detail) -> String {
    switch detail {
    case .declared(let places): "declared in \(list(places))"
    case .changes(let node, let rate):
      "\(node.rawValue): changed in \(rate.count) of \(rate.of) runs"
    case .machines(let node, let machines): "\(node.rawValue): \(list(machines))"
    case .slowChange(let node, let seconds): "\(node.rawValue): took up to \(seconds) s"
    case .slowRuns(let node, let pace, let isFailing):
      "\(node.rawValue): a run\(isFailing ? " that fails" : "") takes \(pace.now) s, "
        + "and took \(pace.was) s"
    case .growth(let node, let growth): "\(node.rawValue): \(words(for: growth))"
    case .failure(let title, let tool, let runs, let nodes):
      "\(title) (\(tool.rawValue)): \(runs) runs on \(self.nodes(nodes))"
    case .oneOff(let node, let title): "\(node.rawValue): \(title)"
    }
  }

  package func words(for reason: OwnerReason) -> String {
    let ground =
      switch reason.ground {
      case .adoptedRule(let cookbook): "adopted rule: \(cookbook)"
      case .rule(let subject): "owns \(subject)"
      case .fixedTheLike: "fixed the like"
      case .roster: "in the roster"
      case .wroteInLedger: "wrote in the ledger"
      case .ownsSomething: "owns something"
      }
    return "\(ground), has \(reason.load) open"
  }

  package func words(for reason: SeverityReason) -> String {
    switch reason {
    case .notInProduction: "not in production"
    case .nobodyKnows: "nobody knows how the nodes are"
    case .nothingFailed: "nothing failed"
    case .otherEnvironment: "another environment's data"
    case .wholeRuns: "whole runs fail"
    case .service: "a service is concerned"
    case .restOfRun: "the rest of the run is not applied"
    }
  }
}

// MARK: Numbers and times

extension English {
  /// `by chance 1 in 31 million`
  package func words(for rarity: Rarity) -> String {
    switch rarity.oneIn {
    case nil: "by chance less than 1 in a billion"
    case let times? where times < 1000: "by chance 1 in \(times)"
    case let times? where times < 1_000_000: "by chance 1 in \(times / 1000),000"
    case let times?: "by chance 1 in \(times / 1_000_000) million"
    }
  }

  /// `13 to 29%`
  package func percent(_ rate: Rate) -> String {
    let (low, high) = percents(rate)
    return low == high ? "\(low)%" : "\(low) to \(high)%"
  }

  /// `02:14 to 08:40 UTC`
  private func words(for span: Reason.Span) -> String {
    let (from, to) = (timeOfDay(span.first), timeOfDay(span.last))
    return (from == to ? "at \(from)" : "\(from) to \(to)") + " UTC"
  }

  private func words(for pace: Reason.Pace) -> String {
    "\(pace.now) s, and took \(pace.was) s in the nights before"
  }

  /// `grew from 375 to 1155 MB in 10 hours, which leaves 2 days to the limit of 8000 MB`
  private func words(for growth: Reason.Growth) -> String {
    let left = growth.left.map {
      ", which leaves \(words(for: $0)) to the limit of \(growth.limit) MB"
    }
    let collecting = growth.collecting.map {
      ", while it collects garbage for \($0 / 10).\($0 % 10) s a run"
    }
    return "grew from \(growth.from) to \(growth.to) MB in \(words(for: growth.time))"
      + (left ?? "") + (collecting ?? "")
  }

  private func words(for length: Reason.Length) -> String {
    switch length {
    case .hours(let hours): "\(hours) hours"
    case .days(let days): "\(days) days"
    }
  }

  private func nodes(_ count: Int) -> String { count == 1 ? "1 node" : "\(count) nodes" }

  private func both(_ names: [String]) -> String { names.joined(separator: " and ") }
}
