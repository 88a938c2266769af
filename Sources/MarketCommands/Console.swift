package import Documents
import Glibc
import TextCanvas

/// Where plain output goes: one of the two doors that clean every text (the other is `Frame.put`).
///
/// Output is gathered and written in blocks; ``flush()`` writes what is left. A reader that went
/// away (`market problems | head`) ends the program without a word, as it should.
package struct Console {
  private let descriptor: Int32
  private var pending: [UInt8] = []

  /// **Bytes** that are gathered before they are written.
  private static let blockSize = 64 << 10

  package static var output: Console { Console(descriptor: STDOUT_FILENO) }
  package static var complaints: Console { Console(descriptor: STDERR_FILENO) }

  /// **Columns** of the terminal that shows the output; `nil` when there is none. `$COLUMNS` comes first.
  static var columns: Int? {
    if let named = unsafe getenv("COLUMNS"), let columns = unsafe Int(String(cString: named)) {
      return columns
    }
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  private init(descriptor: Int32) { self.descriptor = descriptor }

  /// One line. A line break inside the text is shown as a sign, so that no node's name can forge a
  /// second line.
  package mutating func line(_ text: String) {
    pending.append(contentsOf: VisibleText.cleaned(text).utf8)
    pending.append(UInt8(ascii: "\n"))
    flushFullBlock()
  }

  /// One line of JSON, which its writer has already made harmless.
  package mutating func line(_ json: JSONWriter) {
    pending.append(contentsOf: json.bytes)
    pending.append(UInt8(ascii: "\n"))
    flushFullBlock()
  }

  /// A piece of a document for programs, whose writer has made sure that no terminal will show it.
  package mutating func document(_ bytes: [UInt8]) {
    pending += bytes
    flushFullBlock()
  }

  package mutating func flush() {
    var written = 0
    while written < pending.count {
      let count = unsafe pending.withUnsafeBytes { bytes in
        unsafe write(
          descriptor, bytes.baseAddress.map { unsafe $0 + written }, bytes.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno == EPIPE {
        exit(EXIT_SUCCESS)
      } else if errno != EINTR {
        giveUp(errno)
      }
    }
    pending.removeAll(keepingCapacity: true)
  }

  private mutating func flushFullBlock() {
    if pending.count >= Self.blockSize { flush() }
  }

  /// Output that is lost in silence would look like an empty answer.
  private func giveUp(_ code: Int32) -> Never {
    if descriptor != STDERR_FILENO {
      let reason = unsafe String(cString: strerror(code)).lowercased()
      var complaints = Console.complaints
      complaints.line("market: can't write the output: \(reason)")
      complaints.flush()
    }
    exit(EXIT_FAILURE)
  }
}
