import CIsal

/// gzip, by ISA-L's igzip.
@safe final class Gunzip: Unpacker {
  /// On the heap, because it holds 64 KB of history.
  private let state: UnsafeMutablePointer<inflate_state>
  /// Before the first member, or after one and before the next.
  private var isBetweenMembers = true

  init() {
    unsafe state = .allocate(capacity: 1)
    unsafe isal_inflate_init(state)
  }

  deinit { unsafe state.deallocate() }

  func unpack(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(SourceError) -> (consumed: Int, produced: Int) {
    if isBetweenMembers {
      if unsafe input.isEmpty { return (0, 0) }
      guard unsafe input.first == 0x1F else {
        throw .packing("has other bytes after its gzip data")
      }
      unsafe isal_inflate_reset(state)
      unsafe state.pointee.crc_flag = UInt32(ISAL_GZIP)
      isBetweenMembers = false
    }
    // ISA-L never writes to its input; the C declaration only lacks the word.
    unsafe state.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    unsafe state.pointee.avail_in = UInt32(input.count)
    unsafe state.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe state.pointee.avail_out = UInt32(clamping: output.count)
    let room = unsafe Int(state.pointee.avail_out)
    guard unsafe isal_inflate(state) == ISAL_DECOMP_OK else {
      throw .packing("has broken gzip data")
    }
    isBetweenMembers = unsafe state.pointee.block_state == ISAL_BLOCK_FINISH
    return unsafe (
      input.count - Int(state.pointee.avail_in), room - Int(state.pointee.avail_out)
    )
  }

  func finish() throws(SourceError) {
    guard isBetweenMembers else { throw .packing("ends in the middle of its gzip data") }
  }
}
