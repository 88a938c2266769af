import Glibc
import MarketModel

/// `live/place.json` as the facilitator's board writes it; what stands in it, Place.swift says.
///
/// It is written with every key that moves something, and in place: ext4 brings a new file that takes
/// the place of another to the disk at once. One write of less than a page is whole for who is killed,
/// and who looks in the middle of it is told to look again. A shorter text ends in blanks.
final class PlaceFile {
  static let name = "place.json"

  private var open: (descriptor: Int32, state: FileState, folder: Folder)?

  deinit { leave() }

  /// Writes into the file that was made here, or makes one in the place of what others have put there.
  func write(_ place: Place, in root: Folder) throws(StoreError) {
    guard !overwrite(place.bytes) else { return }
    leave()
    let folder = try root.makeFolder("live")
    try folder.replace(Self.name, with: place.bytes, durably: false)
    let flags = O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    let file = retrying { unsafe openat(folder.descriptor, Self.name, flags) }
    guard file >= 0 else { return }
    if let state = FileState(of: file), state.isRegular, state.owner == geteuid() {
      open = (file, state, folder)
    } else {
      close(file)
    }
  }

  private func overwrite(_ bytes: [UInt8]) -> Bool {
    guard let open, let now = open.folder.state(of: Self.name), now.isSameFile(as: open.state)
    else {
      return false
    }
    let blanks = repeatElement(UInt8(ascii: " "), count: max(0, now.size - bytes.count))
    let text = bytes + blanks
    return unsafe pwrite(open.descriptor, text, text.count, 0) == text.count
  }

  private func leave() {
    if let open { close(open.descriptor) }
    open = nil
  }
}
