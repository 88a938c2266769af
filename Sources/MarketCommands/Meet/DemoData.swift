import Glibc
import MarketModel

/// Where the demonstration company lies, and when its Monday begins.
enum DemoData {
  /// Monday, 23 November 2026, 09:00 UTC.
  static let morning = Instant(milliseconds: 1_795_424_400_000)

  /// `$MARKET_DATA`, else `../share/morning-market` beside the program, else `Data/` in a folder
  /// above it, which is how a checkout has it.
  static func companyPath() throws(DemoError) -> String {
    var folders: [String] = []
    if let named = unsafe getenv("MARKET_DATA") { unsafe folders.append(String(cString: named)) }
    let program = programFolder()
    folders.append("\(program)/../share/morning-market")
    var above = program[...]
    while let slash = above.lastIndex(of: "/") {
      above = above[..<slash]
      folders.append("\(above)/Data")
    }
    let found = folders.map { "\($0)/Company" }.first { unsafe access("\($0)/nights", R_OK) == 0 }
    guard let found else { throw .noData(near: program) }
    return found
  }

  private static func programFolder() -> String {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = unsafe readlink("/proc/self/exe", &bytes, bytes.count - 1)
    guard count > 0 else { return "." }
    let path = String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }
}

/// Why there is no demonstration.
enum DemoError: AdvisingError, Hashable {
  case noData(near: String)
  case cannotCopy(from: String, errno: Int32)

  var problem: String {
    switch self {
    case .noData: "the demonstration company is not there"
    case .cannotCopy(_, let code):
      "the demonstration store can't be copied (\(unsafe String(cString: strerror(code))))"
    }
  }

  var place: String? {
    switch self {
    case .noData(let program): program
    case .cannotCopy(let path, _): path
    }
  }

  var remedy: String {
    switch self {
    case .noData: "say where it is: MARKET_DATA=/path/to/Data market demo"
    case .cannotCopy: "make room where temporary files go: df -h ${TMPDIR:-/tmp}"
    }
  }
}
