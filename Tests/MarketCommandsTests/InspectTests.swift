import Foundation
import MarketTestKit
import Testing

struct InspectTests {
  /// What the real reports beside the readers' tests are read to, field by field. Reports that say
  /// no date have that of their file.
  @Test(arguments: ["ansible", "chef", "puppet", "salt", "terraform"])
  func `every fixture is read to what was written down`(tool: String) throws {
    let market = try Market()
    let answer = try market.shell(
      """
      cp -R '\(Self.fixtures)/\(tool)' . && find \(tool) -exec touch -d 2026-11-22T18:00:00Z {} + \
      && "$MARKET" inspect --json \(tool)
      """)
    #expect(answer.status == 0)
    try expectGolden(text: answer.out, "inspect-\(tool)")
  }

  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("MarketReportsTests/Fixtures").path
}
