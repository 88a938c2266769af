import Glibc

/// A folder under `$TMPDIR` that only this user can enter and that goes when the demo ends.
struct ThrowAwayFolder {
  let path: String

  init() throws(DemoError) {
    let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/morning-market.XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw .cannotCopy(from: parent, errno: errno)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Copies folders and regular files; anything else is not followed.
  func copy(from source: String) throws(DemoError) { try copyFolder(source, to: path) }

  private func copyFolder(_ source: String, to target: String) throws(DemoError) {
    for name in try Self.names(in: source) {
      let (from, to) = ("\(source)/\(name)", "\(target)/\(name)")
      var status = stat()
      guard unsafe lstat(from, &status) == 0 else { throw .cannotCopy(from: from, errno: errno) }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        guard unsafe mkdir(to, 0o700) == 0 || errno == EEXIST else {
          throw .cannotCopy(from: from, errno: errno)
        }
        try copyFolder(from, to: to)
      case S_IFREG: try copyFile(from, to: to, size: Int(status.st_size))
      default: break
      }
    }
  }

  private static func names(in path: String) throws(DemoError) -> [String] {
    guard let folder = unsafe opendir(path) else { throw .cannotCopy(from: path, errno: errno) }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  private func copyFile(_ source: String, to target: String, size: Int) throws(DemoError) {
    let input = unsafe open(source, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard input >= 0 else { throw .cannotCopy(from: source, errno: errno) }
    defer { close(input) }
    let output = unsafe open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw .cannotCopy(from: source, errno: errno) }
    defer { close(output) }
    var left = size
    while left > 0 {
      let copied = sendfile(output, input, nil, left)
      guard copied > 0 else {
        if copied < 0, errno == EINTR { continue }
        throw .cannotCopy(from: source, errno: errno)
      }
      left -= copied
    }
  }

  /// Removes what is there, as far as it can; what is left lies where temporary files lie.
  func remove() { Self.removeFolder(path) }

  private static func removeFolder(_ path: String) {
    for name in (try? names(in: path)) ?? [] {
      let inside = "\(path)/\(name)"
      if unsafe unlink(inside) != 0, errno == EISDIR { removeFolder(inside) }
    }
    unsafe rmdir(path)
  }
}
