import Foundation
import GitExchange
import MarketLedger
import MarketModel
import Testing

/// What goes wrong between machines, and what somebody left half done.
struct SyncTroubleTests {
  let clones: Clones

  init() throws { clones = try Clones() }

  private func hook(_ body: String) throws {
    let file = clones.folder.appendingPathComponent("hub/hooks/update").path
    _ = try clones.run(
      "/bin/sh", ["-c", #"printf '#!/bin/sh\n%s\n' "$1" >"$0"; chmod 755 "$0""#, file, body],
      in: clones.folder)
  }

  @Test func `without git, a repository or a remote it says so and what to do`() throws {
    let ana = try clones.repository("ana")
    try ana.decide()
    let remoteless = try ana("sync")
    #expect(remoteless.status == 1)
    #expect(remoteless.err.contains("the repository has no remote to exchange with\n  → name one"))
    let gitless = try ana("sync", adding: ["PATH": "/nowhere"])
    #expect(gitless.status == 1)
    #expect(gitless.err.contains("git is not installed, or not in $PATH\n  → install it"))
    try FileManager.default.removeItem(at: ana.folder.appendingPathComponent(".git"))
    let homeless = try ana("sync", adding: ["GIT_DIR": clones.folder.path + "/hub"])
    #expect(homeless.status == 1)
    #expect(homeless.err.contains("the store lies in no git repository\n  → make one: git -C"))
  }

  @Test func `a remote that can't be reached is said in one line`() throws {
    let ana = try clones.repository("ana")
    try ana.decide()
    try ana.git("remote", "add", "origin", "\(clones.folder.path)/gone\u{1b}[31m")
    let answer = try ana("sync")
    #expect(answer.status == 1)
    #expect(answer.err.split(separator: "\n").count == 2)
    #expect(answer.err.contains("origin can't be reached (fatal: "))
    #expect(!answer.err.utf8.contains(0x1b))
    #expect(answer.err.contains("→ all decisions are saved here"))
  }

  @Test func `why ssh got nowhere is said, and not only that it did`() throws {
    let ana = try clones.repository("ana")
    try ana.git("remote", "add", "origin", "git@hub.invalid:hub.git")
    try ana.git("config", "core.sshCommand", "echo 'Host key verification failed.' >&2; exit 255;")
    #expect(try ana("sync").err.contains("origin can't be reached (Host key verification failed.)"))
  }

  @Test func `a remote that never answers is given up, and what was started ends`() async throws {
    let ana = try clones.clone("ana")
    let file = clones.folder.path + "/pid"
    try ana.git("config", "remote.origin.uploadpack", "echo $$ >\(file); exec sleep 30;")
    let exchange = try await Exchange(
      of: MarketStore(at: ana.store.path), now: Instant(milliseconds: 0),
      patience: .milliseconds(200))
    await #expect(throws: GitError.tooSlow(command: "fetch", store: ana.store.path, seconds: 0)) {
      _ = try await exchange.run(on: MarketStore(at: ana.store.path))
    }
    let text = try String(contentsOfFile: file, encoding: .utf8)
    let child = try #require(pid_t(text.trimmingCharacters(in: .newlines)))
    // It is told to end and then ends; what nobody has waited for yet is a zombie.
    let deadline = ContinuousClock.now.advanced(by: .seconds(5))
    func isAlive() -> Bool {
      let state = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
      return state.map { !$0.contains(") Z ") } ?? false
    }
    while isAlive(), ContinuousClock.now < deadline { await Task.yield() }
    #expect(!isAlive())
  }

  @Test func `a remote may name no program`() throws {
    let ana = try clones.repository("ana")
    let trap = clones.folder.path + "/sprung"
    try ana.git("remote", "add", "origin", "ext::touch \(trap)")
    #expect(try ana("sync").err.contains("transport 'ext' not allowed"))
    #expect(!FileManager.default.fileExists(atPath: trap))
  }

