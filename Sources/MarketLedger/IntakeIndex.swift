import Documents
import MarketModel

/// How far each file of a source has been read: `intake/<source>.json`.
///
///     {"v":1,"files":[
///     {"path":"/var/spool/runs/a.json","inode":"42","size":2048,"modified":1763802000000000000,
///      "consumed":2048}],"sum":"2f1c8e9ab04d7735"}
///
/// (a file on one line; `size` and `consumed` in **bytes**, `modified` in **nanoseconds** since
/// 1970.) A cache that git doesn't share: where it is missing, damaged or of another version,
/// everything is read again, which changes nothing. It is written after the digests, never before.
enum IntakeIndex {
  static func bytes(of marks: [FileMark]) -> [UInt8] {
    var bytes = Array(#"{"v":1,"files":["#.utf8)
    var json = JSONWriter()
    for (index, mark) in marks.sorted(by: { $0.path < $1.path }).enumerated() {
      bytes += (index == 0 ? "\n" : ",\n").utf8
      json.removeAll()
      json.object { json in
        json.member("path", mark.path)
        json.member("inode", String(mark.inode))
        json.member("size", mark.size)
        json.member("modified", mark.modified)
        json.member("consumed", mark.consumed)
      }
      bytes += json.bytes
    }
    bytes += "]".utf8
    Seal.close(&bytes)
    bytes.append(LedgerLine.newline)
    return bytes
  }

  /// No marks at all when the bytes are not what ``bytes(of:)`` writes.
  static func marks(in bytes: [UInt8]) -> [FileMark] {
    guard bytes.last == LedgerLine.newline, Seal.holds(on: bytes.dropLast()),
      let node = try? DocumentNode(json: bytes), node["v"]?.int == 1
    else { return [] }
    return (node["files"]?.elements ?? []).compactMap { file in
      guard let path = file["path"]?.string, let inode = file["inode"]?.string.flatMap(UInt64.init),
        let size = file["size"]?.int, let modified = file["modified"]?.int,
        let consumed = file["consumed"]?.int
      else { return nil }
      return FileMark(
        path: path, inode: inode, size: size, modified: Int64(modified), consumed: consumed)
    }
  }
}
