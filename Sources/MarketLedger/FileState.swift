import Glibc
package import MarketModel

/// Which file a name stands for, and how much is in it.
package struct FileState: Hashable, Sendable {
  let device: UInt64
  let inode: UInt64
  /// **Bytes.**
  let size: Int
  let isRegular: Bool
  let owner: UInt32
  /// **Nanoseconds** since 1970: when its bytes or what is known of it last changed.
  let changedAt: Int

  private init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    isRegular = status.st_mode & S_IFMT == S_IFREG
    owner = status.st_uid
    changedAt = status.st_ctim.tv_sec * 1_000_000_000 + status.st_ctim.tv_nsec
  }

  init?(of descriptor: Int32) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Whether an open file is this user's, under one name, and closed to everybody else.
  static func isPrivate(_ descriptor: Int32) -> Bool {
    var status = stat()
    return unsafe fstat(descriptor, &status) == 0 && status.st_uid == geteuid()
      && status.st_mode & 0o077 == 0 && status.st_nlink == 1
  }

  func isSameFile(as other: FileState) -> Bool {
    (device, inode) == (other.device, other.inode)
  }

  fileprivate static func named(_ name: String, in folder: Int32) -> FileState? {
    var status = stat()
    guard unsafe fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    return FileState(status)
  }
}

extension FileState: Packable {
  package func pack(into bytes: inout PackedBytes) {
    for number in [Int(bitPattern: UInt(device)), Int(bitPattern: UInt(inode)), size] {
      bytes.put(number)
    }
    bytes.put(isRegular ? 1 : 0)
    bytes.put(Int(owner))
    bytes.put(changedAt)
  }

  package init(from bytes: inout PackedBytes) throws(PackedBytes.Misfit) {
    device = UInt64(UInt(bitPattern: try bytes.number()))
    inode = UInt64(UInt(bitPattern: try bytes.number()))
    size = try bytes.number()
    isRegular = try bytes.number() == 1
    owner = UInt32(truncatingIfNeeded: try bytes.number())
    changedAt = try bytes.number()
  }
}

extension Folder {
  /// What a name stands for now; a link is not followed.
  package func state(of name: String) -> FileState? { .named(name, in: descriptor) }

  /// What stands in an open file from an offset to its end, or so many bytes of it.
  func contents(
    of file: Int32, from offset: Int, atMost limit: Int = .max, name: String
  ) throws(StoreError) -> [UInt8] {
    guard let state = FileState(of: file) else {
      throw .cannotRead(file: path(of: name), errno: errno)
    }
    guard state.isRegular else { throw .notRegular(file: path(of: name)) }
    let count = min(limit, max(0, state.size - offset))
    guard count <= Self.fileLimit else { throw .cannotRead(file: path(of: name), errno: EFBIG) }
    var failure: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
      while done < count {
        let got = unsafe pread(
          file, buffer.baseAddress! + done, count - done, off_t(offset + done))
        if got > 0 {
          done += got
        } else if got == 0 {
          break
        } else if errno != EINTR {
          failure = errno
          break
        }
      }
    }
    guard failure == 0 else { throw .cannotRead(file: path(of: name), errno: failure) }
    return bytes
  }
}
