import Foundation
import Glibc
import MarketLedger
import MarketModel

/// A folder that is gone when the test is.
final class Scratch {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("market-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: file(name))))
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: file(name), encoding: .utf8)
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
  }

  func mode(_ name: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: file(name))
    return (attributes[.posixPermissions] as? Int) ?? 0
  }
}

let ana = WriterID(rawValue: "ana-3f9c1e")
let bo = WriterID(rawValue: "bo-77aa00")
let nine = Instant(milliseconds: 1_795_338_191_250)

func note(_ text: String) -> MarketEvent {
  .noted(problem: ProblemID(number: 1, writer: ana), text: text)
}

/// The decisions of a folder, put in order, as the texts of their notes.
func notes(in folder: Folder) throws -> [String] {
  try Ledgers(in: folder).entries.sorted(by: LedgerEntry.precedes).compactMap { entry in
    if case .noted(_, let text) = entry.event { text } else { nil }
  }
}

/// How thoroughly to try what could be tried for hours: `make soak` takes more than `make test`.
enum Soak {
  static let isOn = unsafe getenv("MARKET_SOAK") != nil

  static func seeds(_ few: UInt64, of many: UInt64) -> ClosedRange<UInt64> {
    1...(isOn ? many : few)
  }
}
