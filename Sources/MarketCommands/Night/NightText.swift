import MarketAnalysis
import MarketBoard
import MarketModel
import TextCanvas

/// One night as plain text: who reported, how it went, what it found.
struct NightText {
  let night: NightAnalysis
  let morning: Morning

  var lines: [String] {
    head + [""] + totals + [""] + environments + [""] + trend + [""] + signals
  }

  private var head: [String] {
    [
      "Night to \(english.day(night.night)) \(night.night.civil.year), "
        + "\(night.from.shortTime) to \(night.to.shortTime); all times are UTC"
    ]
  }

  private var totals: [String] {
    TextLayout.entry("coverage", night.coverage.sentence)
      + TextLayout.entry("runs", night.runs.sentence)
      + TextLayout.entry("nodes", night.nodes.sentence)
  }

  private var environments: [String] {
    let rows = night.byEnvironment.map { line in
      [
        TextLayout.Cell(line.environment.isEmpty ? "(none named)" : line.environment),
        .init(number: english.grouped(line.nodes.total)),
        .init(number: english.grouped(line.nodes.failing)),
        .init(number: english.grouped(line.nodes.broken)),
      ]
    }
    let title: [TextLayout.Cell] = [
      "environment", .init(number: "nodes"), .init(number: "failed"), .init(number: "broken now"),
    ]
    return TextLayout.table([title] + rows, flexible: 0)
  }

  private var trend: [String] {
    let failing = morning.trend { day in morning.nights.first { $0.night == day }?.nodes.failing }
    let before = failing.dropLast().compactMap(\.self).last
    let change = before.map { "; the night before: \(english.grouped($0))" } ?? ""
    return TextLayout.entry(
      "trend",
      "\(Sparkline.text(failing))  nodes that failed, \(Morning.trendNights) nights; "
        + "last: \(english.grouped(night.nodes.failing))\(change)")
  }

  private var signals: [String] {
    let alsoSeen = AlsoSeen(in: night, beside: morning.book)
    let demoted = Set(alsoSeen.signals.map(\.fingerprint))
    let laidOut = night.signals.filter { !demoted.contains($0.fingerprint) }
    let byReach = laidOut.sorted { ($0.nodes.count, $1.first) > ($1.nodes.count, $0.first) }
    let table =
      laidOut.isEmpty
      ? ["Nothing for the table."]
      : ["\(english.count(laidOut.count, "signal")), widest first"]
        + byReach.flatMap { [""] + lines(of: $0, named: name(of: $0)) }
    guard !alsoSeen.signals.isEmpty else { return table }
    return table + ["", english.sentence(for: alsoSeen) + "; to lay one out: market lay NAME"]
      + alsoSeen.signals.flatMap { lines(of: $0, named: english.shortened($0.fingerprint)) }
  }

  private func name(of signal: Signal) -> String {
    morning.book.problemByFingerprint[signal.fingerprint].map(morning.name) ?? ""
  }

  private func lines(of signal: Signal, named name: String) -> [String] {
    let source = "\(english.words(for: signal.kind)) · \(signal.tool.rawValue)"
    return [
      TextLayout.line(
        "  \(TextFlow.padded(name, to: Self.nameWidth))\(signal.title)", right: source)
    ] + TextLayout.paragraph(signal.why, indent: Self.nameWidth + 2)
      + (signal.suspect.map {
        TextLayout.paragraph("suspect: \($0)", indent: Self.nameWidth + 2)
      } ?? [])
  }

  /// **Columns** for a handle, `new-3f9c2a`, and two blanks.
  private static let nameWidth = 12
}

extension Coverage {
  /// `118 of 120 nodes reported; silent: web-01, web-02; 3 files could not be read`.
  var sentence: String {
    var parts = ["\(english.grouped(reported)) of \(english.count(expected, "node")) reported"]
    if !silent.isEmpty {
      let named = silent.prefix(Self.namedNodes).map(\.rawValue).joined(separator: ", ")
      let more = silent.count - Self.namedNodes
      parts.append(
        "\(silent.count) silent: \(named)" + (more > 0 ? " and \(english.grouped(more)) more" : ""))
    }
    if !unread.isEmpty {
      parts.append("\(english.count(Set(unread.map(\.file)).count, "file")) could not be read")
    }
    return parts.joined(separator: "; ")
  }

  /// Nodes that a sentence names; more are a list.
  private static let namedNodes = 6
}

extension RunTotals {
  /// `2,380: 2,301 succeeded (412 changed something), 71 failed, 6 never ended`.
  var sentence: String {
    var parts = ["\(english.grouped(succeeded)) succeeded"]
    if changed > 0 { parts[0] += " (\(english.grouped(changed)) changed something)" }
    for (count, words) in [
      (failed, "failed"), (incomplete, "never ended"), (unreachable, "not reached"),
    ] where count > 0 {
      parts.append("\(english.grouped(count)) \(words)")
    }
    return "\(english.grouped(total)): \(parts.joined(separator: ", "))"
  }
}

extension NodeTotals {
  /// `14 of 118 failed at least once, 9 are broken now`.
  var sentence: String {
    guard failing > 0 else { return "none of \(english.grouped(total)) failed" }
    return "\(english.grouped(failing)) of \(english.grouped(total)) failed at least once, "
      + (broken == 0 ? "all are well again" : "\(english.grouped(broken)) still broken at its end")
  }
}

extension Instant {
  /// `Sat 21 Nov 09:00`.
  var shortTime: String { "\(english.day(day)) \(clockTime.prefix(5))" }
}
