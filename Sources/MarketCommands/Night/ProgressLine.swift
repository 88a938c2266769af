import Glibc
import MarketBoard
import MarketReports
import Synchronization

/// How far a long reading is: one line on the terminal that is written over and in the end wiped out.
/// Where standard error is no terminal there is none.
final class ProgressLine: Sendable {
  private let isShown: Bool
  private let started = ProgressLine.clock()
  /// **Milliseconds** of the monotonic clock at which the line was last written.
  private let written = Mutex(0)

  /// **Milliseconds** between two writes: quick for the eye, slow for a serial line.
  private static let pause = 100

  init(isWanted: Bool) { isShown = isWanted && isatty(STDERR_FILENO) == 1 }

  /// Shows what it hears; `nil` where nothing is to be shown.
  var listener: (@Sendable (NightReader.Progress) -> Void)? {
    guard isShown else { return nil }
    return { self.show($0) }
  }

  private func show(_ progress: NightReader.Progress) {
    let now = Self.clock()
    let isDue = written.withLock { written in
      guard now - written >= Self.pause else { return false }
      written = now
      return true
    }
    if isDue { put(Self.text(progress, after: Double(now - started) / 1000)) }
  }

  func clear() {
    if isShown { put("") }
  }

  /// `812 of 1,204 files, 85 MB/s, 0:03 left`.
  static func text(_ progress: NightReader.Progress, after seconds: Double) -> String {
    let speed = Double(progress.bytes) / 1_000_000 / max(seconds, 0.001)
    let rest =
      Double(progress.ofFileBytes - progress.fileBytes) * seconds
      / Double(max(progress.fileBytes, 1))
    return "\(english.grouped(progress.files)) of \(english.count(progress.ofFiles, "file")), "
      + "\(english.grouped(Int(speed.rounded()))) MB/s, \(english.duration(Int(rest.rounded()))) left"
  }

  /// Writes over the line. There is nothing in it but numbers.
  private func put(_ text: String) {
    let bytes = Array("\r\(text)\u{1B}[K".utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  private static func clock() -> Int {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
