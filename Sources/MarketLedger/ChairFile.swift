import Documents
import Glibc
package import MarketModel

// `live/chair.json`: who holds the chair of a market.
//
//   {"v":1,"market":"2026-11-22","by":"ana","since":"2026-11-22T09:00:03.120Z",
//    "seat":"pts/3 on devbox"}
//
// The file is the chair. Who takes it puts a new file in its place, and keeps that one open and
// locked (`flock`) until the board ends, however it ends: the kernel opens the lock of a process
// that was killed. So
//
// - whose file stands there holds the chair, and all others know by its inode that they don't, at the
//   cost of a `stat`; no inode is given twice while its file is open;
// - a file that anybody can lock for reading was left behind, and the chair is free;
// - nobody has to ask a board that hangs or sleeps before its chair is taken.
//
// It is put there and checked under the lock that guards decisions (`MarketStore.exclusively`).
//
// Over NFS that lock, on a folder, is refused, and so is every decision; with `local_lock=flock` locks
// hold for one machine, and a chair held on another looks free. Source: flock(2), nfs(5).

/// The chair, taken by this process, for as long as this value lives.
package final class HeldChair {
  package let chair: Chair
  private let folder: Folder
  private let descriptor: Int32
  private let state: FileState

  fileprivate init(_ chair: Chair, _ descriptor: Int32, _ state: FileState, in folder: Folder) {
    (self.chair, self.descriptor) = (chair, descriptor)
    (self.state, self.folder) = (state, folder)
  }

  deinit { close(descriptor) }

  /// Whether nobody has taken it meanwhile.
  package var isOurs: Bool {
    folder.state(of: Chair.fileName)?.isSameFile(as: state) ?? false
  }
}

extension MarketStore {
  /// Takes the chair, whoever holds it. To be called ``exclusively(_:)``.
  package func takeChair(_ chair: Chair) throws(StoreError) -> HeldChair {
    let live = try root.makeFolder("live")
    let (descriptor, state) = try live.replaceLocked(Chair.fileName, with: chair.bytes)
    return HeldChair(chair, descriptor, state, in: live)
  }

  /// Who holds the chair of a market now; `nil` when nobody does.
  package func chair(of market: Day) -> Chair? {
    LiveSigns(of: self, listens: false).chair(of: market)
  }
}

extension Folder {
  /// Puts a file in the place of another, or of none, and keeps it open and locked.
  fileprivate func replaceLocked(
    _ name: String, with bytes: [UInt8]
  ) throws(StoreError) -> (descriptor: Int32, state: FileState) {
    let aside = ".\(name).tmp"
    unsafe unlinkat(descriptor, aside, 0)
    let file = retrying {
      unsafe openat(
        descriptor, aside, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, Self.sharedMode)
    }
    guard file >= 0 else { throw .notSaved(file: path(of: name), errno: errno) }
    _ = fchmod(file, Self.sharedMode)
    var failure = retrying { flock(file, LOCK_EX | LOCK_NB) } == 0 ? 0 : errno
    if failure == 0 { failure = calls.writeAll(bytes, to: file) }
    if failure == 0, retrying({ unsafe renameat(descriptor, aside, descriptor, name) }) != 0 {
      failure = errno
    }
    guard failure == 0, let state = FileState(of: file) else {
      unsafe unlinkat(descriptor, aside, 0)
      close(file)
      throw .notSaved(file: path(of: name), errno: failure == 0 ? EIO : failure)
    }
    return (file, state)
  }
}

extension Chair {
  static let fileName = "chair.json"

  var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("v", 1)
      json.member("market", market.description)
      json.member("by", holder.rawValue)
      json.member("since", since.iso8601)
      json.member("seat", seat)
    }
    json.endLine()
    return json.bytes
  }

  init?(_ bytes: [UInt8]) {
    guard let node = try? DocumentNode(json: bytes), node["v"]?.int == 1,
      let market = node["market"]?.string.flatMap({ Day($0) }),
      let holder = node["by"]?.string, let since = node["since"]?.string.flatMap({ Instant($0) })
    else { return nil }
    self.init(
      market: market, holder: Person(rawValue: holder), since: since,
      seat: node["seat"]?.string ?? "")
  }
}
