import Glibc

/// Why a file gave no more bytes.
enum SourceError: Error, Hashable {
  case system(Int32)
  case packing(String)
  case unpacksTooLarge(limit: Int)
  /// What is packed can't be entered in the middle, so the next gather would stop there again.
  case tookTooLong(isPacked: Bool)

  var reason: String {
    switch self {
    case .system(let code): "can't be read: \(unsafe String(cString: strerror(code)).lowercased())"
    case .packing(let words): words
    case .unpacksTooLarge(let limit):
      "unpacks to more than \(limit >> 20) MB and \(ReportLimits.unpackedRatio) times its size"
    case .tookTooLong(let isPacked):
      "took longer than \(Int(ReportLimits.seconds)) s; "
        + (isPacked ? "unpack it and gather it again" : "the next gather goes on from here")
    }
  }
}

/// An open file from which bytes come in order, unpacked if it is packed.
struct ByteSource {
  private let descriptor: Int32
  private let unpackedLimit: Int
  private var packed: PackedSource?
  private let deadline: Double
  /// Reads so far: the second and then only now and then one asks the clock, which takes as long as
  /// a small read.
  private var reads = 0
  private static let readsBetweenLooks = 16

  /// - Parameter seconds: of processor time that reading the file may take on this thread.
  init(descriptor: Int32, unpackedLimit: Int, seconds: Double) {
    self.descriptor = descriptor
    self.unpackedLimit = unpackedLimit
    deadline = Self.processorTime() + seconds
  }

  var isPacked: Bool { packed != nil }

  /// Unpacks from now on; `first` are the bytes that were read so far.
  mutating func unpack(_ packing: Packing, first: ArraySlice<UInt8>) {
    packed = PackedSource(packing, first: first, limit: unpackedLimit)
    reads = 1
  }

  /// Fills the front of `free` and says how far; 0 at the end.
  mutating func read(into free: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    if reads % Self.readsBetweenLooks == 1, Self.processorTime() > deadline {
      throw .tookTooLong(isPacked: isPacked)
    }
    reads += 1
    let descriptor = descriptor
    guard packed != nil else { return try unsafe Self.readBlock(free, from: descriptor) }
    return try unsafe packed?.read(into: free) { (block) throws(SourceError) in
      try unsafe Self.readBlock(block, from: descriptor)
    } ?? 0
  }

  private static func readBlock(
    _ buffer: UnsafeMutableRawBufferPointer, from descriptor: Int32
  ) throws(SourceError) -> Int {
    while true {
      let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw .system(errno) }
    }
  }

  /// **Seconds** that this thread has worked, which a slow pipe does not count as.
  private static func processorTime() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
