import Foundation
import Testing

/// What a repository may name, and what of it runs.
struct SyncTrustTests {
  let clones: Clones

  init() throws { clones = try Clones() }

  private var trap: String { clones.folder.path + "/sprung" }
  private var isSprung: Bool { FileManager.default.fileExists(atPath: trap) }

  /// Settings of a clone, each of which makes git run a program for something it does.
  private static let programs: [[String]] = [
    ["filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "filter.trap.required"],
    ["core.fsmonitor"], ["diff.external"], ["diff.trap.command", "diff.trap.textconv"],
    ["merge.trap.driver"], ["gpg.program", "commit.gpgSign", "push.gpgSign", "tag.gpgSign"],
    ["core.alternateRefsCommand"], ["core.pager", "core.editor", "core.askPass"],
  ]

  @Test(arguments: programs)
  func `no program runs that a clone's settings name for what a sync never does`(
    names: [String]
  ) throws {
    let (ana, bo) = (try clones.clone("ana"), try clones.clone("bo"))
    try ana.write("verify_after: 3\n\n\n\n\nroster:\n  - name: ana\n", to: "market.yml")
    try ana.decide()
    try ana.sync()
    try bo.sync()
    for name in names {
      let isFlag = name.hasSuffix("gn") || name.hasSuffix("required")
      try ana.git("config", name, isFlag ? "true" : "touch \(trap); false")
    }
    try ana.write("* filter=trap diff=trap merge=trap\n", to: ".git/info/attributes")
    try ana.write(clones.folder.path + "/hub/objects\n", to: ".git/objects/info/alternates")
    for clone in [ana, bo] {
      let text = try clone.text("market.yml")
      try clone.write(
        clone.name == "ana"
          ? text.replacingOccurrences(of: "3", with: "4") : text + "  - name: bo\n",
        to: "market.yml")
      try clone.decide()
    }
    try bo.sync()
    try ana.sync()
    try ana.sync()
    #expect(!isSprung)
    #expect(try ana.text("market.yml").hasPrefix("verify_after: 4\n"))
  }

  @Test func `what reaches a remote runs as the clone says`() throws {
    let ana = try clones.clone("ana")
    try ana.git("config", "remote.origin.uploadpack", "touch \(trap); git-upload-pack")
    try ana.decide()
    try ana.sync()
    #expect(isSprung)
  }

  @Test func `a repository that another user owns is not followed, and it says what to do`() throws
  {
    let ana = try clones.clone("ana")
    try ana.git("config", "remote.origin.uploadpack", "touch \(trap); git-upload-pack")
    try ana.decide()
    // The same git, told by its own means for tests that it is somebody else.
    try ana.write(
      "#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec /usr/bin/git \"$@\"\n", to: ".bin/git")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: ana.folder.path + "/.bin/git")
    let answer = try ana("sync", adding: ["PATH": ana.folder.path + "/.bin:/usr/bin:/bin"])
    #expect(answer.status == 1)
    #expect(answer.err.contains("the repository belongs to another user"))
    #expect(answer.err.contains("→ let its owner sync, or make a clone of your own"))
    #expect(!isSprung)
  }

  @Test func `files of a store that look like a repository are none`() throws {
    let ana = try clones.clone("ana", store: "market")
    try ana.decide()
    try ana.sync()
    // What anybody could put into a shared folder, or push.
    try ana.write("ref: refs/heads/main\n", to: "market/HEAD")
    for folder in ["objects", "refs"] {
      try FileManager.default.createDirectory(
        atPath: ana.store.path + "/" + folder, withIntermediateDirectories: true)
    }
    try ana.write(
      """
      [core]
        repositoryformatversion = 0
        bare = false
        worktree = \(ana.store.path)
      [remote "origin"]
        url = \(clones.folder.path)/hub
        uploadpack = touch \(trap); git-upload-pack

      """, to: "market/config")
    let answer = try ana("sync")
    #expect(!isSprung)
    #expect(answer.status == 1)
    #expect(answer.err.contains("files of the store look like a repository"))
  }
}
