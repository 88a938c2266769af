import Documents
import MarketBoard
import MarketModel

extension JSONWriter {
  /// What was decided about a problem at the same time: the member `at_once`, empty when nothing was.
  mutating func clashes(_ clashes: [Clash], _ book: MarketBook) {
    key("at_once")
    array { json in
      for clash in clashes {
        json.object { json in
          json.member("first", clash.first.id.description)
          json.member("second", clash.second.id.description)
          json.member("holds", clash.outcome.rawValue)
          json.member("settled", clash.isSettled)
          json.member("text", english.sentence(for: clash, in: book))
        }
      }
    }
  }
}
