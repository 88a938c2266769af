import CZlib
import MarketModel
import MarketReports
import Testing

struct GzipTests {
  let good = ReportFixture.converge()

  @Test func `a packed file is read like its content, members one after the other`() throws {
    let one = try Reading(gzip("\(good)\n"))
    #expect(one.runs.map(\.runID) == ["r1"])
    #expect(one.unread.isEmpty)
    #expect(one.extent.consumed == 0, "it can't be entered in the middle")

    let two = try Reading(gzip("\(good)\n") + gzip(ReportFixture.converge(run: "r2")))
    #expect(two.runs.map(\.runID) == ["r1", "r2"])
    #expect(two.unread.isEmpty)
  }

  @Test func `many blocks come out whole`() throws {
    let lines = (0..<3_000).map { ReportFixture.converge(run: "r\($0)") }
    let reading = try Reading(gzip(lines.joined(separator: "\n")))
    #expect(reading.runs.count == 3_000)
    #expect(reading.unread.isEmpty)
  }

  @Test func `damage is named, and what came before it is kept`() throws {
    let whole = gzip("\(good)\n\(ReportFixture.converge(run: "r2"))\n")
    for length in [3, 11, 40, whole.count - 4] {
      let torn = try Reading(Array(whole.prefix(length)))
      #expect(torn.reasons == ["ends in the middle of its gzip data"])
    }
    var wrongSum = whole
    wrongSum[whole.count - 6] ^= 1
    #expect(try Reading(wrongSum).reasons == ["has broken gzip data"])
    #expect(try Reading(whole + [1, 2]).reasons == ["has other bytes after its gzip data"])
    #expect(try Reading(gzip(whole)).reasons == ["is gzip inside gzip"])
    #expect(try Reading(gzip("")).reasons == ["is empty"])
  }

  @Test func `a bomb is stopped at the limit`() throws {
    let bomb = gzip([UInt8](repeating: 0x20, count: 3 << 20))
    #expect(try Reading(bomb, unpackedLimit: 2 << 20).reasons == ["unpacks to more than 2 MB"])
  }
}

private func gzip(_ text: String) -> [UInt8] { gzip(Array(text.utf8)) }

private func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var stream = unsafe z_stream()
  unsafe deflateInit2_(
    &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  defer { unsafe deflateEnd(&stream) }
  var input = bytes
  var output = [UInt8](repeating: 0, count: Int(unsafe deflateBound(&stream, UInt(bytes.count))))
  let count = unsafe input.withUnsafeMutableBufferPointer { input in
    unsafe output.withUnsafeMutableBufferPointer { output in
      unsafe stream.next_in = input.baseAddress
      unsafe stream.avail_in = UInt32(input.count)
      unsafe stream.next_out = output.baseAddress
      unsafe stream.avail_out = UInt32(output.count)
      unsafe deflate(&stream, Z_FINISH)
      return unsafe Int(stream.total_out)
    }
  }
  return Array(output.prefix(count))
}
