/// Finds the machines that a text mentions: `10.20.3.7`, `db01.staging.example.net`, `app-prod-01`.
///
/// A machine is an address of IPv4, a name with two dots or more, or a name that ends in a number
/// after a hyphen; a name has no capitals, because tokens have some. Some of what it finds is none
/// (`libfoo-1.2.3` is a package); whoever asks compares with the machines that are known.
package enum HostNames {
  /// **Bytes** of a text that are looked at.
  package static let textLimit = 64 * 1024
  /// Machines of one change that are kept: a cluster's members. Of more, the first in order of
  /// name.
  package static let limit = 64
  /// **Bytes** of the longest name in DNS.
  package static let longest = 253

  /// The machines in what a unified diff adds, in order of name.
  ///
  /// - Parameter diff: lines between newlines, or, as Chef joins them, a backslash and an `n`.
  package static func added(in diff: String) -> [String] {
    var found: Set<String> = []
    let bytes = diff.utf8.span
    let end = min(bytes.count, textLimit)
    var at = 0
    while at < end {
      let next = bytes.endOfLine(from: at, to: end)
      if bytes[at] == UInt8(ascii: "+"),
        !(at + 2 < end && bytes[at + 1] == UInt8(ascii: "+") && bytes[at + 2] == UInt8(ascii: "+"))
      {
        collect(from: bytes, in: (at + 1)..<next.content, into: &found)
      }
      at = next.start
    }
    return Array(found.sorted().prefix(limit))
  }

  /// The machines in the lines that a text has and the one before it had not, in order of name.
  ///
  /// Of both at most ``textLimit`` bytes are looked at, so a machine far down may be taken for a
  /// new one where much was inserted.
  package static func added(from before: String, to after: String) -> [String] {
    var found: Set<String> = []
    let old = Set(
      before.utf8.prefix(textLimit).split(separator: UInt8(ascii: "\n")).map(Array.init))
    for line in after.utf8.prefix(textLimit).split(separator: UInt8(ascii: "\n")).map(Array.init)
    where !old.contains(line) {
      collect(from: line.span, in: 0..<line.count, into: &found)
    }
    return Array(found.sorted().prefix(limit))
  }

  /// The machines in a text, in order of name.
  package static func mentioned(in text: String) -> [String] {
    var found: Set<String> = []
    let bytes = text.utf8.span
    collect(from: bytes, in: 0..<min(bytes.count, textLimit), into: &found)
    return Array(found.sorted().prefix(limit))
  }

  private static func collect(
    from bytes: Span<UInt8>, in range: Range<Int>, into found: inout Set<String>
  ) {
    var at = range.lowerBound
    while at < range.upperBound {
      guard bytes[at].isAlphanumeric else {
        at += 1
        continue
      }
      var shape = NameShape()
      let start = at
      while at < range.upperBound, shape.take(bytes[at]) { at += 1 }
      var end = at
      while end > start, !bytes[end - 1].isAlphanumeric {
        end -= 1
        shape.giveBack(bytes[end])
      }
      // What follows a slash or stands before one is a path, but for the host of a URL.
      let isInPath =
        start > range.lowerBound && bytes[start - 1] == UInt8(ascii: "/")
        && !(start > range.lowerBound + 1 && bytes[start - 2] == UInt8(ascii: "/"))
      if !isInPath, end - start <= longest, shape.isHost(bytes, start..<end) {
        var name = ""
        for index in start..<end { name.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
        found.insert(name)
      }
    }
  }
}

/// What a name is made of, while it is read.
private struct NameShape {
  private var (dots, letters, capitals, hyphens) = (0, 0, 0, 0)

  mutating func take(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."): dots += 1
    case UInt8(ascii: "-"): hyphens += 1
    case 0x30...0x39: break
    case 0x61...0x7A: letters += 1
    case 0x41...0x5A: capitals += 1
    default: return false
    }
    return true
  }

  /// A full stop behind a name, or a hyphen, is not of the name.
  mutating func giveBack(_ byte: UInt8) {
    if byte == UInt8(ascii: ".") { dots -= 1 } else { hyphens -= 1 }
  }

  func isHost(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if capitals > 0 { return false }
    if letters == 0 { return hyphens == 0 && dots == 3 && bytes.isAddress(range) }
    guard !bytes.hasEmptyLabel(range) else { return false }
    if dots >= 2 { return !(0x30...0x39 ~= bytes[range.upperBound - 1]) }
    let afterHyphen = range.reversed().prefix { bytes[$0] != UInt8(ascii: "-") }
    return hyphens > 0 && dots == 0 && !afterHyphen.isEmpty
      && afterHyphen.allSatisfy { 0x30...0x39 ~= bytes[$0] }
  }
}

extension Span<UInt8> {
  /// Where a line's text ends, and where the next line begins.
  fileprivate func endOfLine(from start: Int, to end: Int) -> (content: Int, start: Int) {
    var at = start
    while at < end {
      if self[at] == UInt8(ascii: "\n") { return (at, at + 1) }
      if self[at] == UInt8(ascii: "\\"), at + 1 < end, self[at + 1] == UInt8(ascii: "n") {
        return (at, at + 2)
      }
      at += 1
    }
    return (end, end)
  }

  /// Four numbers from 0 to 255.
  fileprivate func isAddress(_ range: Range<Int>) -> Bool {
    var (value, digits, numbers) = (0, 0, 1)
    for index in range {
      if self[index] == UInt8(ascii: ".") {
        guard digits > 0 else { return false }
        (value, digits, numbers) = (0, 0, numbers + 1)
      } else {
        (value, digits) = (value * 10 + Int(self[index] & 0xF), digits + 1)
        guard value <= 255, digits <= 3 else { return false }
      }
    }
    return digits > 0 && numbers == 4
  }

  fileprivate func hasEmptyLabel(_ range: Range<Int>) -> Bool {
    range.dropFirst().contains {
      self[$0] == UInt8(ascii: ".") && self[$0 - 1] == UInt8(ascii: ".")
    }
  }
}
