import CMapping
import Glibc

/// The memory that files are read into, one after the other, or over which their pages are mapped.
///
/// It has room for the largest document there may be twice, so that a document never moves while it
/// arrives. What was never read into costs no memory.
@safe final class ReadBuffer {
  private let memory: UnsafeMutableRawBufferPointer
  private let start: UnsafeMutableRawPointer
  let count: Int
  /// What pages of a file lie over.
  private var mapped = 0..<0
  private var isWatched = false

  /// **Bytes.**
  static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

  /// **Bytes.** Where a file's bytes lie in such a stretch as they do in the file, the system can map
  /// many pages at once, and a processor finds them without a search.
  static let largePageSize = 2 << 20

  /// - Parameter count: **bytes**.
  init(count: Int) {
    self.count = count
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    let size = count + Self.largePageSize
    let mapping: UnsafeMutableRawPointer = unsafe mmap(
      nil, size, PROT_READ | PROT_WRITE, flags, -1, 0)
    precondition(unsafe mapping != MAP_FAILED, "there is no memory to read reports into")
    unsafe memory = UnsafeMutableRawBufferPointer(start: mapping, count: size)
    unsafe start = mapping.alignedUp(toMultipleOf: Self.largePageSize)
    // A large document touches a thousand small pages for the first time; where there are no large
    // ones, nothing is lost.
    unsafe madvise(start, count, MADV_HUGEPAGE)
  }

  deinit { unsafe munmap(memory.baseAddress, memory.count) }

  /// Valid as long as the buffer.
  func bytes(in range: Range<Int>) -> UnsafeMutableRawBufferPointer {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe UnsafeMutableRawBufferPointer(
      start: start + range.lowerBound, count: range.count)
  }

  subscript(index: Int) -> UInt8 {
    precondition(0..<count ~= index)
    return unsafe start.load(fromByteOffset: index, as: UInt8.self)
  }

  subscript(range: Range<Int>) -> [UInt8] { unsafe Array(bytes(in: range)) }

  /// Moves the bytes to the front.
  func moveToFront(_ range: Range<Int>) {
    let source = unsafe bytes(in: range)
    if let first = source.baseAddress { unsafe memmove(start, first, range.count) }
  }

  /// memchr(3), several times as fast as a loop.
  func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    guard let first = unsafe bytes(in: range).baseAddress,
      let hit = unsafe memchr(first, Int32(byte), range.count)
    else { return nil }
    return unsafe hit - start
  }
}

// MARK: Pages of a file

extension ReadBuffer {
  /// Lays pages of a file over `range`; false where the system can't. The place in the file and
  /// `range` begin with a page.
  ///
  /// The pages are read when they are touched. Those that are gone then are zeros, and
  /// ``hasLostPages``. What somebody writes to the file meanwhile shows, so that nobody may rely on
  /// having looked at a byte before.
  func map(_ descriptor: Int32, from offset: Int, over range: Range<Int>) -> Bool {
    precondition(range.lowerBound % Self.pageSize == 0 && range.upperBound <= count)
    if !isWatched { unsafe cmapping_watch(start, count) }
    isWatched = true
    // Writable, for this process alone: what is kept may be moved over pages that are done with.
    let place = unsafe mmap(
      start + range.lowerBound, range.count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED,
      descriptor, offset)
    guard unsafe place != MAP_FAILED else { return false }
    mapped = (mapped.isEmpty ? range.lowerBound : mapped.lowerBound)..<range.upperBound
    return true
  }

  /// Whether the file was cut, or its disk failed, since its first pages were mapped.
  var hasLostPages: Bool { isWatched && cmapping_has_lost_pages() }

  /// How often this thread has touched a page that the system then had to find.
  var pageFaults: Int { cmapping_page_faults() }

  /// Gives up the pages of the file that lie wholly before `index`; the memory is plain again.
  func release(before index: Int) {
    let end = index < mapped.upperBound ? index / Self.pageSize * Self.pageSize : mapped.upperBound
    guard end > mapped.lowerBound else { return }
    let place = unsafe mmap(
      start + mapped.lowerBound, end - mapped.lowerBound, PROT_READ | PROT_WRITE,
      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0)
    precondition(unsafe place != MAP_FAILED, "the system took memory back that it had given")
    mapped = end..<mapped.upperBound
  }

  /// Gives up all pages of the file.
  func releaseFile() {
    release(before: count)
    isWatched = false
  }
}
