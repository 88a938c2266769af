/// Hides secrets in texts: `password=hunter2` becomes `password=‹redacted:password›`.
///
/// It knows a secret by its own shape (``Rule/tokens``), by what stands around it
/// (``Rule/contexts``) or by the name it is given (``Rule/assignments``); never by its randomness
/// alone, since a checksum is as random as a key. Hiding twice changes nothing.
///
/// Wrong when: a secret is a plain word in a sentence (`the password is swordfish`), or stands
/// alone in a shape of its own; market.yml can name such shapes.
///
/// - Complexity: O(bytes), some 1 ns each where nothing is found.
package struct Redactor: Sendable {
  /// In one piece, because a redactor is handed on with every document.
  private let table: Table

  private final class Table: Sendable {
    let rules: [Rule]
    let index: AnchorIndex
    let allowed: Set<String>

    init(_ rules: [Rule], allowing allowed: [String]) {
      self.rules = rules
      index = AnchorIndex(rules, stoppingAt: Mark.opening)
      self.allowed = Set(allowed)
    }
  }

  /// - Parameters:
  ///   - custom: a team's own kinds. They win over those that are built in.
  ///   - allowed: texts that are no secrets, though they stand where one would.
  package init(_ custom: [CustomRule] = [], allowing allowed: [String] = []) {
    table = Table(custom.map(\.rule) + Rule.builtIn, allowing: allowed)
  }

  /// Where a secret stands.
  package struct Finding: Hashable, Sendable {
    package let kind: String
    /// **Bytes** of the text's UTF-8.
    package let range: Range<Int>
  }

  /// The text with every secret replaced by its kind.
  package func redact(_ text: String) -> String { redacted(text) ?? text }

  /// The text with every secret replaced by its kind; `nil` where there is none.
  package func redacted(_ text: String) -> String? {
    var redacted: String?
    // Without a secret, the text next to it can look like another.
    for _ in 0..<Self.passes {
      let findings = findings(in: redacted ?? text)
      if findings.isEmpty { break }
      redacted = hiding(findings, in: redacted ?? text)
    }
    return redacted
  }

  /// In 80,000 texts that were joined at random to mislead, three were needed at most.
  private static let passes = 4

  private func hiding(_ findings: [Finding], in text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    let source = text.utf8Span.span
    var copied = 0
    for finding in findings {
      for at in copied..<finding.range.lowerBound { bytes.append(source[at]) }
      bytes += "\(Mark.opening)\(finding.kind)\(Mark.closing)".utf8
      copied = finding.range.upperBound
    }
    for at in copied..<source.count { bytes.append(source[at]) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What ``redact(_:)`` would hide, in the order of the text, without overlaps.
  package func findings(in text: String) -> [Finding] {
    let bytes = text.utf8Span.span
    var findings: [Finding] = []
    var floor = 0
    var at = 0
    while let (place, entries) = table.index.candidates(in: bytes, from: at) {
      if let end = bytes.markEnd(at: place) {
        (floor, at) = (end, end)
      } else if let finding = finding(among: entries, at: place, floor: floor, in: bytes) {
        at = finding.range.upperBound
        if !table.allowed.isEmpty, table.allowed.contains(text.slice(finding.range)) { continue }
        floor = at
        findings.append(finding)
      } else {
        at = place + 1
      }
    }
    return findings
  }

  private func finding(
    among entries: [AnchorIndex.Entry], at place: Int, floor: Int, in text: Span<UInt8>
  ) -> Finding? {
    for entry in entries
    where text.has(entry.bytes, at: place, ignoringCase: entry.ignoresCase) {
      let site = Site(anchor: place..<(place + entry.bytes.count), floor: floor)
      let rule = table.rules[entry.rule]
      if let range = rule.hides.find(text, site), text.markEnd(at: range.lowerBound) == nil {
        return Finding(kind: rule.kind, range: range)
      }
    }
    return nil
  }

  /// The kinds that are hidden, each once, in the order of the table.
  package var kinds: [String] {
    var seen: Set<String> = []
    return table.rules.map(\.kind).filter { seen.insert($0).inserted }
  }
}

extension String {
  /// The text between two places in its UTF-8.
  fileprivate func slice(_ range: Range<Int>) -> String {
    let start = utf8.index(startIndex, offsetBy: range.lowerBound)
    return String(self[start..<utf8.index(start, offsetBy: range.count)])
  }
}
