import Foundation
import Glibc
import Synchronization

@testable import MarketLedger

/// What a run did to a folder, call by call, and so what a disk may hold after a power cut at any moment.
///
/// Writes and syncs are seen as they are called. Names are found by looking at the folder before each of
/// them, so several that change between two calls count as one.
final class DiskRecording: Sendable {
  enum Step {
    /// Names that came, changed or went: what they stand for now.
    case names([(path: String, inode: UInt64?)])
    case content(inode: UInt64, [UInt8])
    case synced(inode: UInt64)
    case told(ShortMarket.Deed)
  }

  private struct State {
    var steps: [Step] = []
    var names: [String: UInt64] = [:]
    var contents: [UInt64: [UInt8]] = [:]
    var folders: Set<UInt64> = []
    /// How often a number of a file was given anew, by the file system, after it was free.
    var generations: [UInt64: UInt64] = [:]

    /// A number that no other file of the recording has.
    mutating func unique(_ inode: UInt64, wasHere: Set<UInt64>) -> UInt64 {
      let known = inode | generations[inode, default: 0] << 48
      if wasHere.contains(known) { return known }
      generations[inode, default: 0] += 1
      return inode | generations[inode, default: 0] << 48
    }
  }

  let root: String
  private let state = Mutex(State())

  init(of root: String) { self.root = root }

  var steps: [Step] { state.withLock { $0.steps } }
  var folders: Set<UInt64> { state.withLock { $0.folders } }

  func tell(_ deed: ShortMarket.Deed) {
    state.withLock { state in
      look(&state)
      state.steps.append(.told(deed))
    }
  }

  var calls: DiskCalls {
    unsafe DiskCalls(
      write: { descriptor, bytes in
        self.state.withLock { self.look(&$0) }
        let count = unsafe write(descriptor, bytes.baseAddress, bytes.count)
        self.state.withLock { self.look(&$0) }
        return count
      },
      sync: { descriptor in
        let result = fsync(descriptor)
        self.state.withLock { state in
          self.look(&state)
          guard let inode = FileState(of: descriptor)?.inode else { return }
          let id = inode | state.generations[inode, default: 0] << 48
          state.steps.append(.synced(inode: id))
        }
        return result
      })
  }

  /// Notes what differs from the last look.
  private func look(_ state: inout State) {
    var names: [String: UInt64] = [:]
    var changed: [(path: String, inode: UInt64?)] = []
    var written: [Step] = []
    let wasHere = Set(state.names.values)
    let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    for path in paths.sorted() {
      var status = stat()
      guard unsafe lstat("\(root)/\(path)", &status) == 0 else { continue }
      let inode = state.unique(UInt64(status.st_ino), wasHere: wasHere.union(names.values))
      names[path] = inode
      if state.names[path] != inode { changed.append((path, inode)) }
      if status.st_mode & S_IFMT == S_IFDIR {
        state.folders.insert(inode)
      } else if let data = FileManager.default.contents(atPath: "\(root)/\(path)") {
        if state.contents[inode] != Array(data) {
          written.append(.content(inode: inode, Array(data)))
        }
        state.contents[inode] = Array(data)
      }
    }
    for path in state.names.keys.sorted() where names[path] == nil { changed.append((path, nil)) }
    if !changed.isEmpty { state.steps.append(.names(changed)) }
    state.steps += written
    state.names = names
  }
}

/// What a disk may hold: each path with its bytes, or `nil` for a folder.
typealias DiskImage = [String: [UInt8]?]

extension DiskRecording {
  enum Model: CaseIterable {
    /// Names become durable in their order, with any sync: journals of ext4 and XFS.
    case namesInOrder
    /// Only what was synced itself is there for certain, a name by its folder: POSIX.
    case onlyWhatWasSynced
  }

  /// Every image that a cut after so many steps may leave.
  func images(after count: Int, _ model: Model) -> [DiskImage] {
    var names: [(changes: [(path: String, inode: UInt64?)], isDurable: Bool)] = []
    var synced: [UInt64: [UInt8]] = [:]
    var written: [UInt64: [UInt8]] = [:]
    var inodes: [String: UInt64] = [:]
    for step in steps.prefix(count) {
      switch step {
      case .names(let changes):
        names.append((changes, false))
        for change in changes { inodes[change.path] = change.inode }
      case .content(let inode, let bytes): written[inode] = bytes
      case .synced(let inode):
        if let bytes = written[inode] { synced[inode] = bytes }
        for index in names.indices {
          let isHere = names[index].changes.allSatisfy { change in
            let folder = change.path.split(separator: "/").dropLast().joined(separator: "/")
            return inodes[folder] == inode || (folder.isEmpty && !inodes.values.contains(inode))
          }
          if model == .namesInOrder || isHere { names[index].isDurable = true }
        }
      case .told: break
      }
    }
    var images: [DiskImage] = []
    for kept in choices(names.map(\.isDurable), model) {
      var disk: [String: UInt64] = [:]
      for (index, name) in names.enumerated() where kept[index] {
        for change in name.changes { disk[change.path] = change.inode }
      }
      for loss in Loss.allCases {
        var image: DiskImage = [:]
        for (path, inode) in disk.sorted(by: { $0.key < $1.key }) {
          let folder = path.split(separator: "/").dropLast().joined(separator: "/")
          guard folder.isEmpty || image[folder] != nil else { continue }
          image[path] =
            folders.contains(inode)
            ? .some(nil) : loss.left(of: written[inode] ?? [], synced: synced[inode] ?? [])
        }
        images.append(image)
      }
    }
    return images
  }

  /// Which of the changes of names are there.
  private func choices(_ durable: [Bool], _ model: Model) -> [[Bool]] {
    switch model {
    case .namesInOrder:
      let first = durable.lastIndex(of: true).map { $0 + 1 } ?? 0
      return (first...durable.count).map { end in durable.indices.map { $0 < end } }
    case .onlyWhatWasSynced:
      let open = durable.indices.filter { !durable[$0] }
      return [durable, durable.map { _ in true }]
        + open.map { one in durable.indices.map { durable[$0] || $0 == one } }
        + open.map { one in durable.indices.map { $0 != one } }
    }
  }

  /// What becomes of bytes that were written and not synced.
  private enum Loss: CaseIterable {
    case nothing, everything, zeros, half, firstSector

    func left(of written: [UInt8], synced: [UInt8]) -> [UInt8] {
      guard written != synced else { return written }
      let kept = written.starts(with: synced) ? synced.count : 0
      let new = written.count - kept
      switch self {
      case .nothing: return written
      case .everything: return synced
      case .zeros: return written[..<kept] + [UInt8](repeating: 0, count: new)
      case .half: return Array(written[..<(kept + new / 2)])
      case .firstSector:
        let hole = min(new, 512 - kept % 512)
        return written[..<kept] + [UInt8](repeating: 0, count: hole) + written[(kept + hole)...]
      }
    }
  }
}
