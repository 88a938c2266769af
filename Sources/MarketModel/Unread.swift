/// A file, or a document in a file, that did not become a run, and why.
package struct Unread: Hashable, Comparable, Sendable {
  package let file: String
  /// **Bytes** from the start of the (unpacked) file to where reading stopped making sense.
  package let offset: Int
  /// One line, lower case, no full stop.
  package let reason: String

  package init(file: String, offset: Int, reason: String) {
    self.file = file
    self.offset = offset
    self.reason = reason
  }

  package static func < (a: Self, b: Self) -> Bool {
    (a.file, a.offset, a.reason) < (b.file, b.offset, b.reason)
  }
}

/// How much of a file an earlier gather has read, so that the next one reads only what is new.
///
/// A cache: a mark that is lost or wrong costs time, never a run, because reading twice changes
/// nothing.
package struct FileMark: Hashable, Sendable {
  package var path: String
  package var inode: UInt64
  /// **Bytes.**
  package var size: Int
  /// **Nanoseconds** since 1970, as the file system says.
  package var modified: Int64
  /// **Bytes** up to the end of the last whole document.
  package var consumed: Int

  package init(path: String, inode: UInt64, size: Int, modified: Int64, consumed: Int) {
    self.path = path
    self.inode = inode
    self.size = size
    self.modified = modified
    self.consumed = consumed
  }
}
