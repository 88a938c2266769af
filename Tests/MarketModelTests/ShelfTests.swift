import MarketTestKit
import Testing

@testable import MarketModel

/// A dictionary of which a part rests in packed bytes is the same dictionary.
struct ShelfTests {
  @Test(arguments: 1...40)
  func `what rests is found, counted and written over as what is at hand`(seed: UInt64) throws {
    var chance = SeededGenerator(seed: seed)
    var plain: [Int: String] = [:]
    var shelf = Shelf<Int, String>()
    for _ in 0..<chance.int(1...4) {
      for _ in 0..<chance.int(0...200) {
        let (key, value) = (chance.int(-99...300), "\(chance.int(0...9))")
        if let known = shelf[key], chance.int(0...1) == 0 {
          shelf[key]?.append("+")
          plain[key] = known + "+"
        } else {
          (shelf[key], plain[key]) = (value, value)
        }
      }
      var bytes = PackedBytes()
      shelf.pack(into: &bytes) { key, value in key.isMultiple(of: 3) || value == "7" }
      let again = try Shelf<Int, String>(from: &bytes)
      #expect(again == shelf)
      shelf = again
      #expect(shelf.atHand.keys.allSatisfy { !$0.isMultiple(of: 3) })
    }
    #expect(Dictionary(uniqueKeysWithValues: shelf.map { ($0.key, $0.value) }) == plain)
    #expect(shelf.keys.sorted() == plain.keys.sorted())
    #expect(shelf.count == plain.count && shelf.isEmpty == plain.isEmpty)
    for key in -120...320 { #expect(shelf[key] == plain[key]) }
    let other = shelf
    shelf[999] = "new"
    #expect(shelf != other && other != shelf)
  }

  @Test func `a table of another size is no shelf`() throws {
    var shelf = Shelf<Int, String>()
    for key in 0..<20 { shelf[key] = "one of twenty" }
    var bytes = PackedBytes()
    shelf.pack(into: &bytes) { _, _ in true }
    for cut in [1, 100, bytes.bytes.count - 2] {
      var short = PackedBytes(Array(bytes.bytes.dropLast(cut)))
      #expect(throws: PackedBytes.Misfit.self) { try Shelf<Int, String>(from: &short) }
    }
  }
}
