import Foundation

/// The house as it lies on disk, for the tests that keep its rules.
enum House {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The rooms that do no input or output and ask no clock, environment or randomness.
  static let pureRooms: Set = [
    "MarketModel", "MarketAnalysis", "MarketMeeting", "TextCanvas", "MarketBoard", "Documents",
    "MarketDemo", "Redaction",
  ]

  /// What every toolchain brings along and Package.swift therefore doesn't name.
  static let toolchainModules: Set = ["Glibc", "Synchronization"]

  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The names in a folder, without what tools and editors leave there.
  static func names(in folder: String) throws -> [String] {
    try FileManager.default
      .contentsOfDirectory(atPath: root.appendingPathComponent(folder).path).sorted()
  }

  static func swiftFiles(under folder: String) throws -> [SourceFile] {
    let folder = root.appendingPathComponent(folder)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    return try paths.filter { $0.hasSuffix(".swift") }.map { path in
      SourceFile(
        path: "\(folder.lastPathComponent)/\(path)",
        text: try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8))
    }
  }
}

/// One Swift file.
struct SourceFile {
  /// From `Sources` or `Tests` on.
  let path: String
  let text: String

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The text without comments and without what stands between quotes.
  var code: String {
    lines.map { line in
      line.replacing(/"(\\.|[^"\\])*"/, with: "\"\"").replacing(/\/\/.*$/, with: "")
    }.joined(separator: "\n")
  }

  var imports: Set<String> {
    Set(
      lines.compactMap {
        try?
          /^(?:(?:package|private|internal|fileprivate|@testable) )*import (?:struct |func )?(\w+)/
          .firstMatch(in: $0).map { String($0.1) }
      })
  }
}
