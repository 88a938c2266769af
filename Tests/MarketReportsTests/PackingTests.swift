import CIsal
import CZstd
import MarketModel
import MarketReports
import Testing

struct PackingTests {
  let good = ReportFixture.converge()

  @Test(arguments: Packer.allCases)
  func `a packed file is read like its content, packed parts one after the other`(
    packer: Packer
  ) throws {
    let one = try Reading(packer.pack("\(good)\n"))
    #expect(one.runs.map(\.runID) == ["r1"])
    #expect(one.unread.isEmpty)
    #expect(one.extent.consumed == 0, "it can't be entered in the middle")

    let two = try Reading(
      packer.pack("\(good)\n") + packer.pack(ReportFixture.converge(run: "r2")))
    #expect(two.runs.map(\.runID) == ["r1", "r2"])
    #expect(two.unread.isEmpty)
  }

  @Test(arguments: Packer.allCases)
  func `many blocks come out whole`(packer: Packer) throws {
    let lines = (0..<3_000).map { ReportFixture.converge(run: "r\($0)") }
    let reading = try Reading(packer.pack(lines.joined(separator: "\n")))
    #expect(reading.runs.count == 3_000)
    #expect(reading.unread.isEmpty)
  }

  @Test(arguments: Packer.allCases)
  func `damage is named, and what came before it is kept`(packer: Packer) throws {
    let whole = packer.pack("\(good)\n\(ReportFixture.converge(run: "r2"))\n")
    let name = packer.rawValue
    for length in [5, 11, 40, whole.count - 4] {
      let torn = try Reading(Array(whole.prefix(length)))
      #expect(torn.reasons == ["ends in the middle of its \(name) data"], "\(length)")
    }
    #expect(try Reading(packer.pack(whole)).reasons == ["is packed twice"])
    #expect(try Reading(packer.pack("")).reasons == ["is empty"])
    for index in whole.indices.dropFirst(4) {
      var bent = whole
      bent[index] ^= 0x10
      let reading = try Reading(bent)
      #expect(reading.runs.count <= 2)
    }
  }

  @Test func `a wrong check sum and trailing bytes are named`() throws {
    var wrong = Packer.gzip.pack("\(good)\n")
    wrong[wrong.count - 6] ^= 1
    #expect(try Reading(wrong).reasons == ["has broken gzip data"])
    #expect(
      try Reading(Packer.gzip.pack(good) + [1, 2]).reasons == [
        "has other bytes after its gzip data"
      ]
    )
    #expect(
      try Reading(Packer.zstd.pack(good) + [1, 2, 3, 4, 5]).reasons == [
        "has broken zstd data: Unknown frame descriptor"
      ])
  }

  @Test(arguments: Packer.allCases)
  func `a bomb is stopped at the limit`(packer: Packer) throws {
    let bomb = packer.pack([UInt8](repeating: 0x20, count: 8 << 20))
    #expect(
      try Reading(bomb, unpackedLimit: 1 << 20).reasons == [
        "unpacks to more than 1 MB and 200 times its size"
      ])
  }

  @Test func `a file that takes too long is left where it is, for the next gather`() throws {
    let lines = (0..<6_000).map { ReportFixture.converge(run: "r\($0)") + "\n" }.joined()
    let reading = try Reading(lines, seconds: 0)
    #expect(reading.reasons == ["took longer than 30 s; the next gather goes on from here"])
    let rest = try Reading(lines, from: reading.extent.consumed)
    #expect(reading.runs.count + rest.runs.count == 6_000)
    let packed = try Reading(Packer.gzip.pack(lines), seconds: 0)
    #expect(packed.reasons == ["took longer than 30 s; unpack it and gather it again"])
  }
}

enum Packer: String, CaseIterable {
  case gzip, zstd

  func pack(_ text: String) -> [UInt8] { pack(Array(text.utf8)) }

  func pack(_ bytes: [UInt8]) -> [UInt8] {
    self == .gzip ? Self.gzip(bytes) : Self.zstd(bytes)
  }

  private static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    let stream = UnsafeMutablePointer<isal_zstream>.allocate(capacity: 1)
    let levelBytes = 1 << 20
    let level = UnsafeMutablePointer<UInt8>.allocate(capacity: levelBytes)
    defer {
      unsafe stream.deallocate()
      unsafe level.deallocate()
    }
    unsafe isal_deflate_stateless_init(stream)
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1_000)
    let count = unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.pointee.gzip_flag = UInt16(IGZIP_GZIP)
        unsafe stream.pointee.end_of_stream = 1
        unsafe stream.pointee.level = 1
        unsafe stream.pointee.level_buf = level
        unsafe stream.pointee.level_buf_size = UInt32(levelBytes)
        unsafe stream.pointee.next_in = input.baseAddress
        unsafe stream.pointee.avail_in = UInt32(input.count)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(output.count)
        unsafe isal_deflate_stateless(stream)
        return unsafe Int(stream.pointee.total_out)
      }
    }
    return Array(output.prefix(count))
  }

  private static func zstd(_ bytes: [UInt8]) -> [UInt8] {
    var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
    let count = unsafe output.withUnsafeMutableBytes { output in
      unsafe bytes.withUnsafeBytes { input in
        unsafe ZSTD_compress(output.baseAddress, output.count, input.baseAddress, input.count, 3)
      }
    }
    return Array(output.prefix(count))
  }
}
