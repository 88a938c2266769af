import Glibc
package import MarketModel

/// Why a document was not imported. Nothing of it was.
package enum ImportError: AdvisingError, Hashable {
  case unreadable(file: String, errno: Int32)
  case cutOff
  case altered
  /// **Bytes.**
  case overlong(bytes: Int)
  case newer(version: Int)
  case malformed(String, at: Int)
  /// Something of it is not as the format says.
  case broken(String, String)
  case brokenLine(of: WriterID, at: Int, String)
  /// A name from which no file's name may be made.
  case badName(String, of: String)

  package var problem: String {
    switch self {
    case .unreadable(_, let number):
      "can't be read (\(unsafe String(cString: strerror(number)))); nothing was imported"
    case .cutOff: "the document was cut off, or is none of `market export`; nothing was imported"
    case .altered: "the document was changed after it was written; nothing was imported"
    case .overlong(let bytes):
      "the document is too large (at least \(bytes) bytes, at most \(StoreDocument.limit)); nothing was "
        + "imported"
    case .newer(let version):
      "the document has version \(version), which a newer market wrote; nothing was imported"
    case .malformed(let reason, _): "the document \(reason); nothing was imported"
    case .broken(let part, let reason): "\(part) \(reason); nothing was imported"
    case .brokenLine(let writer, _, let reason):
      "a line of \(writer.rawValue) \(reason); nothing was imported"
    case .badName(let name, let what):
      "`\(name.clipped(toBytes: 80))` can't name \(what); nothing was imported"
    }
  }

  package var place: String? {
    switch self {
    case .unreadable(let file, _): file
    case .malformed(_, let offset), .brokenLine(_, let offset, _): "byte \(offset)"
    default: nil
    }
  }

  package var remedy: String {
    switch self {
    case .unreadable(let file, _): "see whether it is there and who may read it: ls -l \(file)"
    case .cutOff: "write it anew, and see that the disk has room: market export >FILE"
    case .altered: "get it again as it was written; a program that reformats JSON breaks its sum"
    case .overlong: "copy the store's folder instead, or let git do it"
    case .newer: "update this market, then import again"
    case .malformed, .broken, .brokenLine, .badName:
      "`market export` writes no such document; see where it came from"
    }
  }
}
