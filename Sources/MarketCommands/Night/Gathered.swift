import Documents
import MarketBoard
import MarketModel
import MarketReports

/// What one gather brought in.
struct Gathered {
  let source: String
  let runs: Int
  let files: Int
  let unchangedFiles: Int
  let unread: [Unread]
  /// The nights that changed, oldest first.
  let nights: [GatheredNight]

  init(source: String, harvest: Harvest, nights: [GatheredNight]) {
    self.source = source
    self.nights = nights
    (runs, unread) = (harvest.runs, harvest.unread)
    (files, unchangedFiles) = (harvest.files, harvest.unchangedFiles)
  }

  private var skippedFiles: Int { Set(unread.map(\.file)).count }

  /// `1,204 runs read, 3 files skipped`.
  var count: String {
    "\(english.count(runs, "run")) read"
      + (skippedFiles == 0 ? "" : ", \(english.count(skippedFiles, "file")) skipped")
  }

  var lines: [String] {
    guard let last = nights.last else {
      return ["nothing new" + (unchangedFiles > 0 ? ", all files were read before" : "")]
    }
    let rows = nights.map { night in
      [
        TextLayout.Cell("night to \(english.day(night.night)) \(night.night.civil.year)"),
        .init(number: english.count(night.newRuns, "new run")),
        .init(number: english.count(night.nodes, "node")),
      ]
    }
    return TextLayout.table(rows, flexible: 0, indent: 0) + ["  → market night \(last.night)"]
  }
}

/// What became of one night, as this source knows it.
struct GatheredNight: Hashable {
  let night: Day
  var runs = 0
  var newRuns = 0
  var nodes = 0

  init(night: Day) { self.night = night }
}

extension Gathered: JSONWritable {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("schema", 1)
      json.member("source", source)
      json.member("runs", runs)
      json.member("files", files)
      json.member("unchanged_files", unchangedFiles)
      json.member("skipped_files", skippedFiles)
      json.key("unread")
      json.array { json in for unread in unread { json.writePlace(of: unread) } }
      json.key("nights")
      json.array { json in
        for night in nights {
          json.object { json in
            json.member("night", night.night.description)
            json.member("runs", night.runs)
            json.member("new_runs", night.newRuns)
            json.member("nodes", night.nodes)
          }
        }
      }
    }
  }
}
