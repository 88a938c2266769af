import Glibc

/// A folder of the store, held open, so that a link put in its place meanwhile changes nothing.
///
/// Every file is reached from here by one plain name, never through a link, and only when it is an
/// ordinary file. Modes are set, not left to the umask: folders 2770, so that what a team makes
/// belongs to the team's group.
package final class Folder: Sendable {
  package let path: String
  let descriptor: Int32
  let calls: DiskCalls

  /// Folders: the owner and the group, and new files take the folder's group.
  static let folderMode: mode_t = 0o2770
  /// The same, and only who owns what is in it takes it away or puts something else in its place.
  static let keptMode: mode_t = 0o3770
  /// Files that everybody in the group replaces.
  static let sharedMode: mode_t = 0o660
  /// Ledgers: the group reads, only the writer writes.
  static let ownMode: mode_t = 0o640
  /// **Bytes** of the largest file that is read whole. Ten years of one hand are some 30 MB.
  static let fileLimit = 1 << 30

  /// Opens the folder at a path; links on the way to it are followed.
  package init(path: String, calls: DiskCalls = .system) throws(StoreError) {
    self.path = path
    self.calls = calls
    descriptor = retrying { unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      throw errno == ENOENT || errno == ENOTDIR
        ? .noStore(at: path) : .cannotOpen(file: path, errno: errno)
    }
  }

  private init(descriptor: Int32, path: String, calls: DiskCalls) {
    (self.descriptor, self.path, self.calls) = (descriptor, path, calls)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Whether anything goes by this name, be it a file or a link to nowhere.
  static func isTaken(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }

  /// Makes the folder at a path, and those on the way to it, where they are missing.
  static func make(_ path: String) throws(StoreError) {
    let steps = path.split(separator: "/")
    var made = path.hasPrefix("/") ? "/" : ""
    for (index, step) in steps.enumerated() {
      made += step
      if unsafe mkdir(made, 0o777) == 0 {
        if index == steps.count - 1 { _ = unsafe chmod(made, keptMode) }
        try Folder(path: made + "/..").sync()
      } else if errno != EEXIST {
        throw .notSaved(file: made, errno: errno)
      }
      made += "/"
    }
  }

  /// The folder of that name in this one; `nil` when there is none.
  package func folder(_ name: String) throws(StoreError) -> Folder? {
    let file = path(of: name)
    let inner = retrying {
      unsafe openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
    if inner >= 0 { return Folder(descriptor: inner, path: file, calls: calls) }
    switch errno {
    case ENOENT: return nil
    case ENOTDIR, ELOOP: throw .notRegular(file: file)
    default: throw .cannotOpen(file: file, errno: errno)
    }
  }

  /// The folder of that name, made when there is none. Its name is durable when this returns.
  package func makeFolder(_ name: String) throws(StoreError) -> Folder {
    try makeFolder(name, mode: Self.folderMode)
  }

  func makeFolder(_ name: String, mode: mode_t) throws(StoreError) -> Folder {
    if let known = try folder(name) { return known }
    let made = retrying { unsafe mkdirat(descriptor, name, mode) }
    guard made == 0 || errno == EEXIST else {
      throw .notSaved(file: path(of: name), errno: errno)
    }
    guard let new = try folder(name) else {
      throw .cannotOpen(file: path(of: name), errno: ENOENT)
    }
    if made == 0 { _ = fchmod(new.descriptor, mode) }
    try sync()
    return new
  }

  /// The names in it, sorted, without those that begin with a dot.
  package func names() throws(StoreError) -> [String] {
    let copy = retrying { unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard copy >= 0, let stream = unsafe fdopendir(copy) else {
      throw .cannotRead(file: path, errno: errno)
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
        unsafe $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
          unsafe String(cString: $0)
        }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  /// A file as it is now; `nil` when there is none of that name.
  package func read(_ name: String) throws(StoreError) -> [UInt8]? {
    try read(name, lock: LOCK_UN)
  }

  /// A file as it is while nobody is writing to it.
  func readWhenSettled(_ name: String) throws(StoreError) -> [UInt8]? {
    try read(name, lock: LOCK_SH)
  }

  /// What of a file stands after an offset.
  func read(
    _ name: String, from offset: Int, atMost limit: Int = .max
  ) throws(StoreError) -> [UInt8]? {
    try reading(name) { (file) throws(StoreError) in
      try contents(of: file, from: offset, atMost: limit, name: name)
    }
  }

  /// The first and the last bytes of a file, at most so many of each.
  func read(
    _ name: String, first: Int, last: Int
  ) throws(StoreError) -> (first: [UInt8], last: [UInt8])? {
    try reading(name) { (file) throws(StoreError) in
      let size = FileState(of: file)?.size ?? 0
      return (
        try contents(of: file, from: 0, atMost: first, name: name),
        try contents(of: file, from: max(0, size - last), name: name)
      )
    }
  }

  /// A file that this user has written and nobody else could: not one that others may write to, moved
  /// or linked to this name.
  func readOwn(_ name: String) throws(StoreError) -> [UInt8]? {
    try reading(name) { (file) throws(StoreError) -> [UInt8]? in
      guard FileState.isPrivate(file) else { return nil }
      return try contents(of: file, from: 0, name: name)
    }.flatMap(\.self)
  }

  private func read(_ name: String, lock: Int32) throws(StoreError) -> [UInt8]? {
    try reading(name) { (file) throws(StoreError) in
      _ = retrying { flock(file, lock) }
      return try contents(of: file, from: 0, name: name)
    }
  }

  private func reading<Result>(
    _ name: String, _ body: (Int32) throws(StoreError) -> Result
  ) throws(StoreError) -> Result? {
    let file = retrying {
      unsafe openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    }
    guard file >= 0 else {
      switch errno {
      case ENOENT: return nil
      case ELOOP, ENXIO: throw .notRegular(file: path(of: name))
      default: throw .cannotOpen(file: path(of: name), errno: errno)
      }
    }
    defer { close(file) }
    return try body(file)
  }

  /// Puts a file in the place of another, or of none, in one step: who looks sees the old or the
  /// new, never a part.
  ///
  /// - Parameter durably: Whether it has to survive a power cut when this returns. A cache has not.
  func replace(
    _ name: String, with bytes: [UInt8], mode: mode_t = sharedMode, durably: Bool = true
  ) throws(StoreError) {
    try placed(name, with: bytes, mode: mode, durably: durably) { aside in
      unsafe renameat(descriptor, aside, descriptor, name)
    }
  }

  /// Puts a file where none is, in one step, and is durable when it returns.
  ///
  /// - Returns: `false` when there was one, which then stays.
  func place(_ name: String, with bytes: [UInt8], mode: mode_t = sharedMode) throws(StoreError)
    -> Bool
  {
    var wasThere = false
    try placed(name, with: bytes, mode: mode, durably: true) { aside in
      guard unsafe linkat(descriptor, aside, descriptor, name, 0) != 0 else {
        return unsafe unlinkat(descriptor, aside, 0)
      }
      guard errno == EEXIST else { return -1 }
      wasThere = true
      return unsafe unlinkat(descriptor, aside, 0)
    }
    return !wasThere
  }

  /// Puts a file in the place of one that still holds `old`, in one step, and is durable when it
  /// returns. It looks last, once the bytes are on the disk: what is slow is behind it.
  ///
  /// - Returns: `false` when it held something else, which then stays.
  func replace(_ name: String, with bytes: [UInt8], over old: [UInt8]) throws(StoreError) -> Bool {
    var isOld = false
    try placed(name, with: bytes, mode: Self.sharedMode, durably: true) { aside in
      isOld = (try? read(name)) == old
      return unsafe isOld
        ? renameat(descriptor, aside, descriptor, name) : unlinkat(descriptor, aside, 0)
    }
    return isOld
  }

  private func placed(
    _ name: String, with bytes: [UInt8], mode: mode_t, durably: Bool, by put: (String) -> Int32
  ) throws(StoreError) {
    let aside = ".\(name).\(getpid()).tmp"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    var file = retrying { unsafe openat(descriptor, aside, flags, mode) }
    if file < 0, errno == EEXIST {
      // Left behind by a process of the same number that was killed.
      unsafe unlinkat(descriptor, aside, 0)
      file = retrying { unsafe openat(descriptor, aside, flags, mode) }
    }
    guard file >= 0 else { throw .notSaved(file: path(of: name), errno: errno) }
    _ = fchmod(file, mode)
    var failure = calls.writeAll(bytes, to: file)
    if failure == 0, durably { failure = calls.flush(file) }
    close(file)
    if failure == 0, retrying({ put(aside) }) != 0 { failure = errno }
    guard failure == 0 else {
      unsafe unlinkat(descriptor, aside, 0)
      throw .notSaved(file: path(of: name), errno: failure)
    }
    if durably { try sync() }
  }

  /// Puts a changed file in the place of one that others append to, while none of them can.
  ///
  /// - Parameter body: `nil` leaves the file as it is.
  func rewrite(
    _ name: String, _ body: ([UInt8]) throws(StoreError) -> [UInt8]?
  ) throws(StoreError) {
    while true {
      let file = retrying { unsafe openat(descriptor, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) }
      guard file >= 0 else { throw .cannotOpen(file: path(of: name), errno: errno) }
      defer { close(file) }
      guard retrying({ flock(file, LOCK_EX) }) == 0 else {
        throw .cannotOpen(file: path(of: name), errno: errno)
      }
      // While we waited, another may have put a file in its place, and somebody may write to that.
      guard let open = FileState(of: file), state(of: name)?.isSameFile(as: open) ?? false else {
        continue
      }
      guard let new = try body(try contents(of: file, from: 0, name: name)) else { return }
      return try replace(name, with: new, mode: Self.ownMode)
    }
  }

  /// Moves a file, or a folder, to another folder under another name, which must be free.
  func move(_ name: String, to other: Folder, as newName: String) throws(StoreError) {
    guard retrying({ unsafe renameat(descriptor, name, other.descriptor, newName) }) == 0 else {
      throw .notSaved(file: other.path(of: newName), errno: errno)
    }
    try other.sync()
    try sync()
  }

  /// Makes the names in it durable.
  func sync() throws(StoreError) {
    let failure = calls.flush(descriptor)
    guard failure == 0 else { throw .notSaved(file: path, errno: failure) }
  }

  /// Keeps other processes out of `body` that ask for the same folder in the same way.
  package func locked<Result>(_ body: () throws(StoreError) -> Result) throws(StoreError)
    -> Result
  {
    guard retrying({ flock(descriptor, LOCK_EX) }) == 0 else {
      throw .cannotOpen(file: path, errno: errno)
    }
    defer { flock(descriptor, LOCK_UN) }
    return try body()
  }

  func path(of name: String) -> String { "\(path)/\(name)" }
}
