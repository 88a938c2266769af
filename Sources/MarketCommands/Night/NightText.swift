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
    TextLayout.entry("coverage", english.sentence(for: night.coverage))
      + TextLayout.entry("runs", english.sentence(for: night.runs))
      + TextLayout.entry("nodes", english.sentence(for: night.nodes))
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
    ] + TextLayout.paragraph(english.why(signal.why), indent: Self.nameWidth + 2)
      + (signal.suspect.map {
        TextLayout.paragraph("suspect: \(english.words(for: $0))", indent: Self.nameWidth + 2)
      } ?? [])
  }

  /// **Columns** for a handle, `new-3f9c2a`, and two blanks.
  private static let nameWidth = 12
}

extension Instant {
  /// `Sat 21 Nov 09:00`.
  var shortTime: String { "\(english.day(day)) \(clockTime.prefix(5))" }
}
