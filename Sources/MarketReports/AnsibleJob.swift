import Documents
import MarketModel

/// One playbook being told, play by play, until its recap makes a run of each of its hosts.
///
/// It is the same for every report of Ansible. Kept of a host is what failed on it, what it changed
/// and which plays it was in.
struct AnsibleJob {
  private let format: String
  private var hosts: [String: Host] = [:]
  private var plays: [Play] = []
  private(set) var started: Instant?
  private var ended: Instant?
  private var results = 0
  private var firstHost: String?
  /// `ansible core 2.19.14`
  private var agent: String?
  private var isDry = false
  private var hasRun = false

  /// The process that plays it, which may play several playbooks and goes on counting.
  private(set) var process: String?
  private var toldBefore: [String: AnsibleRecap] = [:]

  private struct Host {
    var failed: [(failure: Failure, play: Int, isIgnored: Bool)] = []
    var changes: [Change] = []
    var facts: AnsibleFacts?
    /// Indices in ``AnsibleJob/plays``, ascending.
    var plays: [Int] = []
    var environment: String?
  }

  private struct Play {
    let id: String?
    let name: String
    /// `NO MORE HOSTS LEFT`, where a report says so.
    var hasRunOut = false
  }

  init(format: String) { self.format = format }

  /// Whether anything was told since the last recap.
  var isOpen: Bool { !plays.isEmpty || !hosts.isEmpty }

  /// A batch of a play that runs in series is the same play again.
  ///
  /// - Parameter process: who plays it; by default what its id says.
  mutating func beginPlay(id: String?, name: String, process: String? = nil) {
    let process = process ?? id.map(Self.process(ofPlay:))
    if self.process != process { toldBefore = [:] }
    self.process = process
    if plays.isEmpty || id == nil || plays.last?.id != id { plays.append(Play(id: id, name: name)) }
  }

  /// `02fc0000-0001-8e4f-7b9f` of `02fc0000-0001-8e4f-7b9f-000000000007`: the machine, a number
  /// drawn once for each process, and a count.
  ///
  /// Source: ansible/ansible `lib/ansible/utils/vars.py`, `get_unique_id`.
  static func process(ofPlay id: String) -> String {
    id.lastIndex(of: "-").map { String(id[..<$0]) } ?? id
  }

  mutating func runOutOfHosts() {
    if !plays.isEmpty { plays[plays.count - 1].hasRunOut = true }
  }

  /// `ansible-playbook [core 2.19.14]`, up to 2.9 without brackets, as it says when it is asked for
  /// more words.
  mutating func note(banner: String) {
    guard banner.hasPrefix("ansible-playbook ") else { return }
    let version = banner.firstLine.dropFirst("ansible-playbook ".count)
    agent = "ansible \(version.filter { $0 != "[" && $0 != "]" })"
  }

  /// Something was done at this time.
  mutating func pass(_ time: Instant?) {
    guard let time else { return }
    started = min(started ?? time, time)
    ended = max(ended ?? time, time)
  }

  /// Takes in what a task did on a host.
  ///
  /// - Parameter isIgnored: whether the report says that a failure is to be ignored.
  mutating func add(
    _ result: AnsibleResult, of task: AnsibleTask, on name: String, isIgnored: Bool = false
  ) throws(DocumentError) {
    results += 1
    guard results <= ReportLimits.jobResults else {
      throw DocumentError(.tooMany(limit: ReportLimits.jobResults), at: 0)
    }
    if firstHost == nil { firstHost = name }
    isDry = isDry || result.isDry
    hasRun = hasRun || (result.hasRun && !result.isSkipped)
    let play = max(0, plays.count - 1)
    let failure = result.hasFailed ? try result.failure(of: task) : nil
    let hasChanged = failure == nil && result.isChanged && !result.isSkipped
    let change = hasChanged ? try result.change(of: task) : nil
    let facts = try AnsibleFacts(result, of: task)
    modify(&hosts[name, default: Host()]) { host in
      if host.plays.last != play { host.plays.append(play) }
      if let environment = result.environment { host.environment = environment }
      if let failure {
        host.failed.append((failure, play, isIgnored))
        if host.failed.count > ReportLimits.jobFailures { host.failed.removeFirst() }
      }
      if let change { host.changes.append(change) }
      if let facts { host.facts = facts }
    }
  }

  /// The recap was told: a run for each host that did anything since the recap before.
  ///
  /// - Parameter id: the playbook's own, where a report has one; else its first play's.
  mutating func end(
    _ recaps: [(host: String, recap: AnsibleRecap)], id: String? = nil
  ) throws(ReportError) -> [Run] {
    defer { forget() }
    guard !recaps.isEmpty else { throw .noHosts }
    let id = id ?? plays.lazy.compactMap(\.id).first ?? started?.iso8601 ?? "?"
    let news = recaps.map { ($0.host, $0.recap.since(toldBefore[$0.host] ?? AnsibleRecap())) }
      .filter { $0.1 != AnsibleRecap() }
    let cut = CutShort(self, news)
    let runs = news.map { name, recap in
      run(of: name, recap, id: id, cutShort: cut.words(for: name, recap))
    }
    toldBefore = Dictionary(recaps.map { ($0.host, $0.recap) }) { _, last in last }
    return runs
  }

