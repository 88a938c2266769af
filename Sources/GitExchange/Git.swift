import Glibc
import MarketModel
import Subprocess

/// The program git, run in one folder, as a tool that does what we say and nothing that a
/// repository or a remote says: the only place from which this house starts a program that is not
/// its own.
///
/// No hook, filter, external diff, file system monitor, signature or helper with a name out of the
/// repository runs; nobody is asked for a password; no word goes through a shell. What a person has
/// set up to reach a remote (ssh, a credential helper, a proxy) is used.
struct Git: Sendable {
  /// Where it runs.
  let folder: String
  private let environment: [String: String]
  /// How long a remote may take.
  let patience: Duration

  /// **Seconds.** The first exchange of a year's nights over a slow line; a minute would cut it
  /// off, and nobody waits longer at 08:55.
  static let patience = Duration.seconds(120)
  /// **Seconds.** Git on its own disk; only a broken one takes longer.
  private static let localPatience = Duration.seconds(60)
  /// **Bytes** of what git answers: the largest file of a store, and room for its tree.
  static let answerLimit = 300 << 20
  /// **Bytes** of what it complains.
  private static let complaintLimit = 64 << 10

  init(in folder: String, patience: Duration = Self.patience, adding names: [String: String] = [:])
  {
    self.folder = folder
    self.patience = patience
    environment = Self.fixed.merging(Self.inherited) { fixed, _ in fixed }
      .merging(names) { _, added in added }
  }

  /// The same with more in its environment.
  func adding(_ names: [String: String]) -> Git {
    Git(in: folder, patience: patience, adding: environment.merging(names) { _, new in new })
  }

  struct Answer: Sendable {
    let status: Int32
    let output: [UInt8]
    /// Written by git, and by whoever answers at the other end: hostile.
    let complaint: String

    var isGood: Bool { status == 0 }
    var lines: [String] { text.split(separator: "\n").map(String.init) }
    /// Without the newline at its end.
    var text: String {
      String(
        decoding: output.last == UInt8(ascii: "\n") ? output.dropLast() : output[...], as: UTF8.self
      )
    }
  }

  /// Runs git, whatever comes of it.
  func ask(_ words: String..., input: [UInt8] = [], isRemote: Bool = false) async throws(GitError)
    -> Answer
  {
    try await ask(words, input: input, isRemote: isRemote)
  }

  /// Runs git, which has to succeed.
  func tell(_ words: String..., input: [UInt8] = []) async throws(GitError) -> Answer {
    try await tell(words, input: input)
  }

  func tell(_ words: [String], input: [UInt8] = []) async throws(GitError) -> Answer {
    let answer = try await ask(words, input: input)
    guard answer.isGood else {
      throw .failed(command: words.first ?? "", store: folder, said: answer.complaint.lastWord)
    }
    return answer
  }

  func ask(_ words: [String], input: [UInt8] = [], isRemote: Bool = false) async throws(GitError)
    -> Answer
  {
    let limit = isRemote ? patience : Self.localPatience
    let arguments = ["-C", folder] + Self.settings + words
    do {
      // Whichever is first: git's end, or that of our patience.
      let answer = try await withThrowingTaskGroup(of: Answer?.self) { group in
        group.addTask { try await Self.run(arguments, environment, input) }
        group.addTask {
          try await Task.sleep(for: limit)
          return nil
        }
        defer { group.cancelAll() }
        return try await group.next() ?? nil
      }
      guard let answer else {
        throw GitError.tooSlow(
          command: words.first ?? "", store: folder, seconds: limit.components.seconds)
      }
      return answer
    } catch let error as GitError {
      throw error
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw .noGit
    } catch {
      throw .failed(command: words.first ?? "", store: folder, said: "\(error)".lastWord)
    }
  }

  private static func run(
    _ arguments: [String], _ environment: [String: String], _ input: [UInt8]
  ) async throws -> Answer {
    var options = PlatformOptions()
    // Without a terminal of its own, ssh can't ask for anything either.
    options.createSession = true
    options.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(1))
    ]
    let variables = environment.compactMap { name, value in
      Environment.Key(rawValue: name).map { ($0, value) }
    }
    let result = try await Subprocess.run(
      .name("git"), arguments: Arguments(arguments),
      environment: .custom(Dictionary(uniqueKeysWithValues: variables)), platformOptions: options,
      input: .array(input), output: .bytes(limit: answerLimit), error: .bytes(limit: complaintLimit)
    )
    let status: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let signal): 128 + signal
      }
    return Answer(
      status: status, output: result.standardOutput,
      complaint: String(decoding: result.standardError, as: UTF8.self))
  }
}

// MARK: What it runs with

extension Git {
  /// Settings that hold whatever a repository's own say.
  private static let settings = [
    "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.attributesFile=/dev/null",
    "core.quotePath=true", "commit.gpgSign=false", "push.gpgSign=false", "gc.auto=0",
    "maintenance.auto=false", "submodule.recurse=false", "fetch.recurseSubmodules=false",
    "push.recurseSubmodules=no", "push.followTags=false", "fetch.prune=false",
    "protocol.ext.allow=never", "core.alternateRefsCommand=:",
    // Files of a store could look like a repository, with settings of who wrote them.
    "safe.bareRepository=explicit",
  ].flatMap { ["-c", $0] }

  private static let fixed = [
    "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1",
    "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_PAGER": "cat",
    "GIT_EDITOR": "false", "GIT_ASKPASS": "false", "SSH_ASKPASS": "false",
    "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
  ]

  /// What reaching a remote may need. Nothing that begins with GIT_ is among it.
  private static let inheritedNames = [
    "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR",
    "SSH_AUTH_SOCK", "KRB5CCNAME", "SSL_CERT_FILE", "SSL_CERT_DIR", "http_proxy", "https_proxy",
    "HTTPS_PROXY", "no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY",
  ]

  private static var inherited: [String: String] {
    var found: [String: String] = [:]
    for name in inheritedNames {
      if let value = unsafe getenv(name) { found[name] = unsafe String(cString: value) }
    }
    return found
  }
}

extension String {
  /// One line out of what git said: the last one that says what is wrong.
  var lastWord: String {
    let lines = split(whereSeparator: \.isNewline).map { $0.trimmed }.filter { !$0.isEmpty }
    let fatal = lines.firstIndex { $0.hasPrefix("fatal: ") }
    // Why a remote could not be read was said before, by ssh or by the remote.
    let isEcho = fatal.map { lines[$0].hasPrefix("fatal: Could not read from remote") } ?? false
    let wrong =
      fatal.map { lines[isEcho && $0 > 0 ? $0 - 1 : $0] }
      ?? lines.first { $0.hasPrefix("error: ") }
    return String((wrong ?? lines.last ?? "it did not say why").prefix(200))
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
