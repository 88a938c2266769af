package import Testing
package import TextCanvas

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Expects `frame` to look like the golden file `name` in the folder `Golden` next to the test.
///
/// `RECORD_GOLDEN=1 swift test` rewrites the files; read the diff before committing it. A missing
/// file fails, so a forgotten recording can't pass.
package func expectGolden(
  _ frame: Frame, _ name: String, file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try expectGolden(
    text: frame.description, name, file: file, sourceLocation: sourceLocation)
}

/// The same for any text, such as minutes, or ``Frame/inks``.
package func expectGolden(
  text actual: String, _ name: String, file: String = #filePath,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = URL(fileURLWithPath: file).deletingLastPathComponent()
    .appendingPathComponent("Golden/\(name).txt")
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(actual.utf8).write(to: url)
  }
  let expected = try String(contentsOf: url, encoding: .utf8)
  if actual != expected { Attachment.record(actual, named: "\(name).actual.txt") }
  #expect(actual == expected, "differs from Golden/\(name).txt", sourceLocation: sourceLocation)
}
