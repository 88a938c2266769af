import Glibc
import MarketModel

/// Where this board is, for the people on other ones.
enum Terminal {
  static func chair(of market: Day, for writer: WriterID, at now: Instant) -> Chair {
    Chair(market: market, holder: writer.person, since: now, seat: "\(name) on \(host)")
  }

  /// `pts/3`; `a script` where there is no terminal.
  private static var name: String {
    guard let path = unsafe ttyname(STDIN_FILENO) else { return "a script" }
    let text = unsafe String(cString: path)
    return text.hasPrefix("/dev/") ? String(text.dropFirst(5)) : text
  }

  private static var host: String {
    var bytes = [CChar](repeating: 0, count: Int(HOST_NAME_MAX) + 1)
    guard unsafe gethostname(&bytes, bytes.count - 1) == 0 else { return "this machine" }
    return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
