import Documents
import MarketModel

/// `live/place.json`: where the facilitator's board stands, so that a killed board resumes there
/// and others can follow it.
///
///     {"v":1,"market":"2026-11-22","phase":"triage","item":"12.ana-3f9c1e",
///      "chosen":{"review":"7.ana-3f9c1e","triage":"12.ana-3f9c1e"},
///      "since":"2026-11-22T09:03:12.250Z","shows":"evidence","rejected":["nginx"]}
///
/// A cache that git doesn't share; whatever can't be read is no place. `item` is left out where
/// nothing is in front, the last two where there is nothing to say. An older board wrote the first
/// four only, and passes over the rest.
extension Place {
  var bytes: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("v", 1)
      json.member("market", market.description)
      json.member("phase", phase.rawValue)
      if let item { json.member("item", item.description) }
      if let chosen {
        json.key("chosen")
        json.object { json in
          for (phase, item) in chosen.sorted(by: { $0.key < $1.key }) {
            json.member(phase.rawValue, item.description)
          }
        }
      }
      if let since { json.member("since", since.iso8601) }
      if showsEvidence { json.member("shows", "evidence") }
      if !rejectedRules.isEmpty { json.member("rejected", rejectedRules.sorted()) }
    }
    json.endLine()
    return json.bytes
  }

  init?(_ bytes: [UInt8]) {
    guard let node = try? DocumentNode(json: bytes), node["v"]?.int == 1,
      let market = node["market"]?.string.flatMap({ Day($0) }),
      let phase = node["phase"]?.string.flatMap(Phase.init)
    else { return nil }
    self.init(
      market: market, phase: phase, item: node["item"]?.string.flatMap { ProblemID($0) },
      chosen: node["chosen"]?.members.map { members in
        var chosen: [Phase: ProblemID] = [:]
        for member in members {
          if let phase = Phase(rawValue: member.name) {
            chosen[phase] = member.value.string.flatMap { ProblemID($0) }
          }
        }
        return chosen
      },
      since: node["since"]?.string.flatMap { Instant($0) },
      showsEvidence: node["shows"]?.string == "evidence",
      rejectedRules: Set(node["rejected"]?.elements?.compactMap(\.string) ?? []))
  }
}
