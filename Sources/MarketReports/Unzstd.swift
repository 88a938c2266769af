import CZstd

/// zstd, by libzstd.
@safe final class Unzstd: Unpacker {
  /// `nil` only without memory.
  private let stream: OpaquePointer?
  private var isBetweenFrames = true

  /// log₂ of the **bytes** that a file may ask to look back on, which its reader must hold in
  /// memory: 128 MB, where `zstd -d` stops too unless it is told to go on.
  private static let windowLog: Int32 = 27

  init() {
    unsafe stream = ZSTD_createDCtx()
    unsafe ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Self.windowLog)
  }

  deinit { unsafe ZSTD_freeDCtx(stream) }

  func unpack(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(SourceError) -> (consumed: Int, produced: Int) {
    // It would take this for the beginning of another frame.
    if unsafe isBetweenFrames && input.isEmpty { return (0, 0) }
    var packed = unsafe ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var unpacked = unsafe ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let result = unsafe ZSTD_decompressStream(stream, &unpacked, &packed)
    guard ZSTD_isError(result) == 0 else {
      throw .packing("has broken zstd data: \(unsafe String(cString: ZSTD_getErrorName(result)))")
    }
    isBetweenFrames = result == 0
    return unsafe (packed.pos, unpacked.pos)
  }

  func finish() throws(SourceError) {
    guard isBetweenFrames else { throw .packing("ends in the middle of its zstd data") }
  }
}
