import Documents
import Redaction

// The part of market.yml about secrets. What is built in is always hidden; a team can add kinds of its
// own, and say which texts are no secrets.
//
//     redact:
//       hide:
//         - name: ticket         # shown as ‹redacted:ticket›; small letters and -
//           after: "ticket="     # what stands before the secret, to the letter; or
//           prefix: "acme_live_" # what the secret begins with
//           characters: digits   # what else it is made of: digits, hex, alphanumeric, word, base64;
//                                # visible (all but blanks and quotes) when left out
//           length: 20..64       # how many of them: 32, 20.., 20..64; any when left out
//       allow: [changeme]        # no secrets, though they stand where one would
//
// There are no patterns on purpose: nothing that is written here can make reading slow.

extension SettingsFile {
  mutating func readRedaction(_ node: DocumentNode) {
    each(of: node, in: "redact") { (self, key, value) in
      switch key {
      case "hide": self.readList(value, key) { $0.readSecret($1) }
      case "allow":
        self.readList(value, key) { (self, text) in
          guard let text = text.string, !text.isEmpty else {
            return self.complain("allow", "what is allowed is a text", #"write - "changeme", say"#)
          }
          self.allowed.append(text)
        }
      default: self.complainUnknown(key, ["hide", "allow"])
      }
    }
  }

  private mutating func readSecret(_ node: DocumentNode) {
    guard let name = node["name"]?.string, isKind(name) else {
      return complain(
        node["name"]?.string ?? "hide", "a secret has no name that can be shown",
        "write `name: ticket`: small letters and -, at most \(CustomRule.longestKind)")
    }
    let unknown = node.members?.map(\.name).first { !Self.secretKeys.contains($0) }
    if let unknown { return complainUnknown(unknown, Self.secretKeys) }
    guard let literal = literal(of: node) else {
      return complain(
        name, "`\(name)` says not what to look for",
        "write `after` or `prefix`, with at least \(CustomRule.shortestLiteral) characters")
    }
    let characters = node["characters"].map { $0.string ?? "" } ?? "visible"
    guard let characters = CustomRule.Characters(rawValue: characters) else {
      let known = CustomRule.Characters.allCases.map(\.rawValue).joined(separator: ", ")
      return complain("characters", "`\(characters)` are no characters", "known here: \(known)")
    }
    let length = node["length"].map { $0.string ?? $0.int.map(String.init) ?? "" } ?? "1.."
    guard let length = lengths(length) else {
      return complain(
        "length", "`\(length)` is no length",
        "write 32, 20.. or 20..64, at most \(CustomRule.longest)")
    }
    hidden.append(
      CustomRule(kind: name, literal: literal, characters: characters, length: length))
  }

  private static let secretKeys = ["name", "after", "prefix", "characters", "length"]

  private func isKind(_ name: String) -> Bool {
    1...CustomRule.longestKind ~= name.utf8.count
      && name.utf8.allSatisfy { 0x61...0x7A ~= $0 || $0 == UInt8(ascii: "-") }
  }

  /// One of the two, long enough.
  private func literal(of node: DocumentNode) -> CustomRule.Literal? {
    let literal: CustomRule.Literal
    switch (node["after"]?.string, node["prefix"]?.string) {
    case (let text?, nil): literal = .after(text)
    case (nil, let text?): literal = .prefix(text)
    default: return nil
    }
    return literal.text.utf8.count >= CustomRule.shortestLiteral ? literal : nil
  }

  /// Reads `32`, `20..` or `20..64`.
  private func lengths(_ text: String) -> ClosedRange<Int>? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 1 || parts.count == 3 && parts[1].isEmpty, let least = Int(parts[0]) else {
      return nil
    }
    let most = parts.count == 1 ? least : parts[2].isEmpty ? CustomRule.longest : Int(parts[2])
    guard let most, 1...most ~= least, most <= CustomRule.longest else { return nil }
    return least...most
  }
}
