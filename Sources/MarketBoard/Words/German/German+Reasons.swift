package import MarketAnalysis
import MarketModel

/// Why something is here, with its numbers.
extension German {
  package func why(_ reason: Reason) -> String {
    switch reason {
    case .failed(let hits, let cohort): sentence(for: hits, "gescheitert") + with(cohort)
    case .flaky(let hits, let times, let rate):
      "\(sentence(for: hits, "gescheitert")); kam und ging \(grouped(times))-mal, "
        + "das sind \(percent(rate)) der Läufe dieser Knoten"
    case .unexplained(let status, let hits): sentence(for: hits, verb(for: status))
    case .green(let caveat, let hits): sentence(for: hits, verb(for: caveat))
    case .newNodes(let new):
      "gescheitert auf \(share(new.new)) Knoten, die seit \(day(new.since)) neu sind, "
        + "und auf \(share(new.others)) anderen; \(words(for: new.rarity))" + with(new.cohort)
    case .outage(let outage): sentence(for: outage)
    case .oneOffs(let tools, let nodes, let span):
      "je ein Lauf von \(both(tools.map(\.rawValue))) auf einem Knoten gescheitert und beim "
        + "nächsten geheilt, auf \(share(nodes)) Knoten, \(words(for: span))"
    case .notIdempotent(let restlessness): sentence(for: restlessness)
    case .environmentLeak(let leak): sentence(for: leak)
    case .growth(let node, let growth, let nodes):
      "\(node.rawValue) \(words(for: growth))"
        + (nodes == 1 ? "" : "; insgesamt \(count(nodes, .node))")
    case .slowRuns(let pace, let nodes, let rarity):
      "brauchen \(words(for: pace)), auf \(share(nodes)) Knoten"
        + (rarity.map { "; so viele zugleich, \(words(for: $0))" } ?? "")
    case .slowResource(let pace, let nodes, let environments):
      "braucht \(words(for: pace)), auf \(share(nodes)) Knoten"
        + (environments.isEmpty ? "" : " von \(both(environments))")
    case .silent(let since, let last, let miss):
      (miss == 0
        ? "berichtete jede Nacht"
        : "fehlte nie mehr als \(count(miss, .night)) in Folge")
        + " bis \(day(since)), zuletzt um \(timeOfDay(last)) UTC, seither nichts"
    case .stopped(let moment):
      "lief diese Nacht immer wieder bis \(timeOfDay(moment)) UTC, seither nichts"
    case .neverHeard(let nights):
      "aus dem Inventar bekannt und in \(count(nights, "Nacht", "Nächten")) nicht gehört"
    }
  }

  /// `gescheitert in 7 von 12 Läufen auf 4 von 118 Knoten, 02:14 bis 08:40 UTC`
  private func sentence(for hits: Reason.Hits, _ verb: String) -> String {
    "\(verb) in \(share(hits.runs)) \(hits.runs.of == 1 ? "Lauf" : "Läufen") "
      + "auf \(share(hits.nodes)) Knoten, \(words(for: hits.span))"
  }

  private func verb(for status: RunStatus) -> String {
    switch status {
    case .incomplete: "kein Ende gemeldet"
    case .unreachable: "nicht erreicht"
    case .noResponse: "keine Antwort"
    case .failure, .success: "ohne Meldung gescheitert"
    }
  }

  private func verb(for caveat: Caveat.Kind) -> String {
    switch caveat {
    case .errorLogged: "gelungen mit Fehlern im Log"
    case .noResources: "gelungen ohne eine einzige Ressource"
    case .cachedCatalogue: "gelungen mit altem Katalog"
    case .cutShort: "gelungen vor Erreichen des Endes"
    case .nothingDone: "gelungen ohne jede Wirkung"
    case .drifted: "gelungen trotz fremder Änderungen"
    }
  }

  private func with(_ cohort: Reason.Cohort?) -> String {
    guard let cohort else { return "" }
    let nodes = cohort.nodes.count == cohort.nodes.of ? "alle" : share(cohort.nodes)
    return "; \(nodes) mit \(trait(cohort.trait)) \(cohort.value)"
  }

  private func sentence(for outage: Reason.Outage) -> String {
    let later = "\(share(outage.healed)) Knoten liefen danach ohne"
    let end =
      2 * outage.healed.count >= outage.healed.of
      ? "vorbei: \(later)"
      : outage.healed.count == 0 ? "kein späterer Lauf zeigt, dass es vorbei ist" : later
    return "\(count(outage.runs, .run)) von \(both(outage.tools.map(\.rawValue)))"
      + (outage.ways == 1 ? "" : " auf \(outage.ways) Arten")
      + " gescheitert, \(share(outage.nodes)) Knoten, \(words(for: outage.span))"
      + (outage.times == 1 ? "" : ", \(outage.times)-mal") + "; \(end)"
      + (outage.rarity.map { "; \(words(for: $0))" } ?? "")
  }

  private func sentence(for restlessness: Reason.Restlessness) -> String {
    let often = restlessness.daily == 1 ? "einmal" : "\(grouped(restlessness.daily))-mal"
    let restarts =
      restlessness.restarts.isEmpty
      ? "" : " und startet \(both(restlessness.restarts)) \(often) am Tag neu"
    return "ändert sich in \(share(restlessness.runs)) gelungenen Läufen von "
      + "\(count(restlessness.nodes, .node))\(restarts)"
      + (restlessness.declarations.count > 1
        ? "; \(both(restlessness.declarations)) streiten darum" : "")
  }

