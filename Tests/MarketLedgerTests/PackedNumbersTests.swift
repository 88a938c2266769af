import MarketModel
import MarketTestKit
import Testing

@testable import MarketLedger

struct PackedNumbersTests {
  private let most = 1 << 50

  @Test(arguments: 1...100)
  func `any numbers survive being packed as differences`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let values = numbers(&random)
    var reader = PackedReader(PackedNumbers(differencesOf: values).text)
    #expect(reader.differences(values.count, to: most) == values)
  }

  @Test(arguments: 1...100)
  func `any numbers survive being packed around their median`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let values = numbers(&random) + [random.int(0...9)]
    var reader = PackedReader(PackedNumbers(around: values).text)
    #expect(reader.around(values.count, to: most) == values)
  }

  @Test(arguments: 1...100)
  func `any numbers survive one by one, with signs or without`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let values = numbers(&random)
    var reader = PackedReader(PackedNumbers(values).text)
    #expect(values.allSatisfy { reader.next() == $0 } && reader.isAtEnd)
    var signed = PackedNumbers()
    let negative = values.map { random.int(0...1) == 0 ? $0 : -$0 }
    for value in negative { signed.append(signed: value) }
    reader = PackedReader(signed.text)
    #expect(negative.allSatisfy { reader.nextSigned() == $0 } && reader.isAtEnd)
  }

  @Test(arguments: 1...100)
  func `of sparse values, those that are there survive at their places`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let values = numbers(&random).map { value in random.maybe { _ in value } }
    var reader = PackedReader(PackedNumbers(sparse: values).text)
    var read: [Int?] = []
    while !reader.isAtEnd {
      read += [Int?](repeating: nil, count: reader.next() ?? 0)
      read.append(reader.next())
    }
    let kept = values.lastIndex { $0 != nil }.map { $0 + 1 } ?? 0
    #expect(read == Array(values[..<kept]))
  }

  @Test func `small numbers take one letter, and what stays at the end none`() {
    #expect(PackedNumbers([0, 31, 32, 1023, 1024]).text == "Af" + "gB" + "_f" + "ggB")
    #expect(PackedNumbers(differencesOf: [5, 5, 5]).text == "K")
    #expect(PackedNumbers(differencesOf: [0, 0]).isEmpty)
    #expect(PackedNumbers(around: [7, 7, 7]).text == "H")
    #expect(PackedNumbers(sparse: [nil, nil] as [Int?]).isEmpty)
    #expect(PackedNumbers().text == "")
  }

  @Test func `what lies beyond the limit, or is too much or too little, is refused`() {
    var reader = PackedReader(PackedNumbers(differencesOf: [3, 9]).text)
    #expect(reader.differences(2, to: 8) == nil)
    reader = PackedReader(PackedNumbers(differencesOf: [3, 9]).text)
    #expect(reader.differences(1, to: 99) == nil)
    reader = PackedReader("B")
    #expect(reader.differences(1, to: 9) == nil, "below none")
    reader = PackedReader("")
    #expect(reader.around(1, to: 9) == nil)
    reader = PackedReader("")
    #expect(reader.around(0, to: 9) == [])
    reader = PackedReader("A")
    #expect(reader.around(0, to: 9) == nil)
  }

  @Test(arguments: 1...200)
  func `broken text never traps`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let text =
        (0..<random.int(0...24)).map { _ in
          String(UnicodeScalar(UInt8(random.int(0...9) == 0 ? random.int(0...127) : 95)))
        }.joined() + random.one(of: ["", "é", "A", "_", "f", "!"])
      var (a, b, c, d) = (
        PackedReader(text), PackedReader(text), PackedReader(text), PackedReader(text)
      )
      let count = random.int(0...6)
      let limit = random.one(of: [0, 9, 1 << 30, 1 << 50, Int.max])
      for list in [a.differences(count, to: limit), b.around(count, to: limit)] {
        #expect(list.map { $0.count == count && $0.allSatisfy { 0...limit ~= $0 } } ?? true)
      }
      while let value = c.next() { #expect(value >= 0) }
      while d.nextSigned() != nil {}
    }
  }

  @Test(arguments: 1...50)
  func `ids survive, and longer ones lose their lowest bits`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let ids = (0..<random.int(0...9)).map { _ in random.next() >> (64 - RunMark.idBits) }
    #expect(self.ids(in: RunIDs.text(of: ids), length: RunIDs.length) == ids)
    #expect(RunIDs.text(of: ids).utf8.count == ids.count * RunIDs.length)
    let long = ids.map { RunIDs.text(of: [$0]) + random.one(of: ["AA", "__", "q8"]) }.joined()
    #expect(self.ids(in: long, length: RunIDs.firstLength) == ids)
  }

  private func ids(in text: String, length: Int) -> [UInt64]? {
    RunIDs.ids(in: Array(text.utf8), length: length)
  }

  @Test func `text that is no ids is refused`() {
    for text in ["A", "AAAAA", "AAAAA!", "AAAAé", "AAAAA "] {
      #expect(ids(in: text, length: RunIDs.length) == nil)
    }
    #expect(ids(in: "", length: RunIDs.length) == [])
  }

  @Test func `a night of runs that lie in every number can be read again`() throws {
    var run = Run(
      tool: .chef, format: "f", node: NodeName(rawValue: "a\n\u{0}"), runID: "r", status: .success)
    run.duration = 1e300
    run.tally = Tally(total: .max, updated: .min, failed: -1, skipped: 1 << 60)
    run.usage = Usage(agent: .max, free: 1 << 50, total: .max, collecting: 1 << 62)
    run.changes = [
      Change(title: "", duration: 1e300), Change(title: "\u{0}", duration: -.infinity),
    ]
    run.traits = Traits(["": "x", "=": "y", "\n": "\u{0}"])
    var digest = NightDigest(night: Day(daysSince1970: 20_779))
    for (id, seconds) in [("a", 0.0), ("b", 253_402_300_799), ("c", 7)] {
      run.runID = id
      digest.add(run, started: Instant(milliseconds: 0).adding(seconds: seconds))
      run.usage = Usage()
    }
    let shelved = ShelvedDigest(digest: digest, heads: [:])
    #expect(try ShelvedDigest(shelved.bytes(), of: digest.night) == shelved)
  }

  private func numbers(_ random: inout SeededGenerator) -> [Int] {
    let high = random.one(of: [0, 1, 40, 1200, most])
    return (0..<random.int(0...40)).map { _ in random.int(0...high) }
  }
}
