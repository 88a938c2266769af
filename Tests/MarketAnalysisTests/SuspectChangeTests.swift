import MarketModel
import MarketTestKit
import Testing

@testable import MarketAnalysis

struct SuspectChangeTests {
  private let old = ["platform": "debian 12", "cookbook nginx": "4.2.1"]
  private let new = ["platform": "debian 12", "cookbook nginx": "4.3.0"]

  @Test func `a version that came just before is named, with the nodes that got it`() throws {
    let signal = try #require(
      night { $0 < 8 ? .failed(new) : $0 < 10 ? .ok(new) : .ok(old) }.first)
    #expect(
      signal.suspectText
        == "cookbook nginx went from 4.2.1 to 4.3.0 just before: 8 of the 10 nodes that got it "
        + "failed, 0 of 20 others; by chance 1 in 130,000")
    #expect(signal.kind == .failure)
  }

  @Test func `a trait that came or went is named as well`() throws {
    let more = old.merging(["cookbook tuning": "1.0.0"]) { a, _ in a }
    let came = try #require(night { $0 < 8 ? .failed(more) : .ok(old) }.first?.suspectText)
    #expect(came.hasPrefix("cookbook tuning 1.0.0 came just before: 8 of the 8 nodes"))
    let less = old.filter { $0.key != "cookbook nginx" }
    let went = try #require(night { $0 < 8 ? .failed(less) : .ok(old) }.first?.suspectText)
    #expect(went.hasPrefix("cookbook nginx went away just before"))
  }

  @Test func `who does not tell tonight what it runs with did not lose it`() throws {
    let less = old.filter { $0.key != "cookbook nginx" }
    let nights = Nights(
      fleet { _ in .ok(old) }, fleet { $0 < 8 ? .failed(less) : .ok($0 < 20 ? [:] : old) })
    let suspect = try #require(nights.newest.first?.suspectText)
    #expect(suspect.contains("8 of the 8 nodes that got it failed, 0 of 22 others"))
  }

  @Test func `the last good run of the same night is held against`() throws {
    let tonight = (0..<30).flatMap { node -> [RunSample] in
      node < 8
        ? [
          .ok("n\(node)", at: "01:00").running(old), .failed("n\(node)", at: "02:00").running(new),
        ] : [.ok("n\(node)", at: "01:00").running(old), .ok("n\(node)", at: "02:00").running(old)]
    }
    let signal = try #require(Nights(fleet { _ in .ok(old) }, tonight).newest.first)
    #expect(signal.suspectText?.contains("went from 4.2.1 to 4.3.0") == true)
  }

  @Test func `nothing is suspected when nobody tells what it ran with`() throws {
    let signal = try #require(night { $0 < 8 ? .failed([:]) : .ok([:]) }.first)
    #expect(signal.suspect == nil)
  }

  @Test func `what all nodes got and few failed with is no suspect`() throws {
    #expect(try #require(night { $0 < 3 ? .failed(new) : .ok(new) }.first).suspect == nil)
  }

  @Test func `what did not change is no suspect, though all that failed have it`() throws {
    let nights = Nights(
      fleet { $0 < 8 ? .ok(new) : .ok(old) }, fleet { $0 < 8 ? .failed(new) : .ok(old) })
    #expect(try #require(nights.newest.first).suspect == nil)
  }

  @Test func `a failure of the nights before did not begin tonight`() throws {
    let nights = Nights(
      fleet { $0 == 20 ? .failed(old) : .ok(old) }, fleet { $0 < 8 ? .failed(new) : .ok(old) })
    #expect(try #require(nights.newest.first).suspect == nil)
  }

  @Test func `on the first night nothing came before`() throws {
    #expect(
      try #require(Nights(fleet { $0 < 8 ? .failed(new) : .ok(old) }).newest.first).suspect == nil)
  }

  private enum Sample {
    case ok([String: String])
    case failed([String: String])
  }

  /// A night after one in which all thirty nodes ran well with what was old.
  private func night(_ sample: (Int) -> Sample) -> [Signal] {
    Nights(fleet { _ in .ok(sampleOld(sample)) }, fleet(sample)).newest
  }

  private func sampleOld(_ sample: (Int) -> Sample) -> [String: String] {
    if case .ok(let traits) = sample(29), traits.isEmpty { [:] } else { old }
  }

  private func fleet(_ sample: (Int) -> Sample) -> [RunSample] {
    (0..<30).map { node in
      switch sample(node) {
      case .ok(let traits): .ok("n\(node)").running(traits)
      case .failed(let traits): .failed("n\(node)").running(traits)
      }
    }
  }
}
