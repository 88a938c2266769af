import Foundation
import Redaction
import Testing

struct ReadmeTests {
  @Test func `the README names every kind`() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
    let rows = readme.split(separator: "\n").filter { $0.hasPrefix("| secret known by ") }
    let named = rows.joined().matches(of: /`([a-z-]+)`/).map { String($0.1) }
    #expect(named.sorted() == Redactor().kinds.sorted())
  }
}
