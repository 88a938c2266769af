import Foundation
import Testing

/// The Makefile on machines that are not this one, played by small scripts that stand in for
/// Debian's commands.
struct MakefileTests {
  @Test func `where everything is installed, nothing is run`() throws {
    let machine = try Machine(["dpkg-query": "echo install ok installed"])
    #expect(try machine.make("libraries") == Outcome(status: 0, said: "", ran: []))
  }

  @Test func `without root or sudo, it says what to ask for`() throws {
    let machine = try Machine(["dpkg-query": "exit 1", "id": "echo 1000"])
    let outcome = try machine.make("libraries")
    #expect(outcome.status != 0)
    #expect(
      outcome.said.contains("you are not root and there is no sudo; ask for: apt-get install"))
    #expect(outcome.said.contains("libisal-dev libzstd-dev libmd-dev libyaml-dev"))
    #expect(outcome.ran == [])
  }

  @Test func `Debian 12 gets ncurses by its old name, through sudo`() throws {
    let machine = try Machine([
      "dpkg-query":
        "case $4 in libisal*|libzstd*|libmd*|git|ca-*) echo install ok installed;; *) exit 1;; esac",
      "id": "echo 1000", "sudo": #"echo sudo "$@" >>"$LOG"; exec "$@""#, "apt-cache": "exit 0",
    ])
    let outcome = try machine.make("test-tools")
    #expect(outcome.status == 0)
    #expect(
      outcome.ran == [
        "sudo apt-get -qq update", "apt-get -qq update",
        "sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "
          + "libncursesw5-dev libyaml-dev tmux ruby",
        "apt-get -qq install --no-install-recommends libncursesw5-dev libyaml-dev tmux ruby",
      ])
  }

  @Test func `a Debian that dropped the old name gets the new one`() throws {
    let machine = try Machine(["dpkg-query": "exit 1", "id": "echo 0", "apt-cache": "exit 100"])
    let outcome = try machine.make("libraries")
    #expect(outcome.status == 0)
    #expect(
      outcome.ran.last == "apt-get -qq install --no-install-recommends "
        + "libncurses-dev libisal-dev libzstd-dev libmd-dev libyaml-dev git ca-certificates")
  }

  @Test func `an installation that fails says so and stops`() throws {
    let machine = try Machine([
      "dpkg-query": "exit 1", "id": "echo 0", "apt-get": "exit 100", "apt-cache": "exit 0",
    ])
    let outcome = try machine.make("libraries")
    #expect(outcome.status != 0)
    #expect(outcome.said.contains("apt-get could not install them"))
  }

  @Test func `the menu lists every target that people call`() throws {
    let menu = try Machine([:]).make("menu").said
    for target in [
      "run", "test", "check", "soak", "bench", "simulate", "lint", "record", "install",
      "uninstall",
    ] {
      #expect(menu.contains("make \(target) "))
    }
  }
}

private struct Outcome: Equatable {
  let status: Int32
  let said: String
  /// What the stand-ins were called with.
  let ran: [String]
}

/// A folder that is all the PATH there is.
private struct Machine {
  private let folder: URL
  private var log: URL { folder.appendingPathComponent("log") }

  init(_ commands: [String: String]) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("machine-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var commands = commands
    commands["swift"] = commands["swift"] ?? ""
    commands["apt-get"] = commands["apt-get"] ?? #"echo apt-get "$@" >>"$LOG""#
    for (name, body) in commands {
      try Self.write(script: body, to: folder.appendingPathComponent(name))
    }
    for name in ["sed", "grep", "env", "expand"] {
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent(name),
        withDestinationURL: URL(fileURLWithPath: "/usr/bin/\(name)").resolvingSymlinksInPath())
    }
  }

  /// By a process of its own: a program that another test starts just then would inherit the open file
  /// from this one, and what is open for writing can't be run.
  private static func write(script: String, to file: URL) throws {
    let shell = try Process.run(
      URL(fileURLWithPath: "/bin/sh"),
      arguments: [
        "-c", #"printf '#!/bin/sh\n%s\n' "$1" >"$0" && chmod 755 "$0""#, file.path, script,
      ])
    shell.waitUntilExit()
    try #require(shell.terminationStatus == 0)
  }

  func make(_ target: String) throws -> Outcome {
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/make")
    process.arguments = ["--no-print-directory", "-C", House.root.path, target]
    process.environment = ["PATH": folder.path, "LOG": log.path, "LC_ALL": "C"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let ran = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    return Outcome(
      status: process.terminationStatus, said: said,
      ran: ran.split(separator: "\n").map(String.init))
  }
}
