// Passwords on the command line. The anchor is the option; which command it belongs to stands before
// it in the same line.

extension Matcher {
  /// `mysql -pvalue`: the value stands right behind the option.
  static func option(joinedBy commands: String...) -> Matcher {
    Matcher { text, site in
      guard hasCommand(commands, before: site, in: text) else { return nil }
      let value = word(at: site.anchor.upperBound, in: text)
      return SecretValue.isSecret(value, in: text) ? value : nil
    }
  }

  /// `docker login -p value`: the value is the next word.
  static func option(of commands: String...) -> Matcher {
    Matcher { text, site in
      let value = text.end(of: .blanks, from: site.anchor.upperBound)
      guard value > site.anchor.upperBound, hasCommand(commands, before: site, in: text) else {
        return nil
      }
      let word = word(at: value, in: text)
      return SecretValue.isSecret(word, in: text) && !text.has("-", at: value) ? word : nil
    }
  }

  /// `curl -u user:password`; of a user that is a token, the user too.
  static func user(of commands: String..., dividedBy divider: String) -> Matcher {
    Matcher { text, site in
      guard hasCommand(commands, before: site, in: text) else { return nil }
      let start = text.end(of: .blanks + "=", from: site.anchor.upperBound, limit: 8)
      let word = word(at: start, in: text)
      let at = text.end(of: ByteSet(divider).others, from: word.lowerBound, limit: word.count)
      guard at < word.upperBound else { return nil }
      let isToken = at - word.lowerBound >= 20 && text.any(word.lowerBound..<at, in: .digits)
      let password = (at + 1)..<word.upperBound
      return SecretValue.isSecret(isToken ? word : password, in: text)
        ? isToken ? word : password : nil
    }
  }

  /// `rabbitmqctl add_user name password`: the second word.
  static let secondWord = Matcher { text, site in
    let name = text.end(of: .visible, from: site.anchor.upperBound, limit: longestOption)
    let value = text.end(of: .blanks, from: name)
    let word = word(at: value, in: text)
    return value > name && name > site.anchor.upperBound && SecretValue.isSecret(word, in: text)
      ? word : nil
  }

  /// **Bytes** of a command line before the option.
  private static let longestCommand = 200
  /// **Bytes** of a user's name.
  private static let longestOption = 80

  private static func hasCommand(
    _ commands: [String], before site: Site, in text: Span<UInt8>
  ) -> Bool {
    let end = site.anchor.lowerBound
    let start = text.start(
      of: ByteSet("\n\r;|&").others, before: end, floor: 0, limit: longestCommand)
    return commands.contains { command in
      var at = start
      while let found = text.firstIndex(of: command, in: at..<end) {
        if text.isTokenStart(found) { return true }
        at = found + 1
      }
      return false
    }
  }

  /// A word, or what stands in quotes, without them. A quote that only closes an outer text ends it.
  private static func word(at start: Int, in text: Span<UInt8>) -> Range<Int> {
    if text.isIn(.quotes, at: start) { return AssignedValue.quoted(at: start, in: text) }
    let end = text.end(of: .visible, from: start, limit: longestToken)
    return start..<text.start(of: ByteSet("\\"), before: end, floor: start, limit: 2)
  }
}
