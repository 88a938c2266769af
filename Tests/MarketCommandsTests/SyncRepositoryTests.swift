import Foundation
import Testing

/// Repositories that hold more than a store, and trees that nobody should trust.
struct SyncRepositoryTests {
  let clones: Clones

  init() throws {
    clones = try Clones()
    let seed = try clones.repository("seed", store: "ops/market")
    try seed.write("int main;\n", to: "main.c")
    try seed.git("add", "main.c")
    try seed.git("commit", "-qm", "code")
    try seed.git("push", "-q", "\(clones.folder.path)/hub", "HEAD:main")
  }

  private func programmer(_ name: String) throws -> Clone {
    try clones.clone(name, store: "ops/market")
  }

  private func commit(_ text: String, to file: String, in clone: Clone) throws {
    try clone.write(text, to: file)
    try clone.git("add", file)
    try clone.git("commit", "-qm", "work on \(file)", "--", file)
  }

  /// What git says about all that is not the store.
  private func work(in clone: Clone) throws -> [String] {
    let elsewhere = [".", ":(exclude)ops/market"]
    return try [
      ["status", "--porcelain", "--untracked-files=all", "--"], ["diff", "--"],
      ["diff", "--cached", "--"],
    ].map { try clones.git($0 + elsewhere, in: clone.name) }
  }

  private func makeMess(in clone: Clone) throws {
    try clone.write("int main; // half\n", to: "main.c")
    try clone.write("staged\n", to: "new.c")
    try clone.git("add", "new.c")
    try clone.write("and changed again\n", to: "new.c")
    try clone.write("untracked\n", to: "notes.txt")
  }

  @Test func `work that is under way stays exactly as it is`() throws {
    let (ana, bo) = (try programmer("ana"), try programmer("bo"))
    try makeMess(in: ana)
    let before = try work(in: ana)
    try ana.decide(1)
    try ana.sync()
    #expect(try work(in: ana) == before)
    try bo.sync()
    try commit("int other;\n", to: "other.c", in: bo)
    try bo.git("push", "-q")
    try bo.decide(1)
    try bo.sync()
    let answer = try ana.sync()
    #expect(answer.lines == ["Received 1 decision (bo 1) from origin/main."])
    #expect(answer.err.contains("lacks what others did outside the store; next: git pull"))
    #expect(try work(in: ana) == before)
    #expect(try ana.state() == bo.state())
    // And a pull, which changes neither of the files at work, goes through.
    try ana.git("pull", "-q", "--ff-only")
    #expect(try work(in: ana) == before)
    #expect(try ana.git("status", "--porcelain", "--", "ops") == "")
    #expect(try ana.text("other.c") == "int other;\n")
  }

  @Test func `work that is not pushed is not pushed by a sync, and pulls go through`() throws {
    let (ana, bo) = (try programmer("ana"), try programmer("bo"))
    try ana.decide(1)
    try ana.sync()
    try bo.sync()
    try commit("int mine;\n", to: "mine.c", in: ana)
    try commit("int yours;\n", to: "yours.c", in: bo)
    try bo.git("push", "-q")
    for _ in 1...2 {
      try ana.decide(1)
      try bo.decide(1)
      try bo.sync()
      try ana.sync()
      try bo.sync()
    }
    #expect(try ana.state() == bo.state())
    #expect(try !clones.git("ls-tree", "--name-only", "main", in: "hub").contains("mine.c"))
    #expect(try clones.git("ls-tree", "--name-only", "main", in: "hub").contains("yours.c"))
    #expect(try ana.git("status", "--porcelain") == "")
    try ana.git("pull", "-q", "--no-rebase", "--no-edit")
    #expect(try ana.text("yours.c") == "int yours;\n")
    #expect(try ana.git("status", "--porcelain") == "")
    #expect(try ana.state() == bo.state())
    try ana.git("push", "-q")
    try ana.sync()
    #expect(try ana.git("rev-parse", "HEAD") == clones.git("rev-parse", "main", in: "hub"))
  }

