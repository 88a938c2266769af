import Glibc

/// A folder of its own under `$TMPDIR`, gone with all that is in it when this value is.
struct TemporaryFolder: ~Copyable {
  let path: String

  /// - Parameter purpose: part of its name, for whoever finds it after a crash.
  init(for purpose: String) throws(FolderTreeError) {
    let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/morning-market-\(purpose)-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw .cannotWrite(parent, errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { FolderTree.remove(path) }
}
