import MarketLedger
import MarketModel

/// The repository in which a store lies, as git's plumbing shows it: objects, trees and refs,
/// never a file that somebody has checked out.
struct Repository: Sendable {
  private(set) var git: Git
  let store: String
  /// From where links and dots are gone.
  let root: String
  /// The store's folder from the root on: empty, or with a slash at its end.
  let prefix: String

  init(of store: String, git: Git) async throws(GitError) {
    let answer = try await git.ask(
      "rev-parse", "--is-inside-work-tree", "--show-prefix", "--show-toplevel",
      "--absolute-git-dir")
    guard answer.isGood else {
      if answer.complaint.contains("not a git repository") { throw .noRepository(store: store) }
      if answer.complaint.contains("must be run in a work tree") { throw .noWorktree(store: store) }
      if answer.complaint.contains("bare repository") { throw .falseRepository(store: store) }
      // The second is what git 2.30 says.
      if answer.complaint.contains("dubious ownership")
        || answer.complaint.contains("is owned by someone else")
      {
        throw .foreignRepository(store: store)
      }
      throw .failed(command: "rev-parse", store: store, said: answer.complaint.lastWord)
    }
    let lines = answer.text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 4, lines[0] == "true" else { throw .noWorktree(store: store) }
    // Git before 2.38 takes files of a worktree for its repository, and says so only here.
    guard lines[3] != lines[2] else { throw .falseRepository(store: store) }
    (self.git, self.store) = (git, store)
    (prefix, root) = (String(lines[1]), String(lines[2]))
  }

  /// The same, with more in git's environment.
  init(_ repository: Repository, adding names: [String: String]) {
    self = repository
    git = repository.git.adding(names)
  }

  /// A path from the store's folder on, as one from the machine's root on.
  func absolute(_ path: String) -> String { "\(root)/\(prefix)\(path)" }

  /// The id of the commit that a name stands for.
  func commit(_ name: String) async throws(GitError) -> ObjectID? {
    let answer = try await git.ask(
      "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}")
    return answer.isGood ? ObjectID(answer.text) : nil
  }

  func setting(_ name: String) async throws(GitError) -> String? {
    let answer = try await git.ask("config", "--get", name)
    return answer.isGood ? answer.text : nil
  }

  func isAncestor(_ a: ObjectID, of b: ObjectID) async throws(GitError) -> Bool {
    try await git.ask("merge-base", "--is-ancestor", a.text, b.text).isGood
  }

  func mergeBase(_ a: ObjectID, _ b: ObjectID) async throws(GitError) -> ObjectID? {
    let answer = try await git.ask("merge-base", a.text, b.text)
    return answer.isGood ? answer.lines.first.flatMap(ObjectID.init) : nil
  }

  /// Moves a ref, if it still stands where we saw it.
  ///
  /// - Returns: Whether it moved.
  func move(_ ref: String, to new: ObjectID, from old: ObjectID?) async throws(GitError) -> Bool {
    try await git.ask(
      "update-ref", "-m", "market sync", ref, new.text, old?.text ?? ""
    ).isGood
  }
}

/// The name of a git object: 40 hex digits, or 64.
struct ObjectID: Hashable, Sendable {
  let text: String

  /// Where an id has to stand and there is no object.
  var zeros: String { String(repeating: "0", count: text.utf8.count) }

  init?(_ text: some StringProtocol) {
    guard [40, 64].contains(text.utf8.count),
      text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 })
    else { return nil }
    self.text = String(text)
  }
}

// MARK: Trees

extension Repository {
  /// What a commit has of the store.
  func storeTree(of commit: ObjectID) async throws(GitError) -> StoreTree {
    let answer = try await git.tell(
      ["ls-tree", "-r", "-z", "-l", "--full-tree", commit.text, "--"]
        + StorePath.tops.map { prefix + $0 })
    return StoreTree(answer.output, prefix: prefix)
  }

  /// What a commit has besides the store: equal texts, equal trees.
  func surroundings(of commit: ObjectID) async throws(GitError) -> [ArraySlice<UInt8>] {
    let answer = try await git.tell("ls-tree", "-r", "-z", "--full-tree", commit.text)
    return answer.output.split(separator: 0).filter { record in
      guard let tab = record.firstIndex(of: UInt8(ascii: "\t")) else { return false }
      let path = record[(tab + 1)...]
      guard path.starts(with: prefix.utf8) else { return true }
      let top = path.dropFirst(prefix.utf8.count).prefix { $0 != UInt8(ascii: "/") }
      return !StorePath.tops.contains { $0.utf8.elementsEqual(top) }
    }
  }

