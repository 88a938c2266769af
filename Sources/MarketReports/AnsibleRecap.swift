import Documents
import MarketModel

/// One line of the play recap: how many tasks of a host came to what.
///
/// Source: ansible/ansible `lib/ansible/executor/stats.py`; `rescued` and `ignored` since 2.8.
struct AnsibleRecap: Hashable {
  /// With what was ignored.
  var ok = 0
  var changed = 0
  /// Without what was rescued or ignored.
  var failures = 0
  var rescued = 0
  var skipped = 0
  var unreachable = 0

  /// Failed tasks that were not to be passed over.
  var fatal: Int { failures + unreachable }

  var tally: Tally {
    Tally(
      total: ok + failures + rescued + skipped + unreachable, updated: changed, failed: fatal,
      skipped: skipped)
  }

  /// What came after an earlier recap of the same process, which goes on counting.
  func since(_ earlier: AnsibleRecap) -> AnsibleRecap {
    AnsibleRecap(
      ok: max(0, ok - earlier.ok), changed: max(0, changed - earlier.changed),
      failures: max(0, failures - earlier.failures), rescued: max(0, rescued - earlier.rescued),
      skipped: max(0, skipped - earlier.skipped),
      unreachable: max(0, unreachable - earlier.unreachable))
  }

  /// `"stats": {"web-01": {"ok": 15, …}, …}`, in the order written.
  static func all(
    _ key: StaticString, of document: ReportDocument
  ) throws(ReportError) -> [(host: String, recap: AnsibleRecap)] {
    guard var cursor = try document.value(key) else { throw .missing(key: "\(key)") }
    guard document.kind(of: key) == .object else { throw .wrong(key: "\(key)", should: "a map") }
    var all: [(host: String, recap: AnsibleRecap)] = []
    var isPlain = true
    do throws(DocumentError) {
      try cursor.enterObject()
      while let host = try cursor.nextKey() {
        let recap = try cursor.kind() == .object ? try AnsibleRecap(&cursor) : nil
        guard let recap, host.count > 0 else {
          isPlain = false
          break
        }
        all.append((try host.string(), recap))
      }
    } catch { throw .document(error) }
    guard isPlain else { throw .wrong(key: "\(key)", should: "a map of hosts and their counts") }
    return all
  }

  /// `nil` when a count is no count.
  private init?(_ cursor: inout JSONCursor) throws(DocumentError) {
    var isPlain = true
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      let path: WritableKeyPath<AnsibleRecap, Int>
      switch key {
      case "ok": path = \.ok
      case "changed": path = \.changed
      case "failures": path = \.failures
      case "rescued": path = \.rescued
      case "skipped": path = \.skipped
      case "unreachable": path = \.unreachable
      default:
        try cursor.skip()
        continue
      }
      let count = try cursor.intIfAny()
      if let count, 0...ReportLimits.resources ~= count {
        self[keyPath: path] = count
      } else {
        isPlain = false
      }
    }
    guard isPlain else { return nil }
  }

  init() {}

  private init(
    ok: Int, changed: Int, failures: Int, rescued: Int, skipped: Int, unreachable: Int
  ) {
    self.ok = ok
    self.changed = changed
    self.failures = failures
    self.rescued = rescued
    self.skipped = skipped
    self.unreachable = unreachable
  }
}
