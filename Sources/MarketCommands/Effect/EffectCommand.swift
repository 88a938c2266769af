package import ArgumentParser
import Documents
import MarketAnalysis
import MarketBoard
import MarketLedger
import MarketModel

/// `market effect`: what became of what the detectors laid on the table.
package struct EffectCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "effect",
    abstract: "Say how often past markets accepted what each detector found.",
    discussion: """
      A detector of whose cards fewer than one in five are accepted, with a confidence of 95%, lays \
      out no more; what it finds is listed under 'also seen' by market night. Failures of runs are \
      always laid out.
      """)

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let opened = try OpenedStore(global)
    let records = DetectorRecord.all(in: try opened.store.book().book)
    var output = Console.output
    if global.json {
      var json = JSONWriter()
      json.object { json in
        json.member("schema", 1)
        json.key("detectors")
        json.array { json in for record in records { json.write(record) } }
      }
      output.line(json)
    } else {
      for line in Self.lines(of: records) { output.line(line) }
    }
    output.flush()
  }

  private static func lines(of records: [DetectorRecord]) -> [String] {
    guard !records.isEmpty else { return ["No market has laid anything on the table yet."] }
    let title: [TextLayout.Cell] = [
      "detector", .init(number: "laid out"), .init(number: "accepted"),
      .init(number: "dismissed"), .init(number: "undecided"), "worth a card",
    ]
    let rows = records.map { record in
      [TextLayout.Cell(english.words(for: record.kind))]
        + [record.laidOut, record.accepted, record.dismissed, record.undecided].map {
          .init(number: english.grouped($0))
        } + [.init(record.worthWords)]
    }
    return ["Detectors at past markets"] + TextLayout.table([title] + rows, flexible: 5)
  }
}

extension DetectorRecord {
  /// `86% (49 to 97%)`: the share of cards that were worth one, and what it may be in truth.
  fileprivate var worthWords: String {
    guard decided > 0 else { return "" }
    return "\(Int((100 * worth.share).rounded()))% (\(english.percent(worth)))"
      + (isNoisy ? ", kept off the table" : "")
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ record: DetectorRecord) {
    object { json in
      json.member("kind", record.kind.rawValue)
      json.member("laid_out", record.laidOut)
      json.member("accepted", record.accepted)
      json.member("dismissed", record.dismissed)
      json.member("undecided", record.undecided)
      let worth = record.decided > 0 ? record.worth : nil
      json.member("share", worth?.share)
      json.member("share_from", worth?.interval.lowerBound)
      json.member("share_to", worth?.interval.upperBound)
      json.member("demoted", record.isNoisy)
    }
  }
}