  /// A tree: what a commit has, or nothing, with files of the store in it.
  func tree(
    _ files: [StorePath: ObjectID], in commit: ObjectID?, index: String
  ) async throws(GitError) -> ObjectID {
    let git = git.adding(["GIT_INDEX_FILE": index])
    _ = try await git.tell(["read-tree"] + (commit.map { [$0.text] } ?? ["--empty"]))
    _ = try await git.tell("update-index", "-z", "--index-info", input: records(of: files))
    return try id(in: try await git.tell("write-tree"))
  }

  /// What `update-index --index-info` reads.
  func records(of files: [StorePath: ObjectID]) -> [UInt8] {
    files.sorted { $0.key < $1.key }.flatMap { path, id in
      Array("100644 \(id.text) 0\t\(prefix)\(path.text)\0".utf8)
    }
  }

  func newCommit(
    _ tree: ObjectID, parents: [ObjectID], message: String
  ) async throws(GitError) -> ObjectID {
    let answer = try await git.tell(
      ["commit-tree", tree.text] + parents.flatMap { ["-p", $0.text] } + ["-F", "-"],
      input: Array(message.utf8))
    return try id(in: answer)
  }

  private func id(in answer: Git.Answer) throws(GitError) -> ObjectID {
    guard let id = ObjectID(answer.text) else {
      throw .failed(command: "plumbing", store: store, said: answer.text.lastWord)
    }
    return id
  }
}

// MARK: Files

extension Repository {
  /// The ids that files of the worktree would have; they are only looked at.
  func ids(of paths: [StorePath]) async throws(GitError) -> [StorePath: ObjectID] {
    guard !paths.isEmpty else { return [:] }
    // These are not taken from the folder where git runs.
    let names = paths.map { absolute($0.text) + "\n" }.joined()
    let answer = try await git.tell(
      "hash-object", "--no-filters", "--stdin-paths", input: Array(names.utf8))
    let ids = answer.lines.compactMap { ObjectID($0) }
    guard ids.count == paths.count else {
      throw .failed(command: "hash-object", store: store, said: answer.complaint.lastWord)
    }
    return Dictionary(uniqueKeysWithValues: zip(paths, ids))
  }

  /// Keeps bytes in the repository.
  func keep(_ bytes: [UInt8]) async throws(GitError) -> ObjectID {
    try id(
      in: try await git.tell("hash-object", "-w", "--no-filters", "--stdin", input: bytes))
  }

  /// The bytes of blobs.
  func contents(of ids: Set<ObjectID>) async throws(GitError) -> [ObjectID: [UInt8]] {
    // One alone may be large, so it is not copied out of an answer about many.
    if ids.count == 1, let id = ids.first {
      return [id: try await git.tell("cat-file", "blob", id.text).output]
    }
    guard !ids.isEmpty else { return [:] }
    let names = ids.map { $0.text + "\n" }.joined()
    let output = try await git.tell("cat-file", "--batch", input: Array(names.utf8)).output
    var found: [ObjectID: [UInt8]] = [:]
    var at = 0
    while at < output.count, let end = output[at...].firstIndex(of: UInt8(ascii: "\n")) {
      // `<id> blob <size>`, a newline, the bytes, a newline.
      let head = String(decoding: output[at..<end], as: UTF8.self).split(separator: " ")
      guard head.count == 3, let id = ObjectID(head[0]), let size = Int(head[2]),
        end + 1 + size < output.count
      else { break }
      found[id] = Array(output[end + 1..<end + 1 + size])
      at = end + size + 2
    }
    guard found.count == ids.count else {
      throw .failed(command: "cat-file", store: store, said: "an object is missing")
    }
    return found
  }

  /// Merges three texts, each in a file, as git does.
  ///
  /// - Returns: `nil` when they clash.
  func merged(ours: String, base: String, theirs: String) async throws(GitError) -> [UInt8]? {
    let answer = try await git.ask("merge-file", "-p", "-q", "--", ours, base, theirs)
    return answer.isGood ? answer.output : nil
  }
}
