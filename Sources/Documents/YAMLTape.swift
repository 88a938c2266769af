/// A YAML document as a row of entries in the order written, its texts beside it in one piece.
///
/// libyaml makes an event for each entry, with memory of its own. Here they cost two arrays for the
/// whole document, a value is stepped over in one step, and one can come back to it: what a
/// ``YAMLCursor`` needs. Aliases are written out, so who reads the tape meets none.
struct YAMLTape {
  struct Entry {
    var kind: Kind
    /// Where its text begins; of a list or mapping, how many entries are in it, its end included.
    var start: UInt32
    /// **Bytes** of its text.
    var count: UInt32
    /// **Bytes** from the start of the document.
    var source: UInt32
  }

  enum Kind: UInt8 {
    /// A scalar without quotes, which may be a number or a word like `true`.
    case plain
    case quoted
    case list
    case mapping
    case end
  }

  /// Entries of one document, aliases written out; **16 bytes** each. A report of 20,000 resources
  /// has as many; nine lines of aliases of aliases would have a billion.
  static let entryLimit = 2_000_000

  var entries: [Entry] = []
  var texts: [UInt8] = []

  func text(at index: Int) -> ArraySlice<UInt8> {
    let start = Int(entries[index].start)
    return texts[start..<start + Int(entries[index].count)]
  }
}
