import Glibc

/// The two system calls on which the word "saved" rests, so that a test can make the nth one fail.
@safe package struct DiskCalls: Sendable {
  package var write: @Sendable (Int32, UnsafeRawBufferPointer) -> Int
  package var sync: @Sendable (Int32) -> Int32

  package init(
    write: @escaping @Sendable (Int32, UnsafeRawBufferPointer) -> Int,
    sync: @escaping @Sendable (Int32) -> Int32
  ) {
    unsafe self.write = write
    self.sync = sync
  }

  package static let system = unsafe DiskCalls(
    write: { unsafe Glibc.write($0, $1.baseAddress, $1.count) }, sync: { fsync($0) })
}

extension DiskCalls {
  /// Writes all of `bytes`. A signal or a short write is nobody's business but ours.
  ///
  /// - Returns: 0, or the `errno` with which it stopped. A part may then be in the file.
  func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    unsafe bytes.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let written = unsafe write(
          descriptor, UnsafeRawBufferPointer(rebasing: bytes[done...]))
        if written > 0 {
          done += written
        } else if written == 0 {
          return EIO
        } else if errno != EINTR {
          return errno
        }
      }
      return 0
    }
  }

  /// - Returns: 0 once what was written is on the disk, else the `errno`.
  func flush(_ descriptor: Int32) -> Int32 { retrying { sync(descriptor) } == 0 ? 0 : errno }
}

/// Calls again as long as only a signal came between.
func retrying(_ call: () -> Int32) -> Int32 {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}
