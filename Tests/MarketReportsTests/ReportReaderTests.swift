import MarketModel
import MarketReports
import MarketTestKit
import Testing

struct ReportReaderTests {
  let good = ReportFixture.converge()
  let other = ReportFixture.converge(run: "r2")

  @Test func `one document, lines and pretty documents are the same to it`() throws {
    let pretty = good.replacing(#",""#, with: ",\n  \"").replacing("{", with: "{\n ")
    for text in [
      "\(good)\n\(other)\n", "\(good)\r\n\r\n\(other)", "\(good)\(other)", "\(pretty)\n\(other)\n",
      "\u{FEFF}\(good)\n\(other)",
    ] {
      let reading = try Reading(text)
      #expect(reading.runs.map(\.runID) == ["r1", "r2"])
      #expect(reading.unread.isEmpty)
      #expect(reading.extent.consumed == text.utf8.count)
    }
  }

  @Test(arguments: [
    ("{\"a\":1,\n", "has something else where a text should be"),
    ("{\"message_type\": NaN}", "is not JSON"),
    ("some log line\nanother\n", "is not JSON"), ("{\"node\":{\"x\":\"\n", nil),
    (#"{"a":"\x"}"#, "is JSON, but no run report that is known here"), ("[1,2]", nil),
    (#"{"message_type":"run_converge","node_name":"x"}"#, "has no `run_id`"),
  ])
  func `damage never takes the next document with it`(damage: String, reason: String?) throws {
    let third = good.replacing("r1", with: "r3")
    let text = "\(good)\n\(damage)\n\(other)\n\(damage)\n\(third)\n"
    let reading = try Reading(text)
    #expect(reading.runs.count == 3)
    #expect(reading.unread.count == 2)
    if let reason { #expect(reading.reasons.first == reason) }
    #expect(reading.unread.allSatisfy { $0.offset > good.utf8.count })
  }

  @Test func `what the end of the file cut off is named and read when it is whole`() throws {
    let whole = "\(good)\n\(ReportFixture.converge(run: "r2"))\n"
    for length in stride(from: good.utf8.count + 3, to: whole.utf8.count - 2, by: 7) {
      let torn = Array(whole.utf8.prefix(length))
      let first = try Reading(torn)
      #expect(first.runs.map(\.runID) == ["r1"])
      #expect(first.reasons == ["ends in the middle of a document"])
      #expect(first.unread.first?.offset == good.utf8.count + 1)
      #expect(first.extent.consumed == good.utf8.count + 1)

      let rest = try Reading(whole, from: first.extent.consumed)
      #expect(rest.runs.map(\.runID) == ["r2"])
      #expect(rest.extent.consumed == whole.utf8.count)
    }
  }

  /// Reading at once and in any two parts must be the same.
  @Test(arguments: 1...10)
  func `a file that grows is read to the same runs`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let lines = (0..<20).map { ReportFixture.converge(run: "r\($0)") + "\n" }.joined()
    let cut = Int.random(in: 0...lines.utf8.count, using: &random)
    let first = try Reading(Array(lines.utf8.prefix(cut)))
    let second = try Reading(lines, from: first.extent.consumed)
    #expect((first.runs + second.runs).map(\.runID) == (0..<20).map { "r\($0)" })
  }

  @Test func `documents longer than a block are put together`() throws {
    let long = ReportFixture.converge(
      members: #""pad":"\#(String(repeating: "x\\n{", count: 700_000))","#)
    let third = good.replacing("r1", with: "r3")
    let reading = try Reading("\(other)\n\(long)\n\(third)\n")
    #expect(reading.runs.count == 3)
    #expect(reading.unread.isEmpty)
  }

  /// Blocks of 256 KB end in every byte of a report, whole or damaged.
  @Test(arguments: [false, true])
  func `a report is the same wherever blocks end in it`(isDamaged: Bool) throws {
    let blank = String(repeating: " ", count: (256 << 10) - good.utf8.count - 2)
    let damaged = good.replacing(#"Linux"#, with: #"{"#).replacing(#""}"#, with: "")
    for shift in stride(from: 0, to: good.utf8.count + 8, by: 3) {
      let text = "\(blank.dropLast(shift))\n\(isDamaged ? damaged : good)\n\(other)\n"
      let reading = try Reading(text)
      #expect(reading.runs.count == (isDamaged ? 1 : 2))
      #expect(reading.reasons.count == (isDamaged ? 1 : 0))
      #expect(reading.extent.consumed == text.utf8.count)
    }
  }

  @Test func `a document that never ends takes no other with it`() throws {
    let endless = #"{"message_type":"run_converge","node":{"a":["#
    let lines = (0..<2_000).map {
      $0.isMultiple(of: 2) ? endless : ReportFixture.converge(run: "r\($0)")
    }
    .joined(separator: "\n")
    let reading = try Reading(lines)
    #expect(reading.runs.count == 1_000)
    #expect(reading.unread.count == ReportLimits.complaints + 1)
  }

  @Test func `a start is dropped when its end is there and told when not`() throws {
    let other = ReportFixture.start.replacing("r1", with: "r9")
    let reading = try Reading("\(ReportFixture.start)\n\(other)\n\(good)\n")
    #expect(reading.runs.map(\.runID) == ["r1", "r9"])
    #expect(reading.runs.map(\.status) == [.success, .incomplete])
    #expect(try Reading("\(good)\n\(ReportFixture.start)").runs.count == 1, "sent late")
  }

  @Test(
    arguments: [
      ([], "is empty"), (Array(" \n\n".utf8), "is empty"),
      ([0xFF, 0xFE, 0x7B, 0], "is UTF-16, not UTF-8"),
      ([0x7B, 0, 0x22, 0], "is UTF-16, not UTF-8"),
      ([0, 0, 0, 0], "holds nothing but zeros"), (Array("PK\u{3}\u{4}..".utf8), "is a zip archive"),
      (Array("--- !ruby".utf8), "is YAML, but no mapping"),
      (Array("---\na: 1\n".utf8), "is YAML, but no run report that is known here"),
      (Array(#"{"serial":1,"lineage":"x"}"#.utf8), "is a Terraform state, not a run report"),
      (Array(#"{"plays":[],"stats":{}}"#.utf8), "tells of a job that ran on no host"),
      (Array(#"[1]"#.utf8), "is a list, not a run report"),
      (Array(" [ ]\n".utf8), "is an empty list"),
    ] as [([UInt8], String)])
  func `what holds no run is named for what it is`(bytes: [UInt8], reason: String) throws {
    let reading = try Reading(bytes)
    #expect(reading.runs.isEmpty)
    #expect(reading.reasons == [reason])
  }

  @Test func `a run that is told a second time is named, and counted once`() throws {
    let reading = try Reading("\(good)\n\(good)\n")
    #expect(reading.runs.count == 1)
    #expect(reading.unread.map(\.offset) == [good.utf8.count + 1])
    #expect(reading.reasons == ["tells a run a second time"])
  }

  @Test func `a list of reports is read like lines of them`() throws {
    let reading = try Reading("[\n\(good),\n\(other)\n]\n\(good.replacing("r1", with: "r3"))")
    #expect(reading.runs.map(\.runID) == ["r1", "r2", "r3"])
    #expect(reading.unread.isEmpty)
  }

  @Test func `complaints about one file are told up to a limit, then counted`() throws {
    let reading = try Reading(String(repeating: "{\"a\":1}\n", count: 500))
    #expect(reading.unread.count == ReportLimits.complaints + 1)
    #expect(reading.reasons.last == "has 400 more documents that can't be read")
  }
}
