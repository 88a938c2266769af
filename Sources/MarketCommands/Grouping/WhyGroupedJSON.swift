import Documents
import MarketAnalysis
import MarketModel

extension JSONWriter {
  /// `why_grouped` of `market show --why-grouped --json`.
  mutating func whyGrouped(_ problem: Problem, _ morning: Morning) {
    key("why_grouped")
    object { json in
      json.key("groups")
      json.array { json in
        for fingerprint in problem.fingerprints {
          json.write(GroupExplanation(of: fingerprint, in: morning.nights))
        }
      }
      json.key("rules")
      json.write(GroupingRules(of: problem, in: morning), morning)
    }
  }

  private mutating func write(_ group: GroupExplanation) {
    let first = group.members.first
    object { json in
      json.member("fingerprint", group.fingerprint.description)
      json.member("title", group.title)
      json.member("runs", group.runs)
      json.member("nights", group.nights)
      json.member("place", first?.place)
      json.member("class", first?.failure.errorClass)
      json.member("message", first.map { MessageTemplate(of: $0.failure.message).text })
      json.member("output", first?.failure.detail.map { MessageTemplate(of: $0).text })
      json.key("members")
      json.array { json in
        for member in group.members {
          json.object { json in
            json.member("node", member.node.rawValue)
            json.member("started", member.start.iso8601)
            json.member("message", member.failure.message)
            json.member("output", member.failure.detail)
            json.member("holes", member.fillings)
          }
        }
      }
    }
  }

  private mutating func write(_ rules: GroupingRules, _ morning: Morning) {
    object { json in
      json.key("merged")
      json.array { json in
        for (problem, entry) in rules.merged {
          json.object { json in
            json.member("problem", problem.id.description)
            json.member("title", problem.title)
            json.member("by", entry?.by.person.rawValue)
            json.member("at", entry?.at.iso8601)
          }
        }
      }
      json.key("split")
      json.array { json in
        for (source, entry) in rules.splitOff {
          json.object { json in
            json.member("off", source.description)
            json.member("by", entry.by.person.rawValue)
            json.member("at", entry.at.iso8601)
          }
        }
      }
      json.key("always")
      json.array { json in
        for (place, rule, brought) in rules.always {
          json.object { json in
            json.member("place", place.description)
            json.member("words", morning.words(for: [place]).joined())
            json.member("problem", rule.problem.description)
            json.member("by", rule.by.rawValue)
            json.member("at", rule.at.iso8601)
            json.member("brought", brought)
          }
        }
      }
      json.key("never")
      json.array { json in
        for (other, said) in rules.never {
          json.object { json in
            json.member("problem", other.description)
            json.member("by", said.by.rawValue)
            json.member("at", said.at.iso8601)
          }
        }
      }
    }
  }
}
