import Glibc
import MarketModel

/// Ordinary files and folders for the demonstration, which may be lost: nothing here waits for the
/// disk, as the store's own files do.
enum SpoolFile {
  /// Makes a folder where there is none.
  static func make(_ path: String) throws(SpoolFileError) {
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw SpoolFileError(path: path, code: errno)
    }
  }

  static func write(_ bytes: [UInt8], to path: String) throws(SpoolFileError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw SpoolFileError(path: path, code: errno) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 || errno == EINTR else { throw SpoolFileError(path: path, code: errno) }
      rest = rest.dropFirst(max(count, 0))
    }
  }
}

/// Why a file of the demonstration could not be written.
struct SpoolFileError: AdvisingError, Hashable {
  let path: String
  let code: Int32

  var problem: String { "this can't be written (\(unsafe String(cString: strerror(code))))" }
  var place: String? { path }
  var remedy: String { "make room, or name another place: TMPDIR=$HOME market demo" }
}
