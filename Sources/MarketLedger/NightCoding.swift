import Documents
import MarketModel

// A digest on disk: `nights/2026-11-22/web-gatherer.json`. One object of JSON, a line for each node and
// each example, so that a person can read it and git shows what changed:
//
//     {"v":1,"night":"2026-11-22","heads":{"ana-3f9c1e":[17,"6b86b273ff34fce19d6b804eff5a3f57"]},
//     "nodes":{
//     "web-prod-01":{"run":"q83vEjRW…","started":[1763802000,1801,1799],"tool":"chef",
//      "environment":"production","status":["success",[46],"failure"],"duration":[31,30,[2],29],
//      "total":312,"updated":[0,[40],2],"failed":[0,[46],1],"skipped":0,
//      "failure":[null,[46],"89abcdef01234567"]}},
//     "examples":{…},"unread":[…],"sum":"2f1c8e9ab04d7735"}
//
// (a node on one line). It is valid iff it ends in a seal that holds (Seal.swift) and a newline, and
// its values are as follows; members that are not named here are passed over.
//
// - `v`: a whole number. `night`: the day in the folder's name. `heads`: for each writer whose ledger
//   was there, the number and the hash of its last line.
// - `nodes`: for each node its runs, in the order of their start, then id, as columns: the nth value
//   of each belongs to the nth run.
//   - `run`: the ids, 48 bits each, 8 characters of base64url, one after the other.
//   - `started`: the first in **seconds** since 1970, each other one in seconds after the one before.
//   - the others: a list of values, where `[n]` says that the value before it stands n more times; a
//     column that has one value throughout is just that value; one that is left out is all `null`
//     (the four counts, `failure`), all `""` (`environment`, `tolerated`, `caveats`) or all 0
//     (`duration`, in **seconds**). `failure` is a fingerprint; `tolerated` and `caveats` are
//     fingerprints with a blank between.
// - `examples`: for each fingerprint a list of objects, as in FailureExample.
// - `unread`: objects of `file`, `offset`, `reason`.

/// A digest as a file holds it.
struct ShelvedDigest: Hashable {
  var digest: NightDigest
  var heads: [WriterID: LedgerHead]
}

/// Why a file is no digest; fits after its name.
struct DigestFlaw: Error, Hashable {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}

// MARK: Writing

extension ShelvedDigest {
  /// - Complexity: O(runs + examples).
  func bytes() -> [UInt8] {
    var text = LineWriter()
    text.add(#"{"v":1,"night":"\#(digest.night)","heads":"#) { json in
      json.object { json in
        for (writer, head) in heads.sorted(by: { $0.key < $1.key }) {
          json.key(writer.rawValue)
          json.array { json in
            json.value(head.sequence)
            json.value(head.hash.description)
          }
        }
      }
    }
    text.addObject("nodes", digest.nodes, key: \.rawValue) { json, runs in
      NodeColumns(runs.values).write(to: &json)
    }
    text.addObject("examples", digest.examples, key: \.description) { json, examples in
      json.array { json in for one in examples { one.write(to: &json) } }
    }
    text.add(#","# + "\n" + #""unread":"#) { json in
      json.array { json in
        for unread in digest.unread.sorted() {
          json.object { json in
            json.member("file", unread.file)
            json.member("offset", unread.offset)
            json.member("reason", unread.reason)
          }
        }
      }
    }
    var bytes = text.bytes
    Seal.close(&bytes)
    bytes.append(LedgerLine.newline)
    return bytes
  }
}

/// JSON with newlines where people want them.
private struct LineWriter {
  private(set) var bytes: [UInt8] = []
  private var json = JSONWriter()

  mutating func add(_ text: String, _ value: (inout JSONWriter) -> Void) {
    bytes += text.utf8
    json.removeAll()
    value(&json)
    bytes += json.bytes
  }

  mutating func addObject<Key: Comparable, Value>(
    _ name: String, _ members: [Key: Value], key text: (Key) -> String,
    _ write: (inout JSONWriter, Value) -> Void
  ) {
    bytes += ",\n\"\(name)\":{".utf8
    var start = "\n"
    for key in members.keys.sorted() {
      guard let value = members[key] else { continue }
      add(start) { $0.value(text(key)) }
      add(":") { write(&$0, value) }
      start = ",\n"
    }
    bytes += "}".utf8
  }
}

extension FailureExample {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.member("tool", tool.rawValue)
      json.member("node", node.rawValue)
      json.member("environment", environment)
      json.member("run_id", runID)
      json.member("started", started)
      json.key("failure")
      json.object { json in
        json.present("type", failure.resourceType)
        json.present("name", failure.resourceName)
        json.present("action", failure.action)
        json.present("declaration", failure.declaration)
        json.present("line", failure.line)
        json.present("class", failure.errorClass)
        json.member("message", failure.message)
        json.present("detail", failure.detail)
      }
      json.member("knock_ons", knockOns)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func present(_ name: String, _ value: (some JSONWritable)?) {
    if let value { member(name, value) }
  }
}