  @Test func `a branch of its own has nothing in it but the store`() throws {
    let (ana, bo) = (try programmer("ana"), try programmer("bo"))
    try ana.write("ops/market\n", to: ".gitignore")
    let refused = try ana("sync")
    #expect(refused.status == 1)
    #expect(refused.err.contains("the repository is told to ignore the store"))
    let head = try ana.git("rev-parse", "HEAD")
    try ana.decide(2)
    try ana.sync("--branch", "market")
    try bo.sync("--branch", "market")
    #expect(try ana.state() == bo.state())
    #expect(try ana.git("rev-parse", "HEAD") == head)
    #expect(try ana.git("diff", "--cached", "--name-only") == "")
    let names = try clones.git("ls-tree", "-r", "--name-only", "market", in: "hub").split(
      separator: "\n")
    #expect(names.allSatisfy { $0.hasPrefix("ops/market/") })
  }

  @Test func `a branch that is not there yet is not made out of somebody's work`() throws {
    let ana = try programmer("ana")
    try ana.git("checkout", "-q", "-b", "feature", "--no-track")
    try ana.decide()
    let answer = try ana("sync")
    #expect(answer.status == 1)
    #expect(answer.err.contains("origin has no branch feature, and yours has more than the store"))
    #expect(answer.err.contains("git -C \(ana.store.path) push -u origin feature"))
  }

  @Test func `a ledger that somebody made a program there is not written over`() throws {
    let (ana, bo) = (try programmer("ana"), try programmer("bo"))
    try bo.decide()
    try bo.sync()
    try ana.sync()
    try bo.decide()
    try bo.sync()
    try bo.git("pull", "-q")
    _ = try clones.run(
      "/bin/sh",
      [
        "-c",
        "git update-index --chmod=+x ops/market/ledger/* && git commit -qm mode && git push -q",
      ], in: bo.folder)
    let before = try clones.git("ls-tree", "-r", "main", "ops/market/ledger", in: "hub")
    try ana.decide()
    let answer = try ana.sync()
    let after = try clones.git("ls-tree", "-r", "main", "ops/market/ledger", in: "hub")
    #expect(before.split(separator: "\n").allSatisfy { after.contains($0) })
    #expect(answer.err.contains("is a link, a program or a repository there"))
  }

  @Test func `links, programs, repositories and odd names are left out and named`() throws {
    let (ana, bo) = (try programmer("ana"), try programmer("bo"))
    try bo.write("/etc/passwd", to: "target")
    let blob = try bo.git("hash-object", "-w", "target").split(separator: "\n")[0]
    let head = try bo.git("rev-parse", "HEAD").split(separator: "\n")[0]
    let entries = [
      "120000 \(blob) 0\tops/market/ledger/link-000001.jsonl",
      "100755 \(blob) 0\tops/market/ledger/tool-000001.jsonl",
      "160000 \(head) 0\tops/market/nights/2026-11-18",
      "100644 \(blob) 0\tops/market/ledger/Odd\u{202e}name",
      "120000 \(blob) 0\tops/market/market.yml",
      "100644 \(blob) 0\tops/market/live/place.json",
      "100644 \(blob) 0\tops/market/ledger/plain-000001.jsonl",
    ]
    try bo.write(entries.joined(separator: "\n") + "\n", to: "entries")
    _ = try clones.run(
      "/bin/sh",
      ["-c", "git update-index --index-info <entries && git commit -qm trap && git push -q"],
      in: bo.folder)
    try ana.decide()
    let answer = try ana.sync()
    for name in [
      "ledger/link-000001.jsonl", "ledger/tool-000001.jsonl", "nights/2026-11-18",
      "ledger/Odd�name",
      "market.yml",
    ] {
      #expect(answer.err.contains("market: \(name): is"), "\(name)")
    }
    #expect(answer.err.contains("ledger/plain-000001.jsonl: has damaged lines there"))
    let files = try FileManager.default.subpathsOfDirectory(atPath: ana.store.path)
    #expect(!files.contains { $0.contains("-000001") })
    #expect(!files.contains("live/place.json") && !files.contains("market.yml"))
    #expect(try ana("check").status == 0)
    // What was there stays there: it is not ours to remove.
    #expect(try clones.git("ls-tree", "main:ops/market/ledger", in: "hub").contains("120000"))
  }
}
