import Glibc

/// Why a file gave no more bytes.
enum SourceError: Error, Hashable {
  case system(Int32)
  case packing(String)
  case unpacksTooLarge(limit: Int)
  /// What is packed can't be entered in the middle, so the next gather would stop there again.
  case tookTooLong(isPacked: Bool)
  case wasCut

  var reason: String {
    switch self {
    case .system(let code): "can't be read: \(unsafe String(cString: strerror(code)).lowercased())"
    case .packing(let words): words
    case .unpacksTooLarge(let limit):
      "unpacks to more than \(limit >> 20) MB and \(ReportLimits.unpackedRatio) times its size"
    case .tookTooLong(let isPacked):
      "took longer than \(Int(ReportLimits.seconds)) s; "
        + (isPacked ? "unpack it and gather it again" : "the next gather goes on from here")
    case .wasCut: "was cut while it was read; gather it again"
    }
  }
}

/// An open file from which bytes come in order, unpacked if it is packed.
///
/// A large file is mapped, page by page, after its first block has shown what it is: nobody has to
/// copy it then. Small files are read, which takes fewer system calls.
struct ByteSource {
  private let descriptor: Int32
  /// **Bytes** of the file before what comes next.
  private(set) var position: Int
  /// **Bytes** of a plain file when it was opened. What is written to it later is for the next time.
  private let size: Int?
  private(set) var isMappable: Bool
  private let unpackedLimit: Int
  private var packed: PackedSource?
  private let seconds: Double
  /// When the fourth read began: most files have no more, and asking the clock takes as long as a
  /// small read.
  private var start: Double?
  private var reads = 0
  private static let readsBetweenLooks = 4

  /// **Bytes** that are read at once: with as much of the file's own pages, they stay in a core's
  /// cache until they are looked at.
  static let blockSize = 256 << 10

  /// **Bytes** that are mapped at once: enough to make the system calls for it disappear, and little
  /// of a process's memory.
  static let mappedBlockSize = 4 << 20

  /// Page faults that mapping may still cost, and how many there were when it was asked last. Linux
  /// begins every file with small pages, so the first blocks have some on credit.
  private var faults = (left: 6 * Self.faultsPerBlock, before: 0)

  /// Page faults that a mapped block may cost. A file that was written in small pieces lies in small
  /// pages, and these cost more to map than to copy. Of small ones Linux maps sixteen at once, which
  /// makes twice as many faults, and of large ones a block has two.
  private static let faultsPerBlock = mappedBlockSize / (128 << 10)

  /// - Parameters:
  ///   - position: where the descriptor stands.
  ///   - size: **bytes** of a plain file, `nil` for what has no end that is known.
  ///   - isMappable: whether it is a plain file that is worth being mapped.
  ///   - seconds: of processor time that reading the file may take on this thread.
  init(
    descriptor: Int32, at position: Int, size: Int?, isMappable: Bool, unpackedLimit: Int,
    seconds: Double
  ) {
    self.descriptor = descriptor
    self.position = position
    self.size = size
    self.isMappable = isMappable
    self.unpackedLimit = unpackedLimit
    self.seconds = seconds
  }

  var isPacked: Bool { packed != nil }

  /// Where in the buffer the first byte must come to.
  var firstPlace: Int { isMappable ? position % ReadBuffer.largePageSize : 0 }

  /// Unpacks from now on; `first` are the bytes that were read so far.
  mutating func unpack(_ packing: Packing, first: ArraySlice<UInt8>) {
    packed = PackedSource(packing, first: first, limit: unpackedLimit)
    isMappable = false
    reads = 1
  }

  /// Brings the next bytes to `place`, and says how many; 0 at the end.
  mutating func read(into buffer: ReadBuffer, at place: Int) throws(SourceError) -> Int {
    reads += 1
    if reads % Self.readsBetweenLooks == 0 { try lookAtClock() }
    // Also when the rest is read: what was mapped before may only now have been looked at.
    if buffer.hasLostPages { throw .wasCut }
    if isMappable, reads > 1, let count = try map(buffer, at: place) { return count }

    // Up to the end of a page, from where on it may be mapped.
    let end = place + Self.blockSize - (isMappable ? place % ReadBuffer.pageSize : 0)
    let free = unsafe buffer.bytes(in: place..<min(buffer.count, end))
    let (descriptor, position, size) = (descriptor, position, size)
    var taken = 0
    defer { self.position += taken }
    func readBlock(_ block: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
      if let size, position + taken >= size { return 0 }
      let count = try unsafe Self.readBlock(block, from: descriptor)
      taken += count
      return count
    }
    guard packed != nil else { return try unsafe readBlock(free) }
    return try unsafe packed?.read(into: free, from: readBlock) ?? 0
  }

  /// `nil` when the bytes have to be read.
  private mutating func map(
    _ buffer: ReadBuffer, at place: Int
  ) throws(SourceError) -> Int? {
    guard let size else { return nil }
    let end = place - place % ReadBuffer.largePageSize + Self.mappedBlockSize
    let count = min(end - place, size - position, buffer.count - place)
    guard count > 0 else { return 0 }
    guard position % ReadBuffer.pageSize == 0 else { return nil }
    guard isMappingCheap(buffer.pageFaults),
      buffer.map(descriptor, from: position, over: place..<(place + count))
    else {
      isMappable = false
      guard lseek(descriptor, position, SEEK_SET) == position else { throw .system(errno) }
      return nil
    }
    position += count
    return count
  }

  /// Moves the last bytes that were read to the front of the buffer, and says where they are now.
  func moveToFront(_ range: Range<Int>, of buffer: ReadBuffer) throws(SourceError) -> Range<Int> {
    guard isMappable else {
      buffer.moveToFront(range)
      return 0..<range.count
    }
    let front = range.lowerBound % ReadBuffer.largePageSize
    let moved = front..<(front + range.count)
    buffer.release(before: buffer.count)
    guard !moved.isEmpty else { return moved }
    let start = position - moved.upperBound
    guard buffer.map(descriptor, from: start, over: 0..<moved.upperBound) else {
      throw .system(errno)
    }
    return moved
  }

  /// - Parameter faults: how many this thread has had so far.
  private mutating func isMappingCheap(_ faults: Int) -> Bool {
    let last = self.faults.before == 0 ? 0 : faults - self.faults.before
    self.faults = (self.faults.left + Self.faultsPerBlock - last, faults)
    return self.faults.left >= 0
  }

  private mutating func lookAtClock() throws(SourceError) {
    let now = Self.processorTime()
    guard let start else {
      start = now
      return
    }
    guard now - start <= seconds else { throw .tookTooLong(isPacked: isPacked) }
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
