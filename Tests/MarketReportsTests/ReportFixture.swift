import Foundation
import MarketModel
import MarketReports

/// Reports of the shape that Chef writes, no longer than a test needs, and a way to have them read.
enum ReportFixture {
  static let start =
    #"{"message_type":"run_start","run_id":"r1","node_name":"web-01","start_time":"2026-11-21T10:00:00Z"}"#

  /// - Parameter members: put before the others, `"status":"failure",` for instance.
  static func converge(
    run: String = "r1", status: String = "success", members: String = "", resources: String = ""
  ) -> String {
    #"{"message_type":"run_converge",\#(members)"node":{"name":"web-01","chef_environment":"production","#
      + #""automatic":{"kernel":{"name":"Linux {[\"]}"}}},"node_name":"web-01","run_id":"\#(run)","#
      + #""start_time":"2026-11-21T10:00:00Z","end_time":"2026-11-21T10:00:07Z","#
      + #""status":"\#(status)","resources":[\#(resources)]}"#
  }

  static func resource(
    _ type: String, _ name: String, _ status: String, members: String = ""
  ) -> String {
    #"{"type":"\#(type)","name":"\#(name)","result":"run","status":"\#(status)",\#(members)"#
      + #""before":{},"after":{"x":["]"]},"duration":"3","cookbook_name":"app","recipe_name":"default"}"#
  }
}

/// What a file with these bytes turned out to hold.
struct Reading {
  private(set) var runs: [Run] = []
  private(set) var unread: [Unread] = []
  let extent: ReportReader.Extent

  init(
    _ text: String, name: String = "f", modified: Instant? = nil, from offset: Int = 0,
    seconds: Double = ReportLimits.seconds
  ) throws {
    try self.init(
      Array(text.utf8), name: name, modified: modified, from: offset, seconds: seconds)
  }

  init(
    _ bytes: [UInt8], name: String = "f", modified: Instant? = nil, from offset: Int = 0,
    unpackedLimit: Int = ReportLimits.unpackedBytes,
    mappedFrom: Int = ReportReader.mappedFrom, seconds: Double = ReportLimits.seconds,
    whenFound: (URL) -> Void = { _ in }
  ) throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("report-\(UUID().uuidString)")
    try Data(bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let handle = try FileHandle(forReadingFrom: file)
    try handle.seek(toOffset: UInt64(offset))
    var reader = ReportReader(
      unpackedLimit: unpackedLimit, mappedFrom: mappedFrom, seconds: seconds)
    var findings: [ReportReader.Finding] = []
    let origin = ReportOrigin(file: name, modified: modified)
    extent = reader.read(
      descriptor: handle.fileDescriptor, origin: origin, size: bytes.count, from: offset
    ) {
      findings.append($0)
      whenFound(file)
    }
    for finding in findings {
      switch finding {
      case .run(let run): runs.append(run)
      case .unread(let complaint): unread.append(complaint)
      }
    }
  }

  var reasons: [String] { unread.map(\.reason) }
}
