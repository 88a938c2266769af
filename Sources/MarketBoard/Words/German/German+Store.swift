import MarketModel

/// What is said of a store beside what was decided in it.
extension German {
  package func sentence(for flaw: StoreFlaw) -> String {
    switch flaw {
    case .damagedLines(let lines, let people):
      "\(count(lines, "Zeile", "Zeilen")) \(ledger(of: people)) beschädigt, ausgelassen"
    case .missingDecisions(let missing, let people):
      "\(count(missing, .decision)) \(ledger(of: people)) \(missing == 1 ? "fehlt" : "fehlen")"
    case .doubledDecisions(let doubled, let people):
      "\(count(doubled, "Nummer", "Nummern")) \(ledger(of: people)) doppelt vergeben"
    case .damagedDigests(let digests):
      "\(count(digests, "Nachtauszug", "Nachtauszüge")) beschädigt, ausgelassen"
    case .strangeFiles(let files):
      "\(count(files, "Datei", "Dateien")) im Speicher unlesbar, ausgelassen"
    case .newerDecisions(let decisions):
      "\(count(decisions, .decision)) einer neueren Version nicht gezeigt"
    case .badSettings(let settings):
      "\(count(settings, "Einstellung", "Einstellungen")) in market.yml "
        + (settings == 1 ? "gilt nicht" : "gelten nicht")
    case .newerDigests(let digests):
      "\(count(digests, "Nachtauszug", "Nachtauszüge")) einer neueren Version halb gelesen"
    case .cutOff(let step, let kind):
      "\(words(for: kind)) von \(step.by.person.rawValue) brach ab "
        + "(\(extent(of: step))), zählt nicht"
    }
  }

  package func words(for flaw: StoreFlaw) -> String {
    switch flaw {
    case .damagedLines(let lines, _): count(lines, "kaputte Zeile", "kaputte Zeilen")
    case .missingDecisions(let missing, _): count(missing, "fehlender Eintrag", "fehlende Einträge")
    case .doubledDecisions(let doubled, _): count(doubled, "doppelte Nummer", "doppelte Nummern")
    case .damagedDigests(let digests): count(digests, "kaputter Auszug", "kaputte Auszüge")
    case .strangeFiles(let files): count(files, "fremde Datei", "fremde Dateien")
    case .newerDecisions(let decisions): count(decisions, "neuerer Eintrag", "neuere Einträge")
    case .badSettings(let settings):
      count(settings, "falsche Einstellung", "falsche Einstellungen")
    case .newerDigests(let digests): count(digests, "neuerer Auszug", "neuere Auszüge")
    case .cutOff: "1 abgebrochener Schritt"
    }
  }

  package func leftOut(_ flaws: [String], andMore: Bool) -> String {
    "ausgelassen: \(flaws.joined(separator: ", "))\(andMore ? " …" : "")"
  }

  package func words(for remedy: StoreFlaw.Remedy) -> String {
    switch remedy {
    case .check: "market check"
    case .repair: "market check --repair"
    case .update: "market aktualisieren"
    case .again: "wiederholen"
    }
  }

  package func file(of account: String) -> String { " (Datei von Unix-Konto \(account))" }

  private func words(for kind: CutOffStep.Kind) -> String {
    switch kind {
    case .step: "Schritt"
    case .undo: "Rücknahme"
    case .redo: "Wiederholung"
    }
  }

  private func extent(of step: CutOffStep) -> String {
    "\(grouped(step.entries.count)) von \(count(step.lines.count, "Zeile", "Zeilen"))"
  }

  private func ledger(of people: [Person]) -> String {
    people.count == 1
      ? "im Ledger von \(people[0].rawValue)" : "in \(grouped(people.count)) Ledgern"
  }
}
