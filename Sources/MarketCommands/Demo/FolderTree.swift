import Glibc
import MarketModel

/// Ordinary files and folders, for what may be lost: the demonstration. Nothing here waits for the
/// disk; the store's own files are `MarketLedger`'s.
enum FolderTree {
  /// Makes a folder where there is none.
  static func make(_ path: String) throws(FolderTreeError) {
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw .cannotWrite(path, errno) }
  }

  static func write(_ bytes: [UInt8], to path: String) throws(FolderTreeError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .cannotWrite(path, errno) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 || errno == EINTR else { throw .cannotWrite(path, errno) }
      rest = rest.dropFirst(max(count, 0))
    }
  }

  /// Removes a file, or a folder with all that is in it; a link goes, not what it points to.
  static func remove(_ path: String) {
    if isFolder(path) {
      for name in (try? names(in: path)) ?? [] { remove("\(path)/\(name)") }
    }
    _ = unsafe Glibc.remove(path)
  }

  /// Whether there is a folder, not a link to one.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func names(in path: String) throws(FolderTreeError) -> [String] {
    guard let folder = unsafe opendir(path) else { throw .cannotRead(path, errno) }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}

/// Why a file of the demonstration could not be written.
enum FolderTreeError: AdvisingError, Hashable {
  case cannotRead(String, Int32)
  case cannotWrite(String, Int32)

  var problem: String {
    switch self {
    case .cannotRead(_, let code): "this can't be read (\(reason(code)))"
    case .cannotWrite(_, let code): "this can't be written (\(reason(code)))"
    }
  }

  var place: String? {
    switch self {
    case .cannotRead(let path, _), .cannotWrite(let path, _): path
    }
  }

  var remedy: String {
    switch self {
    case .cannotRead(let path, _): "see who may read it: ls -l \(path)"
    case .cannotWrite: "make room, or name another place: TMPDIR=$HOME market demo"
    }
  }

  private func reason(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}
