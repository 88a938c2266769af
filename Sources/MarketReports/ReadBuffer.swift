import Glibc

/// The memory that files are read into, one after the other.
///
/// It has room for the largest document there may be and never moves, so that a document can be
/// read while it arrives. Not an array, because an array is filled with zeros first: what was never
/// read into costs no memory.
@safe final class ReadBuffer {
  private let start: UnsafeMutableRawPointer
  let count: Int

  /// - Parameter count: **bytes**.
  init(count: Int) {
    unsafe start = .allocate(byteCount: count, alignment: 64)
    self.count = count
  }

  deinit { unsafe start.deallocate() }

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
