/// What a command or a module that failed had to say, besides what Ansible says of it.
enum AnsibleOutput {
  /// The line that says most: the last of a traceback, else the first that speaks of trouble, else
  /// the first that is no warning.
  ///
  /// Wrong when: the trouble is told in words that are not in ``trouble``, after something harmless.
  static func tellingLine(in output: String) -> String? {
    let lines = output.split(whereSeparator: \.isNewline).lazy
      .map { $0.trimmed }.filter { !$0.isEmpty }
    if lines.contains(where: { $0.hasPrefix(traceback) }) { return lines.last.map(String.init) }
    let told = lines.filter { line in !warnings.contains { line.lowercased().hasPrefix($0) } }
    let telling = told.first { line in
      let words = line.lowercased()
      return trouble.contains { words.contains($0) }
    }
    return (telling ?? told.first ?? lines.first).map(String.init)
  }

  /// `KeyError` or `urllib.error.URLError`: what the last line of Python's traceback begins with.
  static func exceptionClass(in text: String) -> String? {
    guard text.contains(traceback), !text.hasPrefix(unrelated) else { return nil }
    let lines = text.split(whereSeparator: \.isNewline)
    guard let last = lines.last(where: { !$0.trimmed.isEmpty }) else { return nil }
    let name = last.prefix { $0 != ":" }
    let isName = name.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "_"): true
      default: false
      }
    }
    return isName && !name.isEmpty ? String(name) : nil
  }

  private static let traceback = "Traceback (most recent call last)"
  /// Source: ansible/ansible `lib/ansible/module_utils/basic.py`, `fail_json`, up to 2.16.
  private static let unrelated = "WARNING: The below traceback may *not* be related"
  private static let warnings = ["warning", "[warning", "deprecat", "[deprecat", "% total"]
  private static let trouble = [
    "error", "fatal", "fail", "cannot", "can't", "could not", "unable", "denied", "refused",
    "not found", "no such", "invalid", "timed out", "unknown", "already in use",
  ]
}

extension Substring {
  fileprivate var trimmed: Substring {
    let text = drop(while: \.isWhitespace)
    return text.last.map { $0.isWhitespace } ?? false
      ? text.prefix(
        upTo: text.lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? text.endIndex)
      : text
  }
}
