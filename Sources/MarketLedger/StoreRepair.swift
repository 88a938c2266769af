import Glibc
import MarketModel

/// Moves damage out of the way, into `damaged/` in the store, where nothing reads it and nothing is
/// lost.
///
/// - A damaged line: its bytes go to a file there, and an empty line takes its place, where numbers
///   and hashes may jump. Whole lines that were stuck to it stay.
/// - A file that is foreign, no ordinary file or unreadable: the file is moved there. With a digest
///   goes what was noted of its intake, so that the next gather reads the reports again.
/// - What is missing or forked can't be mended here; another copy of the store may have it.
package struct StoreRepair {
  /// What was moved, and where to: `ledger/ana-3f9c1e.jsonl:3` to `damaged/…`.
  package private(set) var moved: [(from: String, to: String)] = []
  /// What stays, because only its owner may change it, or because nothing here can mend it.
  package private(set) var left: [Damage] = []

  private let root: Folder

  package init(of store: MarketStore, _ damage: [Damage]) throws(StoreError) {
    root = store.root
    for (file, all) in Dictionary(grouping: damage, by: \.file).sorted(by: { $0.key < $1.key }) {
      if all.contains(where: \.kind.isOfWholeFile) {
        if try !moveFile(file) { left += all.filter(\.kind.isOfWholeFile) }
      } else if all.contains(where: \.kind.isOfLine) {
        if try !moveLines(of: file) { left += all.filter(\.kind.isOfLine) }
      }
      left += all.filter { !$0.kind.isOfLine && !$0.kind.isOfWholeFile }
    }
  }

  /// - Returns: `false` when only its owner may move it.
  private mutating func moveFile(_ file: String) throws(StoreError) -> Bool {
    let steps = file.split(separator: "/").map(String.init)
    guard let name = steps.last, let folder = try root.folder(steps.dropLast()) else {
      return false
    }
    do throws(StoreError) { try move(name, in: folder, file: file) } catch {
      guard case .notSaved(_, EPERM) = error else { throw error }
      return false
    }
    if steps.first == "nights", let intake = try root.folder("intake"),
      intake.state(of: name) != nil
    {
      try move(name, in: intake, file: "intake/\(name)")
    }
    return true
  }

  private mutating func move(_ name: String, in folder: Folder, file: String)
    throws(StoreError)
  {
    let (aside, newName) = try freeName(for: file)
    try folder.move(name, to: aside, as: newName)
    moved.append((file, "damaged/\(newName)"))
  }

  /// - Returns: `false` when the ledger belongs to another user.
  private mutating func moveLines(of file: String) throws(StoreError) -> Bool {
    let name = String(file.dropFirst("ledger/".count))
    guard let folder = try root.folder("ledger"), let (writer, _) = LedgerFile.parse(name) else {
      return false
    }
    guard folder.state(of: name)?.owner == geteuid() else { return false }
    var bad: [UInt8] = []
    let (aside, newName) = try freeName(for: file)
    try folder.rewrite(name) { (bytes) throws(StoreError) in
      let parts = LedgerLine.parted(bytes, writer: writer)
      bad = parts.damaged
      // First the copy, then the ledger without it.
      try aside.replace(newName, with: bad, mode: Folder.ownMode)
      return parts.whole
    }
    moved.append((file, "damaged/\(newName)"))
    return true
  }

  private func freeName(for file: String) throws(StoreError) -> (Folder, String) {
    let aside = try root.makeFolder("damaged")
    let name = FileName.encoded(file.split(separator: "/").joined(separator: "-"))
    var number = 1
    while aside.state(of: "\(name).\(number)") != nil { number += 1 }
    return (aside, "\(name).\(number)")
  }
}

extension Damage.Kind {
  fileprivate var isOfLine: Bool {
    switch self {
    case .torn, .altered, .strange, .overlong, .wrongHand: true
    default: false
    }
  }

  fileprivate var isOfWholeFile: Bool {
    switch self {
    case .foreignFile, .notRegular, .unreadable: true
    default: false
    }
  }
}

extension LedgerLine {
  /// A ledger without its damaged lines, an empty line in the place of each, and the damaged lines.
  fileprivate static func parted(
    _ bytes: [UInt8], writer: WriterID
  ) -> (whole: [UInt8], damaged: [UInt8]) {
    var whole: [UInt8] = []
    var damaged: [UInt8] = []
    for line in bytes.split(separator: newline, omittingEmptySubsequences: false) {
      let range = line.startIndex..<line.endIndex
      if line.isEmpty || (try? LedgerLine(bytes, in: range))?.entry.id.writer == writer {
        whole += line + [newline]
        continue
      }
      damaged += line + [newline]
      whole.append(newline)
      for inner in wholeLines(in: bytes, range)
      where (try? LedgerLine(bytes, in: inner))?.entry.id.writer == writer {
        whole += bytes[inner] + [newline]
      }
    }
    if bytes.last == newline { whole.removeLast() }
    return (whole, damaged)
  }
}

extension Folder {
  fileprivate func folder(_ steps: [String]) throws(StoreError) -> Folder? {
    var folder: Folder? = self
    for step in steps { folder = try folder?.folder(step) }
    return folder
  }
}
