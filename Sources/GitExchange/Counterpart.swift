import MarketLedger

/// With what a store is exchanged: a branch of a remote.
struct Counterpart: Sendable {
  let remote: String
  let branch: String
  /// The ref of the branch that is checked out here, when it is the one that follows the
  /// counterpart's, and nobody is in the middle of a merge.
  let local: String?

  var text: String { "\(remote)/\(branch)" }

  /// Finds out what is meant: what was said, else what the branch that is checked out follows, else
  /// `origin`, else the only remote, and the branch of the same name.
  init(of repository: Repository, remote: String?, branch: String?) async throws(GitError) {
    let git = repository.git
    let known = try await git.tell("remote").lines
    guard !known.isEmpty else { throw .noRemote(store: repository.store) }
    let head = try await git.ask("symbolic-ref", "--quiet", "HEAD").text
    var current = head.hasPrefix("refs/heads/") ? String(head.dropFirst(11)) : nil
    let isOnBranch = current != nil
    if current == nil { current = try await Self.branchBeingRebased(in: repository) }

    let followed = try await Self.followed(by: current, in: repository)
    let usual = followed?.remote ?? (known.contains("origin") ? "origin" : nil)
    guard let remote = remote ?? usual ?? (known.count == 1 ? known[0] : nil) else {
      throw .manyRemotes(store: repository.store, known: known)
    }
    guard known.contains(remote), !remote.hasPrefix("-") else {
      throw .unknownRemote(remote, store: repository.store, known: known)
    }
    let usualBranch = followed?.remote == remote ? followed?.branch : current
    guard let branch = branch ?? usualBranch else { throw .noBranch(store: repository.store) }
    guard try await git.ask("check-ref-format", "refs/heads/\(branch)").isGood else {
      throw .badBranch(branch)
    }
    self.remote = remote
    self.branch = branch
    let isFollowed = isOnBranch && usualBranch == branch
    let isBusy = try await isFollowed ? Self.isInMidst(of: repository) : true
    local = isBusy ? nil : current.map { "refs/heads/\($0)" }
  }

  private static func followed(
    by branch: String?, in repository: Repository
  ) async throws(GitError) -> (remote: String, branch: String)? {
    guard let branch, let remote = try await repository.setting("branch.\(branch).remote"),
      let ref = try await repository.setting("branch.\(branch).merge"),
      ref.hasPrefix("refs/heads/"), remote != "."
    else { return nil }
    return (remote, String(ref.dropFirst(11)))
  }

  /// While somebody rebases, HEAD is on no branch; git has written down which one will be.
  private static func branchBeingRebased(in repository: Repository) async throws(GitError)
    -> String?
  {
    for name in ["rebase-merge", "rebase-apply"] {
      let path = try await repository.git.tell("rev-parse", "--git-path", name).text
      let folder = path.hasPrefix("/") ? path : "\(repository.store)/\(path)"
      guard let bytes = try? Folder(path: folder).read("head-name") else { continue }
      let ref = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
      if ref.hasPrefix("refs/heads/") { return String(ref.dropFirst(11)) }
    }
    return nil
  }

  /// Whether a merge waits for its end: then what is checked out and staged is somebody's work.
  private static func isInMidst(of repository: Repository) async throws(GitError) -> Bool {
    for name in ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"]
    where try await repository.commit(name) != nil {
      return true
    }
    return try await !repository.git.tell("ls-files", "-u", "-z").output.isEmpty
  }
}
