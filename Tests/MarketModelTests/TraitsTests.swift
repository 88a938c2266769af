import MarketModel
import MarketTestKit
import Testing

struct TraitsTests {
  @Test func `traits are lines in order of name, and the same lines are the same traits`() {
    let traits = Traits(["platform": "debian 12", "cookbook nginx": "4.2.1"])
    #expect(traits.lines == ["cookbook nginx=4.2.1", "platform=debian 12"])
    var other = Traits()
    for (name, value) in traits.values { other[name] = value }
    #expect(other == traits && other.fingerprint == traits.fingerprint)
    #expect(traits["platform"] == "debian 12" && traits["zone"] == nil)
  }

  @Test func `nothing, and a name with an equals sign, is no trait`() {
    var traits = Traits(["a": "", "b=c": "d", "e": "f=g"])
    #expect(traits.lines == ["e=f=g"])
    traits["e"] = nil
    #expect(traits.isEmpty)
  }

  @Test func `of more traits than are kept, the same are kept everywhere`() {
    let many = (0..<600).map { ("cookbook \(1000 + $0)", "1") }
    let traits = Traits(Dictionary(uniqueKeysWithValues: many))
    #expect(traits.values.count == Traits.limit)
    #expect(traits.lines.last == "cookbook \(999 + Traits.limit)=1")
    #expect(traits == Traits(Dictionary(uniqueKeysWithValues: many.reversed())))
  }

  @Test func `what is known may change when no more fits`() {
    var traits = Traits(
      Dictionary(uniqueKeysWithValues: (0..<Traits.limit).map { ("t\($0)", "1") }))
    traits["t7"] = "2"
    traits["new"] = "1"
    #expect(traits["t7"] == "2" && traits["new"] == nil)
  }

  @Test func `long names and values are clipped, and clipping again changes nothing`() {
    let long = String(repeating: "ü", count: 500)
    let traits = Traits([long: long])
    #expect(traits.values.allSatisfy { $0.key.utf8.count <= 128 && $0.value.utf8.count <= 128 })
    #expect(Traits(traits.values) == traits)
  }

  @Test func `usage is known by any of its numbers`() {
    #expect(!Usage().isKnown)
    #expect(Usage(agent: 1).isKnown && Usage(collecting: 1).isKnown)
  }
}
