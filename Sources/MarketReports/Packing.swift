/// A way of packing that is unpacked while reading, told by a file's first bytes.
enum Packing: CaseIterable {
  case gzip, zstd

  init?(head: ArraySlice<UInt8>) {
    guard let packing = Self.allCases.first(where: { head.starts(with: $0.magic) }) else {
      return nil
    }
    self = packing
  }

  private var magic: [UInt8] {
    switch self {
    case .gzip: [0x1F, 0x8B]
    case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
    }
  }

  func unpacker() -> any Unpacker {
    switch self {
    case .gzip: Gunzip()
    case .zstd: Unzstd()
    }
  }
}

/// Unpacks bytes as they arrive. Packed files that follow each other in one are one file, as for
/// `gzip -d` and `zstd -d`.
protocol Unpacker: AnyObject {
  /// Unpacks as much of `input` as fills `output`, and says how much of both was used.
  func unpack(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(SourceError) -> (consumed: Int, produced: Int)

  /// The input has ended: whether that is a place where it may.
  func finish() throws(SourceError)
}

/// The packed bytes that were read and not yet unpacked, and whoever unpacks them.
struct PackedSource {
  private let unpacker: any Unpacker
  private var block: [UInt8]
  private var unread: Range<Int>
  private var isAtEnd = false
  /// **Bytes** so far, packed and unpacked.
  private var packed: Int
  private var unpacked = 0
  private let limit: Int

  /// **Bytes** of packed input that are read at once.
  private static let blockSize = 128 << 10

  /// Begins with bytes that were read already.
  ///
  /// - Parameter limit: **bytes** that may come out, however few went in.
  init(_ packing: Packing, first: ArraySlice<UInt8>, limit: Int) {
    unpacker = packing.unpacker()
    block = Array(first)
    unread = block.indices
    packed = block.count
    self.limit = limit
  }

  /// Fills the front of `output` and says how far; 0 at the end.
  mutating func read(
    into output: UnsafeMutableRawBufferPointer,
    from source: (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int
  ) throws(SourceError) -> Int {
    var filled = 0
    while filled < output.count {
      if unread.isEmpty, !isAtEnd { try unsafe refill(from: source) }
      let (consumed, produced) = try unsafe block.withUnsafeBufferPointer {
        (bytes) throws(SourceError) in
        try unsafe unpacker.unpack(
          UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[unread])),
          into: UnsafeMutableRawBufferPointer(rebasing: output[filled...]))
      }
      unread = (unread.lowerBound + consumed)..<unread.upperBound
      filled += produced
      // Without input an unpacker may still have output, and only then is it done.
      if consumed + produced == 0 {
        try unpacker.finish()
        break
      }
    }
    unpacked += filled
    guard unpacked <= max(limit, packed * ReportLimits.unpackedRatio) else {
      throw .unpacksTooLarge(limit: limit)
    }
    return filled
  }

  private mutating func refill(
    from source: (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int
  ) throws(SourceError) {
    if block.count < Self.blockSize { block = [UInt8](repeating: 0, count: Self.blockSize) }
    let count = try unsafe block.withUnsafeMutableBufferPointer { (buffer) throws(SourceError) in
      try unsafe source(UnsafeMutableRawBufferPointer(buffer))
    }
    unread = 0..<count
    packed += count
    isAtEnd = count == 0
  }
}
