import CZlib

/// Unpacks a gzip file as its bytes arrive. Members that follow each other are one file, as for
/// `gzip -d`.
@safe final class Inflater {
  /// On the heap, because zlib keeps a pointer from its state back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var packed: [UInt8]
  private var packedRange = 0..<0
  private let limit: Int
  private var unpackedBytes = 0
  private var isBetweenMembers = false

  /// **Bytes** of packed input that are read at once.
  private static let blockSize = 64 << 10

  /// Begins with bytes that were read already.
  ///
  /// - Parameter limit: **bytes** that the file may unpack to.
  init(first: ArraySlice<UInt8>, limit: Int) {
    self.limit = limit
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    packed = [UInt8](repeating: 0, count: max(Self.blockSize, first.count))
    packed.replaceSubrange(0..<first.count, with: first)
    packedRange = 0..<first.count
    // 16: a gzip header is expected; 15: the largest window. Fails only without memory.
    unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  /// Fills the front of `output` and says how far; 0 at the end.
  func read(
    into output: UnsafeMutableRawBufferPointer,
    from source: (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int
  ) throws(SourceError) -> Int {
    unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
    unsafe stream.pointee.avail_out = UInt32(output.count)
    while unsafe stream.pointee.avail_out > 0 {
      if packedRange.isEmpty {
        let count = try unsafe packed.withUnsafeMutableBufferPointer {
          (buffer) throws(SourceError) in try unsafe source(UnsafeMutableRawBufferPointer(buffer))
        }
        packedRange = 0..<count
        if count == 0 {
          guard isBetweenMembers else { throw .gzip("ends in the middle of its gzip data") }
          break
        }
      }
      if try inflateBlock() { break }
    }
    let count = unsafe output.count - Int(stream.pointee.avail_out)
    unpackedBytes += count
    guard unpackedBytes <= limit else { throw .unpacksTooLarge(limit: limit) }
    return count
  }

  /// Unpacks what has been read; `true` when the rest of the file is no gzip data any more.
  private func inflateBlock() throws(SourceError) -> Bool {
    if isBetweenMembers {
      guard packed[packedRange.lowerBound] == 0x1F else {
        throw .gzip("has other bytes after its gzip data")
      }
      unsafe inflateReset(stream)
      isBetweenMembers = false
    }
    let result = unsafe packed.withUnsafeMutableBufferPointer { buffer in
      unsafe stream.pointee.next_in = buffer.baseAddress.map { unsafe $0 + packedRange.lowerBound }
      unsafe stream.pointee.avail_in = UInt32(packedRange.count)
      let result = unsafe inflate(stream, Z_NO_FLUSH)
      packedRange =
        unsafe (packedRange.upperBound - Int(stream.pointee.avail_in))..<packedRange
        .upperBound
      return result
    }
    switch result {
    case Z_OK, Z_BUF_ERROR: return false
    case Z_STREAM_END:
      isBetweenMembers = true
      return false
    default: throw .gzip("has broken gzip data")
    }
  }
}
