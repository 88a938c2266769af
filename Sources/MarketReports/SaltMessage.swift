import Documents
import MarketModel

/// What Salt's comments hold besides words.
enum SaltMessage {
  /// - Parameter output: the state's `changes`, where `cmd` states keep what the command said.
  static func failure(comment: String, output: DocumentNode?) -> Failure {
    let said = Said(
      error: output?["stderr"]?.string ?? "", output: output?["stdout"]?.string ?? "")
    let raised = exception(in: comment) ?? exception(in: said.error)
    return Failure(
      errorClass: raised?.errorClass, message: comment.keepingEnds(limit: Failure.messageLimit),
      detail: raised?.line ?? said.tellingLine ?? item(in: comment))
  }

  /// Why nothing was applied. The first line names what could not be rendered.
  static func refusal(_ lines: [String]) -> Failure {
    let text = lines.joined(separator: "\n")
    let raised = exception(in: text)
    return Failure(
      errorClass: raised?.errorClass, message: text.keepingEnds(limit: Failure.messageLimit),
      detail: raised?.line)
  }

  private struct Said {
    let error: String
    let output: String

    /// The first line of standard error, or, when that is empty, the last of standard output.
    var tellingLine: String? {
      if !error.firstLine.isEmpty { return error.firstLine }
      return output.lastLine.isEmpty ? nil : output.lastLine
    }
  }

  /// The last line of a traceback of Python, and the class that it begins with.
  private static func exception(in text: String) -> (line: String, errorClass: String?)? {
    let bytes = Array(text.utf8)[...]
    guard bytes.firstIndex(of: Array("Traceback (most recent call last)".utf8)) != nil else {
      return nil
    }
    let line = text.lastLine
    let name = line.prefix { $0 != ":" }
    let isName =
      !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || "._".contains($0) }
    return (line, isName ? String(name) : nil)
  }

  /// The first item of a list of errors, as the package states write them.
  private static func item(in comment: String) -> String? {
    var rest = comment.utf8[...]
    while !rest.isEmpty {
      let line = rest.prefix { $0 != UInt8(ascii: "\n") }
      let item = line.drop { $0 == UInt8(ascii: " ") }
      if item.starts(with: "- ".utf8) {
        return String(Substring(item.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }))
      }
      rest = rest[line.endIndex...].dropFirst()
    }
    return nil
  }
}
