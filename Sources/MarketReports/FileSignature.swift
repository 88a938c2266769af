/// Names what a file is by its first bytes, when it is nothing that can hold reports.
enum FileSignature {
  static func words(for head: ArraySlice<UInt8>) -> String? {
    if let known = known.first(where: { head.starts(with: $0.bytes) }) { return known.words }
    if head.dropFirst().first == 0 || head.first == 0 {
      return head.allSatisfy { $0 == 0 } ? "holds nothing but zeros" : "is UTF-16, not UTF-8"
    }
    return nil
  }

  private static let known: [(bytes: [UInt8], words: String)] = [
    ([0xFF, 0xFE], "is UTF-16, not UTF-8"),
    ([0xFE, 0xFF], "is UTF-16, not UTF-8"),
    ([0x1F, 0x8B], "is packed twice"),
    ([0x28, 0xB5, 0x2F, 0xFD], "is packed twice"),
    (Array("PK\u{3}\u{4}".utf8), "is a zip archive"),
    ([0xFD] + Array("7zXZ".utf8), "is packed with xz"),
    (Array("BZh".utf8), "is packed with bzip2"),
    ([0x7F] + Array("ELF".utf8), "is a program"),
    (Array("<".utf8), "is HTML or XML"),
  ]
}
