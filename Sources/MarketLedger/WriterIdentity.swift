import Glibc
package import MarketModel

/// Which hand writes: a person, and six hex digits for this copy of the store.
///
/// The digits are kept in the store's own `live/writers/<person>.<user number>`, a line such as
/// `ana-3f9c1e 1835012`, where the last number is the inode of the store's folder. Why there:
///
/// - `live/` is not shared by git, so a fresh clone draws fresh digits, and two clones of one person
///   can never give one number twice.
/// - A copy made with `cp -r` brings the file along but has another inode, and draws fresh ones too.
/// - All terminals of one user on one store find the same file, so they share one ledger.
/// - Another user who speaks for the same person gets a hand, and so a file, of her own: the file's
///   owner keeps saying who wrote.
/// - Nothing depends on a home folder, which a cron job or a container may not have.
///
/// Where the file is lost, fresh digits are drawn; the old ledger stays and counts.
enum WriterIdentity {
  static func writer(for person: Person, in store: Folder) throws(StoreError) -> WriterID {
    let writers = try store.makeFolder("live").makeFolder("writers")
    let inode = FileState(of: store.descriptor)?.inode ?? 0
    let name = "\(person.rawValue).\(getuid())"
    return try writers.locked { () throws(StoreError) in
      if let bytes = try writers.read(name) {
        let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let known = WriterID(rawValue: words.first.map(String.init) ?? "")
        if words.count == 2, words[1] == String(inode), known.isWellFormed, known.person == person {
          return known
        }
      }
      let digits = hexDigits(UInt64.random(in: 0..<1 << 24)).suffix(6)
      let new = WriterID(rawValue: "\(person.rawValue)-\(digits)")
      try writers.replace(name, with: Array("\(new.rawValue) \(inode)\n".utf8), durably: false)
      return new
    }
  }
}

extension Person {
  /// The name as it may stand in a file's: lower case, and `_` for what is no letter, digit, `_` or
  /// `-`; at most 40 characters.
  package init(sanitizing name: String) {
    let text = name.lowercased().unicodeScalars.prefix(40).map { scalar -> Character in
      switch scalar {
      case "a"..."z", "0"..."9", "_", "-": Character(scalar)
      default: "_"
      }
    }
    self.init(rawValue: text.isEmpty ? "_" : String(text))
  }
}
