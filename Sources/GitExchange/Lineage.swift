import MarketLedger
import MarketModel

/// Where the commits of an exchange stand in history.
///
/// The exchange adds nothing to a branch but files of the store. Where the repository holds more
/// than a store, the user's branch and the remote's may each have what the other lacks. Then a
/// commit with the new files is made on top of what both have, and merged into either side: into
/// the remote's, which is pushed, and into the user's, which stays here. So nobody's unfinished
/// work is pushed, nothing has to be checked out, and a later `git pull` finds the store's files
/// equal.
struct Lineage: Sendable {
  /// What is pushed.
  let theirs: ObjectID
  /// Where the checked out branch goes; `nil` when it stays.
  let ours: ObjectID?
}

extension Exchange {
  /// Commits what the remote lacks.
  func lineage(of union: Union, onto theirs: ObjectID?, _ store: MarketStore) async throws
    -> Lineage
  {
    let committing = Committing(
      repository: repository, files: union.files, message: message(of: union),
      index: try repository.absolute(store.freePath(for: "index")))
    guard counterpart.local != nil, let ours = try await repository.commit("HEAD") else {
      let new = try await committing.commit(on: theirs)
      let isAlone = counterpart.local != nil && theirs == nil
      return Lineage(theirs: new, ours: isAlone ? new : nil)
    }
    guard let theirs else {
      guard try await repository.surroundings(of: ours).isEmpty else {
        throw GitError.unpublished(
          branch: counterpart.branch, remote: counterpart.remote, store: store.path)
      }
      let new = try await committing.commit(on: ours)
      return Lineage(theirs: new, ours: new)
    }
    return try await committing.lineage(ours, theirs)
  }

  private func message(of union: Union) -> String {
    var haul = Exchanged.Haul()
    for (path, news) in union.news { haul.add(path, news.bytes, beyond: news.old) }
    let people = haul.decisions.sorted { $0.key < $1.key }.map { "\($0.key.rawValue) \($0.value)" }
    let nights = haul.nights.sorted().map(\.description)
    return """
      Exchange decisions and nights

      decisions: \(people.isEmpty ? "none" : people.joined(separator: ", "))
      nights: \(nights.isEmpty ? "none" : nights.joined(separator: " "))

      """
  }
}

/// Makes commits that hold the same files of the store.
private struct Committing: Sendable {
  let repository: Repository
  let files: [StorePath: ObjectID]
  let message: String
  let index: String

  func lineage(_ ours: ObjectID, _ theirs: ObjectID) async throws(GitError) -> Lineage {
    if ours == theirs { return try await both(on: theirs) }
    let common = try await repository.mergeBase(ours, theirs)
    let mine = try await repository.surroundings(of: ours)
    let here = if let common { try await surroundings(of: common) } else { [ArraySlice<UInt8>]() }
    guard mine == here || common == ours else {
      // What is ours besides the store is not pushed.
      let new = try await commit(on: common)
      let pushed = common == theirs ? new : try await merge(theirs, new)
      return Lineage(theirs: pushed, ours: try await merge(ours, new))
    }
    if common == theirs { return try await both(on: ours) }
    let isEqual = try await repository.surroundings(of: theirs) == mine
    if isEqual, common == ours { return try await both(on: theirs) }
    let new = try await commit(on: ours)
    let pushed = try await merge(theirs, new)
    return Lineage(theirs: pushed, ours: isEqual ? pushed : new)
  }

  private func both(on parent: ObjectID) async throws(GitError) -> Lineage {
    let new = try await commit(on: parent)
    return Lineage(theirs: new, ours: new)
  }

  func commit(on parent: ObjectID?) async throws(GitError) -> ObjectID {
    try await repository.newCommit(
      repository.tree(files, in: parent, index: index), parents: parent.map { [$0] } ?? [],
      message: message)
  }

  private func merge(_ a: ObjectID, _ b: ObjectID) async throws(GitError) -> ObjectID {
    try await repository.newCommit(
      repository.tree(files, in: a, index: index), parents: [a, b], message: message)
  }

  private func surroundings(of commit: ObjectID) async throws(GitError) -> [ArraySlice<UInt8>] {
    try await repository.surroundings(of: commit)
  }
}

// MARK: The branch that is checked out

extension Exchange {
  /// Moves the checked out branch along, where that changes nothing in it but the store.
  ///
  /// - Returns: `false` when the branch lacks what others did besides.
  func follow(_ tip: ObjectID, _ union: Union, _ lineage: Lineage?) async throws(GitError) -> Bool {
    guard counterpart.local != nil else { return true }
    let head = try await repository.commit("HEAD")
    guard head != tip else { return true }
    if let lineage {
      guard let ours = lineage.ours else { return true }
      return try await move(from: head, to: ours, union)
    }
    guard let head else {
      guard try await repository.surroundings(of: tip).isEmpty else { return false }
      return try await move(from: nil, to: tip, union)
    }
    guard try await repository.isAncestor(head, of: tip) else { return true }
    guard try await repository.surroundings(of: head) == repository.surroundings(of: tip) else {
      // Entries that are the same as there let a later `git pull` pass over them.
      _ = try await stage(union)
      return false
    }
    return try await move(from: head, to: tip, union)
  }

  /// First the index, then the branch: killed between the two, git shows the store's files as
  /// staged.
  private func move(from old: ObjectID?, to new: ObjectID, _ union: Union) async throws(GitError)
    -> Bool
  {
    guard try await stage(union) else { return true }
    _ = try await repository.move("HEAD", to: new, from: old)
    return true
  }

  /// Gives the user's index the store's files.
  ///
  /// - Returns: `false` when somebody holds it, or left its lock behind. Then it waits for the next
  ///   exchange.
  private func stage(_ union: Union) async throws(GitError) -> Bool {
    let staged = try await repository.git.tell("ls-files", "-s", "-z", "--full-name").output
    var known: [String: Substring] = [:]
    for record in staged.split(separator: 0) {
      let parts = String(decoding: record, as: UTF8.self).split(separator: "\t", maxSplits: 1)
      guard parts.count == 2, let id = parts[0].split(separator: " ").dropFirst().first else {
        continue
      }
      known[String(parts[1])] = id
    }
    let changed = union.files.filter { path, id in
      known[repository.prefix + path.text].map { $0 != id.text } ?? true
    }
    guard !changed.isEmpty else { return true }
    return try await repository.git.ask(
      ["update-index", "-z", "--index-info"], input: repository.records(of: changed)
    ).isGood
  }
}