  private func sentence(for leak: Reason.Leak) -> String {
    let others = leak.count - leak.machines.count
    return list(leak.machines) + (others > 0 ? " \(more(others))" : "")
      + " von \(leak.origin) auf \(count(leak.nodes, .node)) von \(leak.environment) geschrieben, "
      + words(for: leak.span)
  }

  package func words(for suspect: Suspect) -> String {
    let name = trait(suspect.trait)
    let change =
      switch (suspect.old, suspect.new) {
      case (let old?, let new?): "\(name) ging von \(old) auf \(new)"
      case (nil, let new?): "\(name) \(new) kam"
      case (_, nil): "\(name) verschwand"
      }
    return "\(change), kurz zuvor: \(share(suspect.got)) Knoten damit gescheitert, "
      + "\(share(suspect.others)) anderen; \(words(for: suspect.rarity))"
  }

  package func words(for detail: Detail) -> String {
    switch detail {
    case .declared(let places): "deklariert in \(list(places))"
    case .changes(let node, let rate): "\(node.rawValue): in \(share(rate)) Läufen geändert"
    case .machines(let node, let machines): "\(node.rawValue): \(list(machines))"
    case .slowChange(let node, let seconds):
      "\(node.rawValue): dauerte bis zu \(grouped(seconds)) s"
    case .slowRuns(let node, let pace, let isFailing):
      "\(node.rawValue): ein \(isFailing ? "scheiternder " : "")Lauf braucht "
        + "\(grouped(pace.now)) s statt \(grouped(pace.was)) s"
    case .growth(let node, let growth): "\(node.rawValue): \(words(for: growth))"
    case .failure(let title, let tool, let runs, let nodes):
      "\(title) (\(tool.rawValue)): \(count(runs, .run)) auf \(count(nodes, .node))"
    case .oneOff(let node, let title): "\(node.rawValue): \(title)"
    }
  }

  package func words(for reason: OwnerReason) -> String {
    let ground =
      switch reason.ground {
      case .adoptedRule(let cookbook): "angenommene Regel: \(cookbook)"
      case .rule(let subject): "zuständig für \(subject)"
      case .fixedTheLike: "hat Ähnliches behoben"
      case .roster: "im Team"
      case .wroteInLedger: "schrieb im Ledger"
      case .ownsSomething: "hat anderes übernommen"
      }
    return "\(ground), hat \(reason.load) offen"
  }

  package func words(for reason: SeverityReason) -> String {
    switch reason {
    case .notInProduction: "nicht in Produktion"
    case .nobodyKnows: "Zustand der Knoten unbekannt"
    case .nothingFailed: "nichts ist gescheitert"
    case .otherEnvironment: "Daten einer anderen Umgebung"
    case .wholeRuns: "ganze Läufe scheitern"
    case .service: "ein Dienst ist betroffen"
    case .restOfRun: "der Rest des Laufs bleibt aus"
    }
  }
}

// MARK: Numbers and times

extension German {
  private func words(for rarity: Rarity) -> String {
    switch rarity.oneIn {
    case nil: "durch Zufall unter 1 zu 1 Milliarde"
    case let times? where times < 1000: "durch Zufall 1 zu \(times)"
    case let times? where times < 1_000_000: "durch Zufall 1 zu \(grouped(times / 1000 * 1000))"
    case let times?:
      "durch Zufall 1 zu \(count(times / 1_000_000, "Million", "Millionen"))"
    }
  }

  /// `13 bis 29 %`
  private func percent(_ rate: Rate) -> String {
    let (low, high) = percents(rate)
    return low == high ? "\(low) %" : "\(low) bis \(high) %"
  }

  private func share(_ rate: Rate) -> String { share(rate.count, of: rate.of) }

  /// `02:14 bis 08:40 UTC`
  private func words(for span: Reason.Span) -> String {
    let (from, to) = (timeOfDay(span.first), timeOfDay(span.last))
    return (from == to ? "um \(from)" : "\(from) bis \(to)") + " UTC"
  }

  private func words(for pace: Reason.Pace) -> String {
    "\(grouped(pace.now)) s statt \(grouped(pace.was)) s in den Nächten zuvor"
  }

  private func words(for growth: Reason.Growth) -> String {
    let left = growth.left.map {
      ", noch \(words(for: $0, "Tag", "Tage")) bis zum Limit von \(grouped(growth.limit)) MB"
    }
    let collecting = growth.collecting.map {
      ", bei \($0 / 10),\($0 % 10) s Speicherbereinigung je Lauf"
    }
    return "wuchs von \(grouped(growth.from)) auf \(grouped(growth.to)) MB "
      + "in \(words(for: growth.time, "Tag", "Tagen"))" + (left ?? "") + (collecting ?? "")
  }

  private func words(for length: Reason.Length, _ day: String, _ days: String) -> String {
    switch length {
    case .hours(let hours): count(hours, "Stunde", "Stunden")
    case .days(let number): count(number, day, days)
    }
  }

  /// What several tools tell has a word; what only one does, as a cookbook, has its own.
  private func trait(_ name: String) -> String {
    switch name {
    case Traits.image: "Image"
    case Traits.zone: "Zone"
    case Traits.platform: "Plattform"
    case Traits.agent: "Agent"
    default: name
    }
  }

  private func both(_ names: [String]) -> String { names.joined(separator: " und ") }
}
