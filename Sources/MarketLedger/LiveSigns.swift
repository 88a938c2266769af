import Glibc
package import MarketModel

/// What boards show one another through `live/`: who holds the chair, and where that board stands.
///
/// A look costs a `stat` for each of the two, a try of the chair's lock and a reading of the place. Writes
/// nothing. Where the kernel tells (`inotify`, not over NFS), ``descriptor`` becomes readable as soon as
/// something changes there or in a ledger.
package final class LiveSigns {
  private let root: Folder
  private var live: Folder?
  private let place = SeenFile(name: PlaceFile.name)
  private let chairFile = SeenFile(name: Chair.fileName)
  private var seenPlace: (bytes: [UInt8], place: Place?)?
  private var seenChair: Chair?
  /// Readable once something may have changed; -1 where the kernel does not tell.
  package let descriptor: Int32
  private var watched: Set<String> = []

  /// - Parameter listens: Whether the kernel is asked to tell; else somebody looks now and then.
  package init(of store: MarketStore, listens: Bool = true) {
    root = store.root
    descriptor = listens ? inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC)) : -1
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Where the facilitator's board stands.
  package func currentPlace() -> Place? {
    guard let bytes = place.bytes(in: folder()) else { return nil }
    if bytes != seenPlace?.bytes { seenPlace = (bytes, Place(bytes)) }
    return seenPlace?.place
  }

  /// Who holds the chair now; `nil` when nobody does.
  package func chair() -> Chair? {
    if let bytes = chairFile.newBytes(in: folder()) { seenChair = Chair(bytes) }
    return chairFile.isLockedByAnother ? seenChair : nil
  }

  /// The same, where it is the chair of this market.
  package func chair(of market: Day) -> Chair? {
    chair().flatMap { $0.market == market ? $0 : nil }
  }

  /// Forgets what the kernel has told, and listens also to what is new.
  ///
  /// - Returns: Whether it told of anything but where a board stands.
  @discardableResult
  package func drain() -> Bool {
    guard descriptor >= 0 else { return false }
    listen(to: "ledger")
    listen(to: "live")
    var toldOfMore = false
    var events = [UInt8](repeating: 0, count: 4096)
    while case let count = unsafe read(descriptor, &events, events.count), count > 0 {
      toldOfMore = toldOfMore || !Self.areAllOfPlace(events[..<count])
    }
    return toldOfMore
  }

  /// Source: inotify(7): four numbers of four bytes, of which the last says how long the name is.
  private static func areAllOfPlace(_ events: ArraySlice<UInt8>) -> Bool {
    var rest = events
    while rest.count >= 16 {
      let length = rest.dropFirst(12).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      let name = String(
        decoding: rest.dropFirst(16).prefix(length).prefix { $0 != 0 }, as: UTF8.self)
      guard name == PlaceFile.name || name.hasPrefix(".\(PlaceFile.name).") else { return false }
      rest = rest.dropFirst(16 + length)
    }
    return true
  }

  private func listen(to name: String) {
    guard !watched.contains(name) else { return }
    let mask = IN_MODIFY | IN_MOVED_TO | IN_CLOSE_WRITE | IN_ONLYDIR | IN_DONT_FOLLOW
    let path = root.path(of: name)
    if unsafe inotify_add_watch(
      descriptor, path, UInt32(bitPattern: Int32(truncatingIfNeeded: mask))) >= 0
    {
      watched.insert(name)
    }
  }

  /// `live/` as it is now; somebody may have thrown the last one away.
  private func folder() -> Folder? {
    guard let state = root.state(of: "live") else {
      forget()
      return nil
    }
    if let live, FileState(of: live.descriptor)?.isSameFile(as: state) == true { return live }
    forget()
    live = try? root.folder("live")
    return live
  }

  private func forget() {
    live = nil
    watched.remove("live")
  }
}

/// A file that is kept open, so that no other can get its inode and a new one is known by that.
private final class SeenFile {
  let name: String
  private var open: (descriptor: Int32, state: FileState)?

  init(name: String) { self.name = name }

  deinit { leave() }

  /// What stands in it now; `nil` when it is not there.
  func bytes(in folder: Folder?) -> [UInt8]? {
    if let bytes = newBytes(in: folder) { return bytes }
    guard let folder, let open else { return nil }
    return try? folder.contents(of: open.descriptor, from: 0, name: name)
  }

  /// What stands in it, when it is not the file of the last look.
  func newBytes(in folder: Folder?) -> [UInt8]? {
    guard let folder, let now = folder.state(of: name), now.isRegular else {
      leave()
      return nil
    }
    if let open, open.state.isSameFile(as: now) { return nil }
    leave()
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let file = retrying { unsafe openat(folder.descriptor, name, flags) }
    guard file >= 0 else { return nil }
    guard let state = FileState(of: file),
      let bytes = try? folder.contents(of: file, from: 0, name: name)
    else {
      close(file)
      return nil
    }
    open = (file, state)
    return bytes
  }

  /// Whether somebody holds the file locked for writing.
  var isLockedByAnother: Bool {
    guard let open else { return false }
    guard retrying({ flock(open.descriptor, LOCK_SH | LOCK_NB) }) == 0 else { return true }
    _ = flock(open.descriptor, LOCK_UN)
    return false
  }

  private func leave() {
    if let open { close(open.descriptor) }
    open = nil
  }
}
