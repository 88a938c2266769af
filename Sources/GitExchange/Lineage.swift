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
  func lineage(
    of union: Union, from ours: ObjectID?, onto theirs: ObjectID?, _ store: MarketStore
  ) async throws -> Lineage {
    let committing = try committing(union, store)
    guard let ours else {
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

  private func committing(_ union: Union, _ store: MarketStore) throws -> Committing {
    Committing(
      repository: repository, files: union.files, message: message(of: union),
      index: repository.absolute(try store.freePath(for: "index")))
  }

  private func message(of union: Union) -> String {
    let haul = union.sent
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

  func merge(_ a: ObjectID, _ b: ObjectID) async throws(GitError) -> ObjectID {
    try await repository.newCommit(
      repository.tree(files, in: a, index: index), parents: [a, b], message: message)
  }

  private func surroundings(of commit: ObjectID) async throws(GitError) -> [ArraySlice<UInt8>] {
    try await repository.surroundings(of: commit)
  }
}

// MARK: The branch that is checked out

extension Exchange {
  /// Where the checked out branch stands; `nil` when it has no commit, or is not ours to move.
  func tip() async throws(GitError) -> ObjectID? {
    guard let local = counterpart.local else { return nil }
    return try await repository.commit(local)
  }

  /// Moves the checked out branch along, where that changes nothing in it but the store.
  func follow(
    _ tip: ObjectID, from ours: ObjectID?, _ union: Union, _ lineage: Lineage?,
    _ store: MarketStore
  ) async throws -> Exchanged.BranchHere {
    guard let local = counterpart.local, ours != tip else { return .along }
    if let lineage {
      guard let new = lineage.ours else { return .along }
      return try await move(local, from: ours, to: new, union)
    }
    guard let ours else {
      guard try await repository.surroundings(of: tip).isEmpty else { return .behind }
      return try await move(local, from: nil, to: tip, union)
    }
    guard try await repository.isAncestor(ours, of: tip) else {
      return try await join(local, at: ours, tip, union, store)
    }
    guard try await repository.surroundings(of: ours) == repository.surroundings(of: tip) else {
      // Entries that are the same as there let a later `git pull` pass over them.
      if try await isCheckedOut(local) { _ = try await stage(union) }
      return .behind
    }
    return try await move(local, from: ours, to: tip, union)
  }

  /// Merges what came into a branch with commits that nobody has pushed, where others did nothing
  /// besides.
  private func join(
    _ branch: String, at ours: ObjectID, _ tip: ObjectID, _ union: Union, _ store: MarketStore
  ) async throws -> Exchanged.BranchHere {
    guard try await repository.storeTree(of: ours).files.mapValues(\.id) != union.files,
      let common = try await repository.mergeBase(ours, tip),
      try await repository.surroundings(of: common) == repository.surroundings(of: tip)
    else { return .along }
    let new = try await committing(union, store).merge(ours, tip)
    return try await move(branch, from: ours, to: new, union)
  }

  /// First the index, then the branch: killed between the two, git shows the store's files as
  /// staged. Both only while the branch is still checked out, and stands where it did when we
  /// began: somebody may have switched to another or committed since.
  private func move(
    _ branch: String, from old: ObjectID?, to new: ObjectID, _ union: Union
  ) async throws(GitError) -> Exchanged.BranchHere {
    guard try await isCheckedOut(branch), let before = try await stage(union) else {
      return .inUse
    }
    if try await isCheckedOut(branch), try await repository.move(branch, to: new, from: old) {
      return .along
    }
    if before.isEmpty { return .inUse }
    return try await setIndex(before) ? .inUse : .staged
  }

  private func isCheckedOut(_ branch: String) async throws(GitError) -> Bool {
    try await repository.git.ask("symbolic-ref", "--quiet", "HEAD").text == branch
  }

  /// Gives the user's index the store's files.
  ///
  /// - Returns: What sets it back; `nil` when somebody holds it, or left its lock behind. Then it
  ///   waits for the next exchange.
  private func stage(_ union: Union) async throws(GitError) -> [UInt8]? {
    let staged = try await repository.git.tell("ls-files", "-s", "-z", "--full-name").output
    var known: [String: IndexEntry] = [:]
    for record in staged.split(separator: 0) {
      guard let entry = IndexEntry(record) else { continue }
      known[entry.path] = entry
    }
    let changed = union.files.filter { path, id in
      known[repository.prefix + path.text]?.id != id
    }
    guard !changed.isEmpty else { return [] }
    let before = changed.sorted { $0.key < $1.key }.flatMap { path, id in
      let path = repository.prefix + path.text
      // Mode 0 takes an entry out.
      return Array((known[path]?.text ?? "0 \(id.zeros) 0\t\(path)\0").utf8)
    }
    return try await setIndex(repository.records(of: changed)) ? before : nil
  }

  private func setIndex(_ records: [UInt8]) async throws(GitError) -> Bool {
    try await repository.git.ask(["update-index", "-z", "--index-info"], input: records).isGood
  }
}

/// What the index has of one file: `100644 <id> 0`, a tab, the path.
private struct IndexEntry {
  let id: ObjectID
  let path: String
  /// As `update-index --index-info` reads it.
  let text: String

  init?(_ record: ArraySlice<UInt8>) {
    let record = String(decoding: record, as: UTF8.self)
    let parts = record.split(separator: "\t", maxSplits: 1)
    guard parts.count == 2, let id = parts[0].split(separator: " ").dropFirst().first,
      let id = ObjectID(id)
    else { return nil }
    (self.id, path, text) = (id, String(parts[1]), record + "\0")
  }
}