  /// The recap never came. Which tasks failed for good only a recap says, so this is all there is:
  /// one run that nobody heard the end of, of the host that was heard first. When the recap comes
  /// after all, that host's run takes its place. A file that tells of no play is a part of a job.
  mutating func breakOff(id: String? = nil) -> Run? {
    defer { forget() }
    guard !plays.isEmpty, let firstHost, let id = id ?? plays.lazy.compactMap(\.id).first else {
      return nil
    }
    var run = Run(
      tool: .ansible, format: format, node: NodeName(rawValue: firstHost),
      runID: "\(id)/\(firstHost)", status: .incomplete)
    run.started = started
    run.environment = hosts[firstHost]?.environment
    return run
  }

  private mutating func forget() {
    hosts = [:]
    plays = []
    started = nil
    ended = nil
    results = 0
    firstHost = nil
    isDry = false
    hasRun = false
  }

  private func run(
    of name: String, _ recap: AnsibleRecap, id: String, cutShort: String?
  ) -> Run {
    let host = hosts[name] ?? Host()
    let status: RunStatus =
      recap.failures > 0 ? .failure : recap.unreachable > 0 ? .unreachable : .success
    var run = Run(
      tool: .ansible, format: format, node: NodeName(rawValue: name), runID: "\(id)/\(name)",
      status: status)
    run.started = started
    if let started, let seconds = ended?.seconds(since: started), seconds <= ReportLimits.duration {
      run.duration = seconds
    }
    run.environment = host.environment
    run.tally = recap.tally
    run.changes = host.changes
    host.facts?.tell(&run)
    run.traits[Traits.agent] = agent
    run.isNoop = isDry && !hasRun
    let fatal = fatal(of: host, recap)
    run.failure = fatal.first.map { host.failed[$0].failure }
    run.knockOns = fatal.dropFirst().map { host.failed[$0].failure }
    run.tolerated = host.failed.indices.filter { !fatal.contains($0) }.map {
      host.failed[$0].failure
    }
    if status != .success, run.failure == nil {
      run.failure = Failure(message: "failed, and no task in the report says why")
    }
    if status == .success, let cutShort {
      run.caveats.append(Caveat(.cutShort, message: cutShort))
    }
    return run
  }

  /// Which of a host's failed results were fatal: as many of the last as the recap counts, because
  /// a host that failed is done. What failed before was ignored or rescued.
  ///
  /// Wrong when: an ignored task failed in an `always` section after the fatal one, and the report
  /// (`json`, `jsonl`) does not say that it was ignored.
  private func fatal(of host: Host, _ recap: AnsibleRecap) -> [Int] {
    Array(host.failed.indices.filter { !host.failed[$0].isIgnored }.suffix(recap.fatal))
  }
}

extension AnsibleJob {
  /// Whether the job ended before its time, so that a host looks green which had more to come.
  ///
  /// When a play fails on all its hosts, Ansible begins no other play, and no report says which
  /// there would have been. A host is told to be cut short when it was only in plays that every
  /// host was in: it waited for one of its own.
  ///
  /// Wrong when: there was no such play. Hence the words.
  private struct CutShort {
    private let job: AnsibleJob
    /// The plays that every host was in.
    private var common: Set<Int> = []
    private let last: Int
    private var hasFailedEverywhere = false

    init(_ job: AnsibleJob, _ recaps: [(host: String, recap: AnsibleRecap)]) {
      self.job = job
      last = job.plays.count - 1
      guard last >= 0 else { return }
      var counts = [Int](repeating: 0, count: job.plays.count)
      var standing = 0
      for (name, recap) in recaps {
        guard let host = job.hosts[name] else { continue }
        for play in host.plays { counts[play] += 1 }
        guard host.plays.last == last else { continue }
        let fell = job.fatal(of: host, recap).contains { host.failed[$0].play == last }
        if !fell { standing += 1 }
      }
      hasFailedEverywhere = counts[last] > 0 && standing == 0
      common = Set(counts.indices.filter { counts[$0] == recaps.count })
    }

    func words(for name: String, _ recap: AnsibleRecap) -> String? {
      guard last >= 0, let host = job.hosts[name] else { return nil }
      let play = job.plays[last]
      if host.plays.last == last {
        return play.hasRunOut ? "play \(play.name) was ended: no more hosts left" : nil
      }
      guard hasFailedEverywhere, host.plays.allSatisfy({ common.contains($0) }) else { return nil }
      return "play \(play.name) failed on all of its hosts, and no play came after it"
    }
  }
}

/// Changes a value in place, where an optional or a default would have it copied.
private func modify<Value>(_ value: inout Value, _ change: (inout Value) -> Void) {
  change(&value)
}
