import Glibc
import MarketMeeting

/// A text in the person's own editor, for what is too long for one line.
enum EditorSession {
  /// Runs `$VISUAL`, else `$EDITOR`, else vi, as git does, and gives back what was left in the file
  /// without blank lines at its end. The terminal must have been given back.
  ///
  /// The command is the person's own and goes through the shell, for `code --wait`; the file's name goes
  /// through the environment, not through the command.
  static func edit(_ text: String) throws(EditorFlaw) -> String {
    let file = try TextFile(text)
    defer { file.remove() }
    unsafe setenv("MARKET_TEXT", file.path, 1)
    defer { unsafe unsetenv("MARKET_TEXT") }
    let status = unsafe system(#"${VISUAL:-${EDITOR:-vi}} "$MARKET_TEXT""#)
    guard status == 0 else { throw .failed }
    return try file.read()
  }
}

/// A file that only this user can read, where temporary files lie.
private struct TextFile {
  let path: String

  init(_ text: String) throws(EditorFlaw) {
    let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/market.XXXXXX.txt".utf8CString)
    let descriptor = unsafe mkstemps(&template, 4)
    guard descriptor >= 0 else { throw .noFile(Self.reason) }
    defer { close(descriptor) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let bytes = Array((text + "\n").utf8)
    guard unsafe write(descriptor, bytes, bytes.count) == bytes.count else {
      let reason = Self.reason
      remove()
      throw .noFile(reason)
    }
  }

  /// Editors put another file in its place, so it is opened anew.
  func read() throws(EditorFlaw) -> String {
    let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { throw .noFile(Self.reason) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: Self.mostBytes)
    let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw .noFile(Self.reason) }
    guard count < Self.mostBytes else { throw .tooLong }
    let text = String(decoding: bytes[..<count], as: UTF8.self)
    let end = text.lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? text.startIndex
    guard text[..<end].count <= EditedLine.limit else { throw .tooLong }
    return String(text[..<end])
  }

  func remove() { unsafe unlink(path) }

  /// **Bytes** from which a text is too long, whatever its characters are made of: eight for each of
  /// them, where four hold any scalar.
  private static let mostBytes = 8 * EditedLine.limit

  private static var reason: String { unsafe String(cString: strerror(errno)) }
}
