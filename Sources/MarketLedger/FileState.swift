import Glibc

/// Which file a name stands for, and how much is in it.
package struct FileState: Hashable, Sendable {
  let device: UInt64
  let inode: UInt64
  /// **Bytes.**
  let size: Int
  let isRegular: Bool
  let owner: UInt32

  private init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    isRegular = status.st_mode & S_IFMT == S_IFREG
    owner = status.st_uid
  }

  init?(of descriptor: Int32) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  func isSameFile(as other: FileState) -> Bool {
    (device, inode) == (other.device, other.inode)
  }

  static func named(_ name: String, in folder: Int32) -> FileState? {
    var status = stat()
    guard unsafe fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    return FileState(status)
  }
}
