import Documents
import MarketModel

/// What Salt's comments hold besides words.
enum SaltMessage {
  /// - Parameters:
  ///   - error: what a command said, as `cmd` states keep it in their `changes`.
  ///   - output: the same on standard output.
  static func failure(
    comment: JSONText?, error: JSONText?, output: JSONText?
  ) throws(DocumentError) -> Failure {
    let words = try comment?.string() ?? ""
    var failure = Failure(message: words.keepingEnds(limit: Failure.messageLimit))
    for text in [comment, error] {
      if let text, text.contains(traceback) {
        return failure.raised(by: try text.string())
      }
    }
    failure.detail = try tellingLine(error: error, output: output) ?? item(in: words)
    return failure
  }

  /// Why nothing was applied. The first line names what could not be rendered.
  static func refusal(_ lines: [String]) -> Failure {
    let text = lines.joined(separator: "\n")
    let failure = Failure(message: text.keepingEnds(limit: Failure.messageLimit))
    let isRaised = Array(text.utf8)[...].firstIndex(of: Array("\(traceback)".utf8)) != nil
    return isRaised ? failure.raised(by: text) : failure
  }

  private static let traceback: StaticString = "Traceback (most recent call last)"

  /// The first line of standard error, or, when that is empty, the last of standard output.
  private static func tellingLine(
    error: JSONText?, output: JSONText?
  ) throws(DocumentError) -> String? {
    if let line = try error?.string().firstLine, !line.isEmpty { return line }
    if let line = try output?.string().lastLine, !line.isEmpty { return line }
    return nil
  }

  /// The first item of a list of errors, as the package states write them.
  private static func item(in comment: String) -> String? {
    let bytes = comment.utf8.span
    var start = 0
    while start < bytes.count {
      let end = (start..<bytes.count).first { bytes[$0] == UInt8(ascii: "\n") } ?? bytes.count
      let line = start..<end
      let dash = line.first { bytes[$0] != UInt8(ascii: " ") } ?? end
      if dash + 1 < end, bytes[dash] == UInt8(ascii: "-"), bytes[dash + 1] == UInt8(ascii: " ") {
        let item = (dash..<end).drop {
          bytes[$0] == UInt8(ascii: " ") || bytes[$0] == UInt8(ascii: "-")
        }
        return String(Substring(comment.utf8.dropFirst(item.lowerBound).prefix(item.count)))
      }
      start = end + 1
    }
    return nil
  }
}

extension Failure {
  /// With the last line of a traceback of Python, and the class that it begins with.
  fileprivate func raised(by text: String) -> Failure {
    var failure = self
    let line = text.lastLine
    let name = line.prefix { $0 != ":" }
    let isName =
      !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || "._".contains($0) }
    failure.errorClass = isName ? String(name) : nil
    failure.detail = line
    return failure
  }
}
