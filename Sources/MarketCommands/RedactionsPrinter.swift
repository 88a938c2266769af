import Documents
import MarketModel
import MarketReports
import Redaction

/// Prints what would be hidden in what a reader finds: how a team sees that its market.yml hides
/// enough, and not too much, without the secrets being shown.
struct RedactionsPrinter {
  private let redactor: Redactor
  private let isJSON: Bool
  private var output = Console.output
  private var writer = JSONWriter()
  private var runs = 0
  private var counts: [String: Int] = [:]

  init(_ redactor: Redactor, isJSON: Bool) {
    self.redactor = redactor
    self.isJSON = isJSON
  }

  mutating func print(_ finding: ReportReader.Finding, of file: String) {
    var excerpts: [Excerpt] = []
    var place = Excerpt.Place(file: file)
    switch finding {
    case .run(var run):
      runs += 1
      (place.node, place.run) = (run.node.rawValue, run.runID)
      run.rewriteTexts { kind, text in
        place.text = kind.rawValue
        excerpts += Excerpt.all(in: text, at: place, by: redactor)
        return nil
      }
    case .unread(let unread):
      place.text = "reason"
      excerpts = Excerpt.all(in: unread.reason, at: place, by: redactor)
    }
    for excerpt in excerpts { print(excerpt) }
  }

  private mutating func print(_ excerpt: Excerpt) {
    counts[excerpt.kind, default: 0] += 1
    if isJSON { printJSON { $0.value(excerpt) } } else { output.line(excerpt.sentence) }
  }

  /// The sum.
  mutating func finish() {
    let kinds = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if isJSON {
      let runs = runs
      printJSON { json in
        json.object { json in
          json.member("schema", 1)
          json.member("runs", runs)
          json.key("redactions")
          json.object { json in for kind in kinds { json.member(kind.key, kind.value) } }
        }
      }
    } else {
      let sum = kinds.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
      output.line(
        "\(runs == 1 ? "1 run" : "\(runs) runs"): \(sum.isEmpty ? "nothing to hide" : sum)")
    }
    output.flush()
  }

  private mutating func printJSON(_ write: (inout JSONWriter) -> Void) {
    writer.removeAll()
    write(&writer)
    output.line(writer)
  }
}

/// One secret with the words around it, and of itself only a beginning.
private struct Excerpt: JSONWritable {
  /// Where it stands.
  struct Place {
    var file: String
    var node: String?
    var run: String?
    var text = ""
  }

  let place: Place
  let kind: String
  let before: String
  /// The first characters of the secret; nothing of a short one.
  let beginning: String
  /// **Bytes** of the secret.
  let length: Int
  let after: String

  /// **Bytes** of the text on either side.
  private static let margin = 32
  /// **Bytes** from which on two of a secret's characters tell nothing.
  private static let longSecret = 8

  static func all(in text: String, at place: Place, by redactor: Redactor) -> [Excerpt] {
    let findings = redactor.findings(in: text)
    let bytes = Array(text.utf8)
    return findings.indices.map { index in
      let range = findings[index].range
      let left = max(
        index > 0 ? findings[index - 1].range.upperBound : 0, range.lowerBound - margin)
      let right = min(
        index + 1 < findings.count ? findings[index + 1].range.lowerBound : bytes.count,
        range.upperBound + margin)
      let secret = String(decoding: bytes[range], as: UTF8.self)
      return Excerpt(
        place: place, kind: findings[index].kind,
        before: String(decoding: bytes[left..<range.lowerBound], as: UTF8.self),
        beginning: range.count < longSecret ? "" : String(secret.prefix(2)), length: range.count,
        after: String(decoding: bytes[range.upperBound..<right], as: UTF8.self))
    }
  }

  var sentence: String {
    let place = [place.file, place.node, place.text].compactMap { $0 }.joined(separator: "  ")
    return "\(place)  \(kind)  \(before)‹\(beginning)…, \(length) bytes›\(after)"
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("schema", 1)
      json.member("file", place.file)
      json.member("node", place.node)
      json.member("run_id", place.run)
      json.member("text", place.text)
      json.member("kind", kind)
      json.member("before", before)
      json.member("beginning", beginning)
      json.member("bytes", length)
      json.member("after", after)
    }
  }
}
