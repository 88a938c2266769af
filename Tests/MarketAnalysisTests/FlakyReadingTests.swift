import MarketModel
import MarketTestKit
import Testing

@testable import MarketAnalysis

/// Runs are told one letter each: `x` failed, `.` did not.
struct FlakyReadingTests {
  @Test func `a failure that comes and goes on a node is flaky`() throws {
    let signals = night(["a": "..x..x...x...x..", "b": "................"])
    let signal = try #require(signals.first)
    #expect(signals.map(\.kind) == [.flaky])
    #expect(signal.title == "service[nginx] fails to start now and then")
    #expect(signal.fingerprint == Failure.nginx.fingerprint)
    #expect(signal.whyText.hasPrefix("failed in 4 of 16 runs on 1 of 2 nodes, "))
    #expect(
      signal.whyText.hasSuffix(
        "; came and went 4 times, which is 10 to 49% of the runs of these nodes"))
  }

  @Test func `several nodes that each had it once are as flaky`() {
    let runs = [
      "a": "..x.....", "b": ".....x..", "c": "x.......", "d": "......x.", "e": "...x....",
    ]
    #expect(night(runs).map(\.kind) == [.flaky])
  }

  @Test func `twice may be an accident and its echo`() {
    #expect(night(["a": "..x....x........"]).map(\.kind) == [.failure])
  }

  @Test func `what does not go away by itself is a failure`() {
    #expect(night(["a": "....xxxxxxxxxxxx"]).map(\.kind) == [.failure])
    #expect(night(["a": "....xxxxxxxx....", "b": "....xxxxxxxxxxxx"]).map(\.kind) == [.failure])
  }

  @Test func `what fails in most runs is broken and works now and then`() {
    #expect(night(["a": "xxx.xxxx.xxx.xxxx.xx"]).map(\.kind) == [.failure])
  }

  @Test func `one burst on many nodes that passes is not flaky`() {
    let runs = (0..<20).map { ("n\($0)", "..........x............") }
    #expect(night(Dictionary(uniqueKeysWithValues: runs)).map(\.kind) == [.failure])
  }

  @Test func `what went away with other code was mended`() {
    let mended = ["a", "b", "c", "d"].flatMap { node -> [RunSample] in
      [
        .ok(node, at: "01:00").running(["cookbook nginx": "1"]),
        .failed(node, at: "0\(node == "a" ? 2 : 5):10").running(["cookbook nginx": "1"]),
        .ok(node, at: "06:00").running(["cookbook nginx": "2"]),
      ]
    }
    #expect(Nights(mended).newest.map(\.kind) == [.failure])
  }

  @Test func `a noop run heals nothing`() {
    let runs = ["a", "b", "c", "d"].flatMap { node -> [RunSample] in
      [.failed(node, at: "01:00"), .ok(node, at: "05:00").noop]
    }
    #expect(Nights(runs).newest.map(\.kind) == [.failure])
  }

  @Test func `the nights before are counted in`() throws {
    let runs = [["a": "..x....."], ["a": ".....x.."], ["a": "........"], ["a": ".x...x.."]]
    let signal = try #require(nights(runs).newest.first)
    #expect(signal.kind == .flaky)
    #expect(signal.whyText.contains("failed in 2 of 8 runs"))
    #expect(signal.whyText.contains("came and went 4 times, which is 5 to 28% of the runs"))
  }

  @Test func `a tool that runs once a night is judged by several nights`() {
    let course = ["a": ".x.x..x..x.", "b": "...........", "c": "..x...x..x."]
    let runs = (0..<11).map { night in
      course.mapValues { String(Array($0)[night]) }
    }
    #expect(nights(Array(runs.dropLast())).newest.map(\.kind) == [.flaky])
  }

  @Test func `what went away with other code from one night to the next was mended, too`() {
    let nights = (0..<8).map { night in
      ["a", "b", "c", "d", "e"].enumerated().map { place, node in
        let sample: RunSample = night < 3 + place ? .failed(node) : .ok(node)
        return sample.running(["cookbook nginx": night < 3 + place ? "1" : "2"])
      }
    }
    #expect(Nights(Array(nights.prefix(7))).newest.map(\.kind) == [.failure])
  }

  @Test func `a tool that runs once a night and keeps failing is a failure`() {
    let runs = (0..<8).map { ["a": $0 < 3 ? "." : "x", "b": "."] }
    #expect(nights(runs).newest.map(\.kind) == [.failure])
  }

  private func night(_ runs: [String: String]) -> [Signal] { nights([runs]).newest }

  private func nights(_ nights: [[String: String]]) -> Nights {
    Nights(
      nights.map { nodes in
        nodes.sorted { $0.key < $1.key }.flatMap { node, runs in
          zip(runs, String.clocks(runs.count, every: 60)).map { run, clock in
            run == "x" ? RunSample.failed(node, at: clock) : .ok(node, at: clock)
          }
        }
      })
  }
}
