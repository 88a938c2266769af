import Glibc

/// Why a file gave no more bytes.
enum SourceError: Error, Hashable {
  case system(Int32)
  case gzip(String)
  case unpacksTooLarge(limit: Int)

  var reason: String {
    switch self {
    case .system(let code): "can't be read: \(unsafe String(cString: strerror(code)).lowercased())"
    case .gzip(let words): words
    case .unpacksTooLarge(let limit): "unpacks to more than \(limit >> 20) MB"
    }
  }
}

/// An open file from which bytes come in order, unpacked if it is packed.
struct ByteSource {
  private let descriptor: Int32
  private let unpackedLimit: Int
  private var inflater: Inflater?

  init(descriptor: Int32, unpackedLimit: Int) {
    self.descriptor = descriptor
    self.unpackedLimit = unpackedLimit
  }

  var isPacked: Bool { inflater != nil }

  /// Unpacks from now on; `first` are the bytes that were read so far.
  mutating func unpack(first: ArraySlice<UInt8>) {
    inflater = Inflater(first: first, limit: unpackedLimit)
  }

  /// Reads into `buffer` from `start` on; 0 at the end.
  func read(into buffer: inout [UInt8], at start: Int) throws(SourceError) -> Int {
    try unsafe buffer.withUnsafeMutableBufferPointer { (bytes) throws(SourceError) in
      let free = unsafe UnsafeMutableRawBufferPointer(
        UnsafeMutableBufferPointer(rebasing: bytes[start...]))
      guard let inflater else { return try unsafe readBlock(free) }
      return try unsafe inflater.read(into: free, from: readBlock)
    }
  }

  private func readBlock(
    _ buffer: UnsafeMutableRawBufferPointer
  ) throws(SourceError) -> Int {
    while true {
      let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw .system(errno) }
    }
  }
}
