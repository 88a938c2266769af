import Glibc
package import MarketModel

/// A file that may hold reports, by its name as the system has it, which need not be UTF-8.
package struct ReportFile: Hashable, Sendable {
  /// For people, and for the marks of an earlier gather.
  package let name: String
  /// With the zero at its end.
  private let path: [CChar]
  /// Named by a person, who may mean a pipe or a link; what lies in a folder must be a plain file.
  private let isNamed: Bool

  fileprivate init(path: [CChar], isNamed: Bool) {
    self.path = path
    self.isNamed = isNamed
    name = unsafe path.withUnsafeBytes { unsafe String(decoding: $0.dropLast(), as: UTF8.self) }
  }

  package static let standardInputName = "-"

  /// A file with what the system says about it.
  package struct Opened: ~Copyable {
    package let descriptor: Int32
    package let mark: FileMark
    /// Whether it can be entered in the middle and will be there the next time.
    package let isRegular: Bool

    /// **Bytes** of a plain file; those of `/proc` say 0, and are not empty.
    package var size: Int? { isRegular && mark.size > 0 ? mark.size : nil }

    package var origin: ReportOrigin {
      let modified = isRegular ? Instant(milliseconds: mark.modified / 1_000_000) : nil
      return ReportOrigin(file: mark.path, modified: modified)
    }

    deinit { if descriptor > 2 { close(descriptor) } }
  }

  /// **Bytes**; 0 where the system does not say.
  package var size: Int {
    var status = stat()
    let flags = isNamed ? 0 : AT_SYMLINK_NOFOLLOW
    return unsafe fstatat(AT_FDCWD, path, &status, flags) == 0 ? Int(status.st_size) : 0
  }

  /// Opens the file for reading.
  package func open() -> Result {
    if isNamed, name == Self.standardInputName { return opened(0) }
    let flags = O_RDONLY | O_CLOEXEC | (isNamed ? 0 : O_NOFOLLOW | O_NONBLOCK)
    let descriptor = unsafe Glibc.open(path, flags)
    guard descriptor >= 0 else { return .failed(complaint(about: errno)) }
    return opened(descriptor)
  }

  package enum Result: ~Copyable {
    case opened(Opened)
    case failed(Unread)
  }

  private func opened(_ descriptor: Int32) -> Result {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return .failed(complaint(about: errno)) }
    let isRegular = status.st_mode & S_IFMT == S_IFREG
    let mark = FileMark(
      path: name, inode: UInt64(status.st_ino), size: Int(status.st_size),
      modified: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec),
      consumed: 0)
    let file = Opened(descriptor: descriptor, mark: mark, isRegular: isRegular)
    guard isRegular || isNamed else { return .failed(complaint("is no regular file")) }
    return .opened(file)
  }

  private func complaint(about code: Int32) -> Unread {
    switch code {
    case ELOOP where !isNamed: complaint("is a symbolic link, which is not followed")
    case ENXIO: complaint("is no regular file")
    default: complaint("can't be opened: \(Self.words(for: code))")
    }
  }

  private func complaint(_ reason: String) -> Unread {
    Unread(file: name, offset: 0, reason: reason)
  }

  fileprivate static func words(for code: Int32) -> String {
    unsafe String(cString: strerror(code)).lowercased()
  }
}

extension ReportFile {
  /// The files that `paths` stand for: folders with all that is below them, in the order of their
  /// names' bytes; links in folders are named as unread, not followed.
  ///
  /// - Complexity: O(n log n) in files, whose names are all in memory at once.
  package static func all(in paths: [String]) -> (files: [ReportFile], unread: [Unread]) {
    var walk = Walk()
    for path in paths { walk.enter(path.utf8CString.map { $0 }, isNamed: true) }
    return (walk.files, walk.unread)
  }

  private struct Walk {
    var files: [ReportFile] = []
    var unread: [Unread] = []

    mutating func enter(_ path: [CChar], isNamed: Bool) {
      let file = ReportFile(path: path, isNamed: isNamed)
      let isInput = isNamed && file.name == ReportFile.standardInputName
      guard !isInput, let folder = unsafe openFolder(path, isNamed: isNamed) else {
        files.append(file)
        return
      }
      let stem = path.dropLast() + (path.dropLast().last == slash ? [] : [slash])
      // One that is named like a report was probably meant to be one; it is walked all the same.
      if reportNames.contains(where: { file.name.hasSuffix($0) }) {
        unread.append(Unread(file: file.name, offset: 0, reason: "is a folder"))
      }
      let (entries, error) = unsafe entries(of: folder)
      for entry in entries {
        if entry.isFile {
          files.append(ReportFile(path: stem + entry.name, isNamed: false))
        } else {
          enter(stem + entry.name, isNamed: false)
        }
      }
      if error != 0 { complain(path, error) }
    }

    /// `nil` when it is no folder, or none that opens; opening it as a file says which.
    private func openFolder(_ path: [CChar], isNamed: Bool) -> OpaquePointer? {
      let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (isNamed ? 0 : O_NOFOLLOW)
      let descriptor = unsafe Glibc.open(path, flags)
      guard descriptor >= 0 else { return nil }
      return unsafe fdopendir(descriptor)
    }

    /// What stands in a folder. Of most files the folder itself says what they are, so that nobody has
    /// to try whether they open as folders.
    private typealias Entry = (name: [CChar], isFile: Bool)

    private func entries(of folder: OpaquePointer) -> (entries: [Entry], error: Int32) {
      defer { unsafe closedir(folder) }
      var entries: [Entry] = []
      errno = 0
      while let entry = unsafe readdir(folder) {
        let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          unsafe bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
        }
        if name != [dot, 0], name != [dot, dot, 0] {
          entries.append((name, unsafe Int(entry.pointee.d_type) == DT_REG))
        }
        errno = 0
      }
      let error = errno
      entries.sort { a, b in
        a.name.lexicographicallyPrecedes(b.name) { UInt8(bitPattern: $0) < UInt8(bitPattern: $1) }
      }
      return (entries, error)
    }

    private mutating func complain(_ path: [CChar], _ error: Int32) {
      let file = ReportFile(path: path, isNamed: false)
      let reason = "can't be listed: \(ReportFile.words(for: error))"
      unread.append(Unread(file: file.name, offset: 0, reason: reason))
    }
  }
}

private let reportNames = [".json", ".jsonl", ".yaml", ".gz", ".zst"]
private let slash = CChar(UInt8(ascii: "/"))
private let dot = CChar(UInt8(ascii: "."))
