import Documents
import MarketModel

// A digest on disk: `nights/2026-11-22/web-gatherer.json`. One object of JSON, a line for each node and
// each example, so that a person sees who reported, and git shows what changed:
//
//     {"v":2,"night":"2026-11-22","heads":{"ana-3f9c1e":[17,"6b86b273ff34fce19d6b804eff5a3f57"]},
//     "resources":[
//     ["chef","template[/etc/motd]","acme_base::default","create"],…],
//     "traits":["cookbook nginx=4.2.1","platform=debian 12"],"trait_sets":["AB"],
//     "failures":[
//     "89abcdef01234567"],
//     "mentions":[
//     "db-prod-01 10.10.2.1"],
//     "nodes":{
//     "web-prod-01":{"run":"q83vEjRW…","started":"gvm1ypBi4BAC","tool":"chef",
//      "environment":"production","status":["success",[46],"failure"],"duration":"fefd",
//      "total":312,"failed":[0,[46],1],"failure":[null,[46],0],"traits":0,
//      "changes":"AABAAA…"}},
//     "examples":{…},"unread":[…],"sum":"2f1c8e9ab04d7735"}
//
// (a node on one line). It is valid iff it ends in a seal that holds (Seal.swift) and a newline, and
// its values are as follows; members that are not named here are passed over. *Packed* are the texts
// of PackedNumbers.swift.
//
// - `v`: 2. What a newer version wrote is read as far as it can be, and never written over. `night`: the day
//   the number and the hash of its last line.
// - `resources`: what changed: tool, title, declaration, action. `traits`: what runs ran with;
//   `trait_sets`: packed, places in `traits`, each as what is added to the one before it. `mentions`:
//   machines that changes mention, between blanks. `failures`: fingerprints. Runs name all these by
//   their places in the lists.
// - `nodes`: for each node its runs, in the order of their start, then id, as columns: the nth value
//   of each belongs to the nth run.
//   - `run`: the ids, 36 bits each, 6 letters of base64url, one after the other.
//   - `started`, packed: the first in **seconds** since 1970, then the steps from each to the next, as
//     their median and how far, signed, each is from that. `duration`, in **seconds**: in the same way.
//   - `agent_mb`, `free` (in 64 MB), `total_mb`, `gc_ms`: packed, signed, each as the difference to the
//     one before. In all of these, zeros at the end are left out.
//   - `changes`, packed: how many a run changes as a rule, and the places of their resources; then for
//     each run 0 if it changed just those, or one more than how many, and their places. `took` and
//     `mentions`, packed: pairs of how many changes are passed over, and the **seconds** that the next
//     one took, or the place of what it mentions.
//   - the others: a list of values, where `[n]` says that the value before it stands n more times; a
//     column that has one value throughout is just that value; one that is left out is all `null`
//     (`total`, `failed`, `skipped`, `failure`, `traits`), all `""` (`environment`, `tolerated`,
//     `caveats`), all `false` (`noop`) or all 0 (`updated`: what was updated more than `changes` lists).
//     `failure` is a place in `failures`, or a fingerprint; `tolerated` and `caveats` are fingerprints with a blank between.
//   - `addresses`: by which names and addresses others know the node, besides its name.
// - `examples`: for each fingerprint a list of objects, as in ExampleCoding.swift.
// - `unread`: objects of `file`, `offset`, `reason`.
//
// Version 1 had ids of 48 bits, `started` as a list of seconds, each but the first after the one before,
// `duration` and `updated` as lists like the others (`null` and 0 when left out), and none of the
// tables.

/// A digest as a file holds it.
struct ShelvedDigest: Hashable {
  var digest: NightDigest
  var heads: [WriterID: LedgerHead]
}

/// Why a file is no digest; fits after its name.
struct DigestFlaw: Error, Hashable {
  let reason: String
  /// The file is whole; it is this program that does not understand it.
  var isOfNewerVersion = false
  init(_ reason: String) { self.reason = reason }
}

// MARK: Writing

extension ShelvedDigest {
  /// - Complexity: O(runs + examples).
  func bytes() -> [UInt8] {
    var text = LineWriter()
    text.add(#"{"v":\#(Self.version),"night":"\#(digest.night)","heads":"#) { json in
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
    let tables = NightTables(digest)
    text.addList("resources", tables.resources.map(\.1)) { json, resource in
      resource.write(to: &json)
    }
    text.addTraits(tables)
    text.addList("failures", tables.failures) { $0.value($1.description) }
    text.addList("mentions", tables.mentions.map(\.1)) { json, machines in
      json.value(machines.joined(separator: " "))
    }
    text.addObject("nodes", digest.nodes.keys, key: \.rawValue) { json, node in
      NodeColumns(digest.nodes[node, default: [:]].values)
        .write(to: &json, naming: tables, addresses: digest.addresses[node] ?? [])
    }
    text.addObject("examples", digest.examples.keys, key: \.description) { json, fingerprint in
      json.array { json in
        for one in digest.examples[fingerprint] ?? [] { ExampleCoding.write(one, to: &json) }
      }
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

  mutating func addObject<Key: Comparable>(
    _ name: String, _ keys: some Sequence<Key>, key text: (Key) -> String,
    _ write: (inout JSONWriter, Key) -> Void
  ) {
    bytes += ",\n\"\(name)\":{".utf8
    var start = "\n"
    for key in keys.sorted() {
      add(start) { $0.value(text(key)) }
      add(":") { write(&$0, key) }
      start = ",\n"
    }
    bytes += "}".utf8
  }

  /// A list with a line for each element, or nothing when there is none.
  mutating func addList<Element>(
    _ name: String, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
  ) {
    guard !elements.isEmpty else { return }
    bytes += ",\n\"\(name)\":[".utf8
    var start = "\n"
    for element in elements {
      add(start) { write(&$0, element) }
      start = ",\n"
    }
    bytes += "]".utf8
  }

  mutating func addTraits(_ tables: NightTables) {
    guard !tables.traits.isEmpty else { return }
    let lines = tables.traitLines
    let places = Dictionary(
      uniqueKeysWithValues: lines.enumerated().map { ($0.element, $0.offset) })
    addList("traits", lines) { $0.value($1) }
    addList("trait_sets", tables.traits.map(\.1)) { json, traits in
      var packed = PackedNumbers()
      var before = 0
      for place in traits.lines.compactMap({ places[$0] }).sorted() {
        packed.append(place - before)
        before = place
      }
      json.value(packed.text)
    }
  }
}
