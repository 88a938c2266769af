package import MarketLedger
package import MarketModel

/// One exchange of a store with a branch of a remote.
///
/// 1. The branch is fetched into a ref of our own.
/// 2. Each file that differs is united (``UnitedFile``); what has to be here is written and
///    durable.
/// 3. What the remote lacks becomes a commit on top of what it has, and is pushed. Whoever was
///    faster makes us begin again.
/// 4. Where it changes nothing but the store, the branch that is checked out is moved along
///    (``Lineage``), and a ref of our own notes how far both sides are equal.
///
/// Killed at any moment, it leaves a store that the next exchange goes on with: uniting twice is
/// uniting once, and nothing is only in memory when a ref moves. No file is checked out, no index
/// but one of our own is built; the user's index gets the store's entries, nothing else.
package struct Exchange: Sendable {
  let repository: Repository
  let counterpart: Counterpart
  let now: Instant

  /// Pushes that are tried. Ten clones that sync in the same second are through by then.
  package static let attemptLimit = 8

  /// Looks where a store lies and with what it is exchanged.
  ///
  /// - Parameters:
  ///   - person: In whose name commits are made, where git knows no name.
  ///   - remote: One of the repository's; else the one that the checked out branch follows.
  ///   - branch: Of the remote; else the one that the checked out branch follows.
  ///   - patience: How long the remote may take, each time.
  package init(
    of store: MarketStore, remote: String? = nil, branch: String? = nil, now: Instant,
    patience: Duration? = nil
  ) async throws {
    let plain = Git(in: store.path, patience: patience ?? Git.patience)
    let found = try await Repository(of: store.path, git: plain)
    let identity = try await found.identity(of: store.person, at: now)
    repository = Repository(found, adding: identity)
    counterpart = try await Counterpart(of: repository, remote: remote, branch: branch)
    self.now = now
    if branch == nil, try await repository.ignoresStore() {
      throw GitError.ignored(store: store.path)
    }
  }

  /// Exchanges, and returns when both sides have all that both had.
  package func run(on store: MarketStore) async throws -> Exchanged {
    guard let lock = try store.lockForExchange() else { throw GitError.busy(store: store.path) }
    defer { withExtendedLifetime(lock) {} }
    var exchanged = Exchanged(remote: counterpart.remote, branch: counterpart.branch)
    var theirs = try await fetch()
    for attempt in 1...Self.attemptLimit {
      // Whoever commits to it from here on keeps it from being moved.
      let ours = try await tip()
      let union = try await unite(store, theirs, &exchanged)
      exchanged.sent = union.sent
      guard !union.sent.isEmpty else {
        return try await end(&exchanged, on: store, at: theirs, from: ours, union, lineage: nil)
      }
      let lineage = try await lineage(of: union, from: ours, onto: theirs, store)
      if let refusal = try await push(lineage.theirs) {
        let seen = theirs
        theirs = try await fetch()
        guard theirs != seen else {
          throw GitError.refused(
            remote: counterpart.remote, branch: counterpart.branch, store: store.path, said: refusal
          )
        }
        // Those who collide once collide again if all wait equally long.
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...(40 * attempt))))
        continue
      }
      return try await end(
        &exchanged, on: store, at: lineage.theirs, from: ours, union, lineage: lineage)
    }
    throw GitError.overtaken(
      remote: counterpart.remote, branch: counterpart.branch, attempts: Self.attemptLimit)
  }

  private func end(
    _ exchanged: inout Exchanged, on store: MarketStore, at tip: ObjectID?, from ours: ObjectID?,
    _ union: Union, lineage: Lineage?
  ) async throws -> Exchanged {
    exchanged.commit = tip?.text
    if let tip {
      exchanged.branchHere = try await follow(tip, from: ours, union, lineage, store)
      _ = try await repository.move(ref("base"), to: tip, from: try await base())
    }
    return exchanged
  }
}

// MARK: The remote

extension Exchange {
  /// A ref of our own. Its name has the place of the store, of which one repository may have
  /// several.
  func ref(_ kind: String) -> String {
    var place = FNV1a()
    place.mix(repository.prefix.utf8)
    return "refs/market/\(String(place.value, radix: 16))/\(kind)/\(counterpart.text)"
  }

  /// The commit up to which both sides were last equal.
  func base() async throws(GitError) -> ObjectID? { try await repository.commit(ref("base")) }

  /// - Returns: What the remote's branch stands at; `nil` when there is no such branch.
  private func fetch() async throws(GitError) -> ObjectID? {
    let words = [
      "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head",
      "--no-auto-maintenance", "--end-of-options", counterpart.remote,
      "+refs/heads/\(counterpart.branch):\(ref("theirs"))",
    ]
    var answer = try await repository.git.ask(words, isRemote: true)
    if !answer.isGood, answer.complaint.contains(".lock") {
      // The lock of a ref that somebody left behind; only ours is needed.
      answer = try await repository.git.ask(
        Array(words.prefix(6)) + ["--refmap="] + words.dropFirst(6), isRemote: true)
    }
    if answer.isGood { return try await repository.commit(ref("theirs")) }
    let lines = answer.complaint.split(separator: "\n")
    if lines.contains(where: { $0.hasPrefix("fatal: couldn't find remote ref") }) { return nil }
    throw .unreachable(
      remote: counterpart.remote, store: repository.store, said: answer.complaint.lastWord)
  }

  /// - Returns: Why the remote refused; `nil` when it took the commit.
  private func push(_ commit: ObjectID) async throws(GitError) -> String? {
    let answer = try await repository.git.ask(
      [
        "push", "--quiet", "--no-verify", "--no-signed", "--no-follow-tags",
        "--recurse-submodules=no", "--end-of-options", counterpart.remote,
        "\(commit.text):refs/heads/\(counterpart.branch)",
      ], isRemote: true)
    return answer.isGood ? nil : answer.complaint.lastWord
  }
}

extension Repository {
  /// Whether the repository's rules keep the store out of it.
  fileprivate func ignoresStore() async throws(GitError) -> Bool {
    // It refuses to run where paths are literal.
    try await git.adding(["GIT_LITERAL_PATHSPECS": "0"])
      .ask("check-ignore", "--quiet", "--no-index", "--", "ledger").isGood
  }

  /// Who commits, and when: whom git knows, else the person who syncs.
  fileprivate func identity(of person: Person, at now: Instant) async throws(GitError)
    -> [String: String]
  {
    var names = [
      "GIT_AUTHOR_DATE": "\(now.milliseconds / 1000) +0000",
      "GIT_COMMITTER_DATE": "\(now.milliseconds / 1000) +0000",
    ]
    let known = try await (setting("user.name"), setting("user.email"))
    guard known.0 == nil || known.1 == nil else { return names }
    for role in ["AUTHOR", "COMMITTER"] {
      names["GIT_\(role)_NAME"] = known.0 ?? person.rawValue
      // RFC 2606: nobody's.
      names["GIT_\(role)_EMAIL"] = known.1 ?? "\(person.rawValue)@market.invalid"
    }
    return names
  }
}
