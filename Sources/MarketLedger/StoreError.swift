import Glibc
import MarketModel

/// Why the store could not be read or written.
package enum StoreError: AdvisingError, Hashable {
  case noStore(at: String)
  case cannotOpen(file: String, errno: Int32)
  case cannotRead(file: String, errno: Int32)
  case notRegular(file: String)
  /// The decision or the digest is not on disk; nobody may be told that it is.
  case notSaved(file: String, errno: Int32)
  /// **Bytes** of the line that was refused.
  case overlong(file: String, bytes: Int)
  /// A file that would have to be written over is damaged.
  case damaged(file: String, reason: String)
  /// A setting in market.yml that makes no sense.
  case badSetting(file: String, line: Int?, reason: String, advice: String)

  package var problem: String {
    switch self {
    case .noStore: "there is no store here"
    case .cannotOpen(_, let number): "can't be opened (\(reason(number)))"
    case .cannotRead(_, let number): "can't be read (\(reason(number)))"
    case .notRegular: "is no ordinary file, so it is not touched"
    case .notSaved(_, let number): "NOT SAVED (\(reason(number)))"
    case .overlong(_, let bytes):
      "NOT SAVED: the text is too long (\(bytes) bytes, at most \(LedgerLine.limit))"
    case .damaged(_, let reason), .badSetting(_, _, let reason, _): reason
    }
  }

  package var place: String? {
    switch self {
    case .noStore(let file), .cannotOpen(let file, _), .cannotRead(let file, _),
      .notRegular(let file), .notSaved(let file, _), .overlong(let file, _),
      .damaged(let file, _):
      file
    case .badSetting(let file, let line, _, _): line.map { "\(file):\($0)" } ?? file
    }
  }

  package var remedy: String {
    switch self {
    case .noStore(let path): "make one: market init \(path)"
    case .cannotOpen(let file, _), .cannotRead(let file, _):
      "see who may read and write there: ls -l \(file)"
    case .notRegular(let file): "see what it is and move it away: ls -l \(file)"
    case .notSaved(let file, ENOSPC), .notSaved(let file, EDQUOT):
      "make room, then try again: df -h \(file)"
    case .notSaved(let file, _): "see whether the disk is well, then try again: ls -l \(file)"
    case .overlong: "say it in fewer words"
    case .damaged: "move it aside, then try again: market check --repair"
    case .badSetting(_, _, _, let advice): advice
    }
  }
}

/// What the system calls the error.
private func reason(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
