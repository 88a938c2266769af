package import Documents
import MarketAnalysis
import MarketBoard
package import MarketModel

/// `market night --json`. The names and their order are what other programs rely on; a change needs a
/// new schema number.
extension JSONWriter {
  mutating func write(_ night: NightAnalysis, beside alsoSeen: AlsoSeen) {
    let demoted = Set(alsoSeen.signals.map(\.fingerprint))
    object { json in
      json.member("schema", 1)
      json.member("night", night.night.description)
      json.member("from", night.from.iso8601)
      json.member("to", night.to.iso8601)
      json.key("coverage")
      json.write(night.coverage)
      json.key("runs")
      json.write(night.runs)
      json.key("nodes")
      json.write(night.nodes, environments: night.byEnvironment)
      json.key("signals")
      json.array { json in
        for signal in night.signals {
          json.write(signal, isDemoted: demoted.contains(signal.fingerprint))
        }
      }
    }
  }

  private mutating func write(_ coverage: Coverage) {
    object { json in
      json.member("expected", coverage.expected)
      json.member("reported", coverage.reported)
      json.member("silent", coverage.silent.map(\.rawValue))
      json.key("unread")
      json.array { json in
        for unread in coverage.unread { json.writePlace(of: unread) }
      }
    }
  }

  mutating func writePlace(of unread: Unread) {
    object { json in
      json.member("file", unread.file)
      json.member("offset", unread.offset)
      json.member("reason", unread.reason)
    }
  }

  private mutating func write(_ runs: RunTotals) {
    object { json in
      json.member("total", runs.total)
      json.member("succeeded", runs.succeeded)
      json.member("failed", runs.failed)
      json.member("incomplete", runs.incomplete)
      json.member("unreachable", runs.unreachable)
      json.member("changed", runs.changed)
      json.member("first", runs.first?.iso8601)
      json.member("last", runs.last?.iso8601)
    }
  }

  private mutating func write(_ nodes: NodeTotals, environments: [EnvironmentTotals]) {
    object { json in
      json.writeCounts(of: nodes)
      json.key("environments")
      json.array { json in
        for environment in environments {
          json.object { json in
            json.member("environment", environment.environment)
            json.writeCounts(of: environment.nodes)
          }
        }
      }
    }
  }

  private mutating func writeCounts(of nodes: NodeTotals) {
    member("total", nodes.total)
    member("failing", nodes.failing)
    member("broken", nodes.broken)
  }

  private mutating func write(_ signal: Signal, isDemoted: Bool) {
    object { json in
      json.member("kind", signal.kind.rawValue)
      json.member("fingerprint", signal.fingerprint.description)
      json.member("title", signal.title)
      json.member("why", english.why(signal.why))
      json.member("tool", signal.tool.rawValue)
      json.member("nodes", signal.nodes.map(\.rawValue))
      json.member("environments", signal.environments)
      json.member("runs", signal.runs)
      json.member("first", signal.first.iso8601)
      json.member("last", signal.last.iso8601)
      json.member("evidence", signal.evidence)
      json.member("family", signal.family)
      json.member("suspect", signal.suspect.map { english.words(for: $0) })
      json.member("details", signal.details.map { english.words(for: $0) })
      json.member("covers", signal.covers.map(\.description))
      json.member("demoted", isDemoted)
    }
  }
}

extension FailureExample: JSONWritable {
  package func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("node", node.rawValue)
      json.member("environment", environment)
      json.member("run_id", runID)
      json.member("started", start.iso8601)
      json.member("resource", failure.resource(in: tool))
      json.member("declared_at", failure.declaredAt)
      json.member("action", failure.action)
      json.member("class", failure.errorClass)
      json.member("message", failure.message)
      json.member("detail", failure.detail)
      json.member("knock_ons", knockOns)
    }
  }
}
