import Documents
import MarketModel

// What our own handler appends beside the client's report: a line a run, with the memory of which no
// report of Chef's tells.
//
// Source: Data/handlers/morning_market_handler.rb.

extension ChefRun {
  func appendHandlerLine(to json: inout JSONWriter) {
    json.object { json in
      json.member("morning_market", 1)
      json.member("node", node.name)
      json.member("run_id", id)
      json.member("start_time", start.iso8601)
      json.member("end_time", start.adding(seconds: Double(seconds)).iso8601)
      json.member("elapsed_time", Double(seconds))
      json.member("success", error == nil)
      json.member("why_run", false)
      json.member("environment", node.environment.rawValue)
      json.member("chef", "18.11.21")
      json.member("ruby", "3.1.7")
      json.key("memory")
      json.object { json in
        json.member("rss_kb", agentMemory)
        json.member("total_kb", Node.memory)
        json.member("available_kb", freeMemory + Self.reclaimable)
      }
      if let agentMemory {
        json.key("gc")
        json.object { json in
          json.member("count", 40 + agentMemory / 100_000)
          json.member("run_ms", agentMemory / Self.scanned)
        }
      }
      json.key("resources")
      json.object { json in
        json.member("all", resources.count)
        json.member("updated", updated.count)
      }
    }
    json.endLine()
  }

  /// **kB** that Ruby's collector looks at in a millisecond, several times a run: the more there is, the
  /// longer it takes, and it frees nothing.
  private static let scanned = 2000
  /// **kB.** What the kernel would give away beside what is free.
  static let reclaimable = 480_000
}
