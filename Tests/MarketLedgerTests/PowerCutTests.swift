import Foundation
import Testing

@testable import MarketLedger

/// A power cut at any moment of a market loses nothing that was told, whatever of the rest is there.
struct PowerCutTests {
  @Test(arguments: DiskRecording.Model.allCases)
  func `a cut between any two calls loses nothing that was told`(model: DiskRecording.Model) throws
  {
    let scratch = try Scratch()
    let recording = DiskRecording(of: scratch.file("s"))
    var market = ShortMarket(at: scratch.file("s"), calls: recording.calls)
    // The folder itself is there before, and stays.
    try FileManager.default.createDirectory(
      atPath: scratch.file("s"), withIntermediateDirectories: false)
    market.hold { recording.tell($0) }
    #expect(market.refusals.isEmpty)

    var seen: Set<DiskImage> = []
    var deeds: [ShortMarket.Deed] = []
    var cuts = 0
    for (count, step) in recording.steps.enumerated() {
      if case .told(let deed) = step {
        deeds.append(deed)
        // The same disks as before may now hold too little.
        seen = []
      }
      for image in recording.images(after: count + 1, model) where seen.insert(image).inserted {
        cuts += 1
        let path = scratch.file("cut")
        try write(image, to: path)
        let findings = ShortMarket.findings(
          deeds, at: path, goingOn: Soak.isOn || cuts.isMultiple(of: 5))
        #expect(findings == [], "step \(count) of \(recording.steps.count), \(image.keys.sorted())")
        try FileManager.default.removeItem(atPath: path)
      }
    }
    #expect(cuts > 150)
  }

  private func write(_ image: DiskImage, to root: String) throws {
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: false)
    for (path, bytes) in image.sorted(by: { $0.key < $1.key }) {
      if let bytes {
        try Data(bytes).write(to: URL(fileURLWithPath: "\(root)/\(path)"))
      } else {
        try FileManager.default.createDirectory(
          atPath: "\(root)/\(path)", withIntermediateDirectories: false)
      }
    }
  }
}