  @Test func `no hook of the clone runs`() throws {
    let ana = try clones.clone("ana")
    let trap = clones.folder.path + "/sprung"
    for name in ["pre-push", "reference-transaction", "post-index-change", "pre-commit"] {
      _ = try clones.run(
        "/bin/sh",
        [
          "-c", #"printf '#!/bin/sh\ntouch %s\n' "$1" >"$0"; chmod 755 "$0""#,
          "\(ana.folder.path)/.git/hooks/\(name)", trap,
        ], in: clones.folder)
    }
    try ana.decide()
    try ana.sync()
    #expect(!FileManager.default.fileExists(atPath: trap))
  }

  @Test func `who is overtaken unites again and pushes`() throws {
    let (ana, bo) = (try clones.clone("ana"), try clones.clone("bo"))
    let theirs = try bo.decide(2)
    try bo.sync("--branch", "rival")
    try hook(
      "[ -e overtaken ] || { touch overtaken; git update-ref refs/heads/main refs/heads/rival; }")
    let ours = try ana.decide(1)
    #expect(
      try ana.sync().lines == [
        "Received 2 decisions (bo 2) from origin/main.", "Sent 1 decision (ana 1) to origin/main.",
      ])
    try bo.sync()
    #expect(try bo.ids() == Set(ours + theirs))
  }

  @Test func `a push that is refused for good, or overtaken for ever, is said plainly`() throws {
    let ana = try clones.clone("ana")
    try ana.decide()
    try hook("exit 1")
    let refused = try ana("sync")
    #expect(refused.status == 1)
    #expect(refused.err.contains("origin took nothing for main (error: failed to push"))
    try hook(
      "git update-ref refs/heads/main $(git commit-tree -m x $(git mktree </dev/null) -p $(date +%N |"
        + " git commit-tree $(git mktree </dev/null)))")
    let overtaken = try ana("sync")
    #expect(overtaken.status == 1)
    #expect(overtaken.err.contains("others pushed to main of origin 8 times while we did"))
    #expect(overtaken.err.contains("→ all decisions are saved here; try again: market sync"))
  }

  /// Does something in a clone, once, while the hub takes a push.
  private func meanwhile(_ command: String, in clone: Clone) throws {
    try hook(
      "[ -e done ] || { touch done; unset $(git rev-parse --local-env-vars); "
        + "cd \(clone.folder.path); git \(command); } >/dev/null 2>&1")
  }

  @Test func `a branch that was switched to meanwhile is not moved, and nothing stays staged`()
    throws
  {
    let ana = try clones.clone("ana")
    try ana.decide()
    try ana.sync()
    let head = try ana.git("rev-parse", "main")
    try meanwhile("checkout -q -b side", in: ana)
    try ana.decide()
    #expect(try ana.sync().err.contains("was in use, so it stays where it was; next: market sync"))
    #expect(try ana.git("symbolic-ref", "HEAD") == "refs/heads/side\n")
    #expect(try ana.git("rev-parse", "main", "side") == head + head)
    #expect(try ana.git("diff", "--cached", "--name-only") == "")
    try ana.git("checkout", "-q", "main")
    #expect(try ana.sync().err == "")
    #expect(try ana.git("rev-parse", "HEAD") == clones.git("rev-parse", "main", in: "hub"))
    #expect(try ana.git("status", "--porcelain") == "")
  }

  @Test func `a commit that was made meanwhile is not lost, and the next sync moves the branch`()
    throws
  {
    let ana = try clones.clone("ana")
    try ana.decide()
    try ana.sync()
    try meanwhile("commit -q --allow-empty -m work", in: ana)
    try ana.decide()
    #expect(try ana.sync().err.contains("was in use"))
    #expect(try ana.git("log", "-1", "--format=%s") == "work\n")
    #expect(try ana.git("diff", "--cached", "--name-only") == "")
    try ana.sync()
    #expect(try ana.git("log", "--format=%s").split(separator: "\n").contains("work"))
    #expect(try ana.git("status", "--porcelain") == "")
    try ana.git("pull", "-q", "--no-rebase", "--no-edit")
    #expect(try ana.sync().out.hasPrefix("Nothing new"))
  }

  @Test func `many may sync at once`() throws {
    let team = try ["ana", "bo", "cy", "di"].map { try clones.clone($0) }
    for one in team { try one.decide(2) }
    let syncs = try team.map { one in
      try clones.start(Market.program, ["sync", "--store", one.store.path], in: one.folder)
    }
    for sync in syncs {
      let answer = try sync.answer()
      #expect(answer.status == 0, "\(answer.err)")
    }
    for one in team { try one.sync() }
    #expect(Set(try team.map { try $0.state() }).count == 1)
    #expect(try team[0].ids().count == 8)
  }

  @Test func `killed at any moment, the next sync goes on`() throws {
    let (ana, bo) = (try clones.clone("ana"), try clones.clone("bo"))
    for moment in stride(from: 0.01, through: 0.3, by: 0.03) {
      try ana.decide(2)
      try bo.decide(1)
      try bo.sync()
      _ = try clones.run(
        "/usr/bin/timeout",
        ["-s", "KILL", "\(moment)", Market.program, "sync", "--store", ana.store.path],
        in: ana.folder)
      #expect(try ana("check").status == 0)
    }
    try ana.sync()
    try bo.sync()
    #expect(try ana.ids().count == 30)
    #expect(try ana.state() == bo.state())
    #expect(try ana.sync().out.hasPrefix("Nothing new"))
  }

  @Test func `what somebody left half done stays half done, and decisions pass it by`() throws {
    let (ana, bo) = (try clones.clone("ana"), try clones.clone("bo"))
    try ana.write("one\n", to: "notes.txt")
    try ana.git("add", "notes.txt")
    try ana.git("commit", "-qm", "notes")
    try ana.git("push", "-q", "origin", "HEAD:main")
    try ana.git("checkout", "-q", "-b", "side")
    try ana.write("two\n", to: "notes.txt")
    try ana.git("commit", "-qam", "two")
    try ana.git("checkout", "-q", "main")
    try ana.write("three\n", to: "notes.txt")
    try ana.git("commit", "-qam", "three")
    for command in [["merge", "side"], ["rebase", "side"]] {
      let conflict = try clones.run("/usr/bin/git", command, in: ana.folder)
      #expect(conflict.status != 0)
      let before = try ana.git("status", "--porcelain", "--", "notes.txt")
      #expect(before.hasPrefix("UU") || before.hasPrefix("AA"))
      let head = try ana.git("rev-parse", "HEAD")
      try ana.decide(1)
      try bo.decide(1)
      try bo.sync()
      try ana.sync()
      #expect(try ana.git("status", "--porcelain", "--", "notes.txt") == before)
      #expect(try ana.git("rev-parse", "HEAD") == head)
      try bo.sync()
      #expect(try ana.state() == bo.state())
      try ana.git(command[0], "--abort")
    }
  }

  @Test func `locks that were left behind keep only the clone's own branch back`() throws {
    let (ana, bo) = (try clones.clone("ana"), try clones.clone("bo"))
    try ana.decide()
    try ana.sync()
    try bo.decide()
    try bo.sync()
    try ana.decide()
    let head = try ana.git("rev-parse", "HEAD")
    try ana.write("", to: ".git/index.lock")
    try ana.write("", to: ".git/refs/remotes/origin/main.lock")
    try ana.sync()
    try bo.sync()
    #expect(try ana.state() == bo.state())
    #expect(try ana.git("rev-parse", "HEAD") == head)
    for lock in ["index.lock", "refs/remotes/origin/main.lock"] {
      try FileManager.default.removeItem(at: ana.folder.appendingPathComponent(".git/\(lock)"))
    }
    try ana.sync()
    #expect(try ana.git("status", "--porcelain") == "")
  }
}
