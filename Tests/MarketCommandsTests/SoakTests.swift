import Foundation
import Testing

struct SoakTests {
  @Test func `writers, importers and markets that are killed lose nothing they told`() throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Soak/soak.sh").path
    let said = try Market().shell(#"ROUNDS=6 TMPDIR=$PWD bash "\#(script)" "$MARKET""#)
    #expect(said.err.isEmpty)
    #expect(said.out.contains(": 0 lost"))
    #expect(said.status == 0)
  }
}
