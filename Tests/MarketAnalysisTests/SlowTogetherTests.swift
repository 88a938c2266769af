import MarketModel
import MarketTestKit
import Testing

@testable import MarketAnalysis

/// What is slow where nodes are named alike, or fail.
struct SlowTogetherTests {
  @Test func `one night is proof where nodes named alike are slow together`() throws {
    let signal = try #require(daily { night, node in night == 11 && node < 4 ? 130 : 40 }.first)
    #expect(signal.title == "chef runs got slow on web-*" && signal.nodes.count == 4)
    #expect(
      signal.whyText == "take 130 s, and took 40 s in the nights before, on 4 of 20 nodes; "
        + "so many at once by chance 1 in 4,000")
    #expect(daily { night, node in night == 11 && node < 2 ? 130 : 40 }.isEmpty)
  }

  @Test func `nodes named alike have a card, and half of an environment has one for all`() throws {
    let two = daily { night, node in night > 9 && node < 8 ? 130 : 40 }
    #expect(two.map(\.title) == ["chef runs got slow in production"])
    let one = try #require(daily { night, node in night > 9 && node < 4 ? 130 : 40 }.first)
    #expect(two.first?.covers.contains(one.fingerprint) == true && two.first?.nodes.count == 8)
  }

  @Test func `runs are slow without what they change`() {
    let deploy = [Change(title: "deploy", duration: 90)]
    let nights = (0..<12).map { night in
      (0..<12).map { node -> RunSample in
        let isDeployed = night == 11 && node < 4
        return .ok(node < 4 ? "web-\(node)" : "db-\(node)").taking(isDeployed ? 130 : 40)
          .changing(isDeployed ? deploy : [])
      }
    }
    #expect(SlowDetector.signals(in: Nights(nights).window).isEmpty)
  }

  @Test func `runs that all fail are held against those that failed alike`() throws {
    let signal = try #require(failing { $0 > 1 ? .nginx : nil }.first)
    let details = signal.detailTexts
    #expect(details == ["n0", "n1"].map { "\($0): a run that fails takes 120 s, and took 40 s" })
    #expect(failing { $0 == 7 ? .nginx : nil }.isEmpty)
    #expect(failing { $0 == 7 ? .nginx : .postgres }.isEmpty)
  }

  @Test func `a resource is slow on nodes named alike, whatever others take for it`() throws {
    let nights = (0..<8).map { night in
      (0..<24).flatMap { node -> [RunSample] in
        let seconds = night == 7 && node < 4 ? 60 : 8 + node % 3
        let change = Change(title: "package[nginx]", duration: Double(seconds))
        return String.clocks(2, every: 600).map { clock in
          RunSample.ok(node < 4 ? "web-\(node)" : "db-\(node)", at: clock).changing([change])
        }
      }
    }
    let signal = try #require(SlowDetector.signals(in: Nights(nights).window).first)
    #expect(signal.title == "package[nginx] got slow")
    #expect(signal.nodes.map(\.rawValue) == (0..<4).map { "web-\($0)" })
  }

  @Test(arguments: [
    ("web-prod-01", "web-prod-*"), ("squeue07.prod.example", "squeue*.prod.example"),
    ("ip-10-0-3-77", "ip-*-*-*-*"), ("i-0ab3f9", "i-*"), ("mail", "mail"), ("x9y-z", "x*-z"),
  ])
  func `nodes are named alike but for what begins with a digit`(name: String, kin: String) {
    #expect(NodeName(rawValue: name).kin == kin)
  }

  /// Twelve nights of twenty nodes that run once, by night and node: four of each name, and four
  /// names in production.
  private func daily(_ seconds: (Int, Int) -> Double) -> [Signal] {
    let nights = (0..<12).map { night in
      (0..<20).map { node in
        RunSample.ok(
          "\(["web", "app", "db", "mail", "dns"][node / 4])-\(node)",
          in: node < 16 ? "production" : "staging"
        ).taking(seconds(night, node))
      }
    }
    return SlowDetector.signals(in: Nights(nights).window)
  }

  /// Eight nights of twelve nodes that run eight times. The runs of two fail, by the night, and take
  /// longer in the last.
  private func failing(_ failure: (Int) -> Failure?) -> [Signal] {
    let nights = (0..<8).map { night in
      (0..<12).flatMap { node in
        String.clocks(8, every: 120).map { clock in
          let name = "n\(node)"
          guard node < 2 else { return RunSample.ok(name, at: clock).taking(40) }
          let run = failure(night).map { RunSample.failed(name, $0, at: clock) }
          return (run ?? .ok(name, at: clock)).taking(night == 7 ? 120 : 40)
        }
      }
    }
    return SlowDetector.signals(in: Nights(nights).window)
  }
}
