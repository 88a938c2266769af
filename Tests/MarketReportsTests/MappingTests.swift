import Foundation
import MarketModel
import MarketTestKit
import Testing

@testable import MarketReports

/// Large files are mapped, not read; nobody may see a difference.
struct MappingTests {
  /// Documents of many sizes, so that they lie across the ends of blocks of every kind.
  private static func lines(_ megabytes: Int, seed: UInt64 = 1) -> [UInt8] {
    var random = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    var number = 0
    while bytes.count < megabytes << 20 {
      number += 1
      let filler = String(repeating: "x", count: Int.random(in: 0..<(1 << 20), using: &random))
      let members = #""filler":{"x":"\#(filler)"},"#
      bytes += ReportFixture.converge(run: "r\(number)", members: members).utf8
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// More than a buffer holds, so that what is mapped has to move to its front.
  @Test func `a mapped file holds what a read file holds`() throws {
    let bytes = Self.lines(150)
    let mapped = try Reading(bytes, mappedFrom: 1)
    let read = try Reading(bytes, mappedFrom: .max)
    #expect(mapped.runs == read.runs && mapped.runs.count > 200)
    #expect(mapped.unread.isEmpty && read.unread.isEmpty)
    #expect(mapped.extent == read.extent)
  }

  @Test(arguments: [1, 4_095, 4_096, 256 << 10, (2 << 20) + 17])
  func `a mapped file is entered in its middle`(offset: Int) throws {
    let bytes = Self.lines(9, seed: 2)
    let line = try #require(bytes[offset...].firstIndex(of: UInt8(ascii: "\n"))) + 1
    let mapped = try Reading(bytes, from: line, mappedFrom: 1)
    #expect(mapped.runs == (try Reading(bytes, from: line, mappedFrom: .max)).runs)
    #expect(mapped.extent.consumed == bytes.count)
  }

  @Test func `damage in a mapped file is named and the rest is read`() throws {
    var bytes = Self.lines(9, seed: 3)
    for place in [1 << 20, 5 << 20] { bytes[place] = UInt8(ascii: "\"") }
    bytes.removeLast(10)
    let mapped = try Reading(bytes, mappedFrom: 1)
    let read = try Reading(bytes, mappedFrom: .max)
    #expect(mapped.unread == read.unread && mapped.unread.count == 3)
    #expect(mapped.runs == read.runs)
  }

  /// A page that is gone would end the program.
  @Test func `a file that is cut while it is mapped is named, and its first runs are kept`() throws
  {
    let bytes = Self.lines(12, seed: 4)
    let reading = try Reading(bytes, mappedFrom: 1) { file in
      unsafe truncate(file.path, 1 << 20)
    }
    #expect(reading.reasons == ["was cut while it was read; gather it again"])
    #expect(reading.runs.count > 0)
    // The same memory serves the next file.
    #expect(try Reading(bytes, mappedFrom: 1).unread.isEmpty)
  }

  @Test func `an oversized document in a mapped file is passed over`() throws {
    let huge = Array("{\"a\":[".utf8) + [UInt8](repeating: 0x31, count: 70 << 20)
    let good = Array("\n\(ReportFixture.converge())\n".utf8)
    let mapped = try Reading(huge + good, mappedFrom: 1)
    #expect(mapped.reasons == ["has a document larger than 64 MB"])
    #expect(mapped.runs.count == 1)
  }
}
