import MarketLedger
import MarketModel

/// The files of a store in a commit that came from elsewhere, told from its tree alone.
struct StoreTree: Sendable {
  private(set) var files: [StorePath: File] = [:]
  /// What stands where only files of a store should, and is not taken.
  private(set) var leftOut: [LeftOut] = []
  /// Files of a store that are among them: they stay there as they are.
  private(set) var untouched: Set<StorePath> = []

  struct File: Hashable, Sendable {
    let id: ObjectID
    /// **Bytes.**
    let size: Int
  }

  /// No files.
  init() {}

  /// Reads what `git ls-tree -r -z -l` says: `100644 blob <id> <size>`, a tab, the path, a zero.
  init(_ output: [UInt8], prefix: String) {
    for record in output.split(separator: 0) {
      guard let tab = record.firstIndex(of: UInt8(ascii: "\t")),
        record[(tab + 1)...].starts(with: prefix.utf8)
      else { continue }
      let words = String(decoding: record[..<tab], as: UTF8.self).split(separator: " ")
      let name = record[(tab + 1 + prefix.utf8.count)...]
      guard words.count == 4 else { continue }
      take(name, mode: words[0], id: ObjectID(words[2]), size: Int(words[3]))
    }
  }

  private mutating func take(
    _ name: ArraySlice<UInt8>, mode: Substring, id: ObjectID?, size: Int?
  ) {
    let text = String(decoding: name, as: UTF8.self)
    // Compared as bytes: two names may be one text.
    let path = StorePath(text).flatMap { $0.text.utf8.elementsEqual(name) ? $0 : nil }
    guard mode == "100644", let id, let size else {
      return leave(text, path, .notRegular)
    }
    guard let path else { return leave(text, nil, .strange) }
    guard size <= path.limit else { return leave(text, path, .tooLarge) }
    files[path] = File(id: id, size: size)
  }

  private mutating func leave(_ file: String, _ path: StorePath?, _ reason: LeftOut.Reason) {
    leftOut.append(LeftOut(file: file, reason))
    if let path { untouched.insert(path) }
  }
}

/// A file that was not exchanged, or not wholly, and why.
package struct LeftOut: AdvisingError, Hashable {
  /// From the store's folder on.
  package let file: String
  package let reason: Reason

  package enum Reason: Hashable, Sendable {
    case notRegular
    case strange
    case tooLarge
    case tooLargeHere
    case damagedHere
    case damagedThere
    /// Another user's of this machine.
    case foreign
    case unreadableHere(String)
    case unreadableThere(String)
    /// Settings that both sides changed: theirs lie beside ours.
    case beside(String)
  }

  package init(file: String, _ reason: Reason) { (self.file, self.reason) = (file, reason) }

  package var problem: String {
    switch reason {
    case .notRegular: "is a link, a program or a repository there, so it was not taken"
    case .strange: "is no part of a store, so it was not taken"
    case .tooLarge: "is larger there than such a file can be, so it was not taken"
    case .tooLargeHere: "is larger here than such a file can be, so it was not sent"
    case .damagedHere: "has damaged lines here, which were not sent"
    case .damagedThere: "has damaged lines there, which were not taken"
    case .foreign: "belongs to another user of this machine, so nothing was added to it"
    case .unreadableHere(let reason): "was not exchanged: what is here \(reason)"
    case .unreadableThere(let reason): "was not taken: what is there \(reason)"
    case .beside(let name):
      "was changed here and there in the same place: ours holds, theirs is in \(name)"
    }
  }

  package var place: String? { file }

  package var remedy: String {
    switch reason {
    case .notRegular, .strange, .tooLarge, .damagedThere: "ask who pushed it to take it out again"
    case .tooLargeHere: "carry the store as a folder, with rsync"
    case .damagedHere: "move them aside: market check --repair"
    case .foreign:
      "that user takes it in: market sync, or market export there and market import here"
    case .unreadableHere: "move it aside, then try again: market check --repair"
    case .unreadableThere: "ask who gathers it for a sound one: market check"
    case .beside(let name): "take from \(name) what you want, then remove it"
    }
  }
}
