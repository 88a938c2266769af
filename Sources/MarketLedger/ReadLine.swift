import Glibc
import MarketModel

/// A line of a ledger as it was read, by whichever thread: lines can be read without those before
/// them, only what they amount to can't.
struct ReadLine: Sendable {
  /// Where it stands in the file, without its newline.
  let range: Range<Int>
  /// Whether a newline follows.
  let isEnded: Bool
  /// `nil` for an empty line.
  let content: Result<LedgerLine, LedgerLine.Flaw>?

  /// The lines of a part of a file, which begins and ends where lines do.
  static func all(of bytes: [UInt8], in part: Range<Int>, by writer: WriterID) -> [ReadLine] {
    var lines: [ReadLine] = []
    // Of bytes that threads share, each look would make them wait for one another to count it.
    let bytes = Array(bytes[part])
    var start = 0
    while start < bytes.count {
      let end = bytes.firstNewline(from: start)
      let range = start..<(end ?? bytes.count)
      lines.append(
        ReadLine(
          range: range.lowerBound + part.lowerBound..<range.upperBound + part.lowerBound,
          isEnded: end != nil,
          content: range.isEmpty
            ? nil
            : Result { () throws(LedgerLine.Flaw) in
              try LedgerLine(bytes, in: range, by: writer)
            }))
      start = range.upperBound + 1
    }
    return lines
  }

  /// **Bytes** that are worth a thread.
  private static let partLength = 256 * 1024

  /// Parts of a file that begin and end where lines do.
  static func parts(of bytes: [UInt8]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    while start < bytes.count {
      let near = min(start + partLength, bytes.count - 1)
      let end = bytes.firstNewline(from: near).map { $0 + 1 } ?? bytes.count
      parts.append(start..<end)
      start = end
    }
    return parts
  }
}

extension [UInt8] {
  /// - Complexity: O(bytes to the newline), many at a time.
  fileprivate func firstNewline(from start: Int) -> Int? {
    unsafe withUnsafeBytes { bytes in
      let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[start...])
      guard let base = rest.baseAddress,
        let found = unsafe memchr(base, Int32(LedgerLine.newline), rest.count)
      else { return nil }
      return unsafe start + (UnsafeRawPointer(found) - base)
    }
  }
}
