import Glibc
import MarketLedger
import MarketModel

// The store's readers, given files in memory. Each is given the bytes as they are, and once more with
// sums that hold, because no chance would ever find one.

/// A store whose files are overwritten from trial to trial, in `$TMPDIR`: fuzz.sh makes that folder in
/// memory, and removes it however the run ends.
final class ScratchStore {
  let store: MarketStore

  init() {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/dev/shm"
    var path = Array("\(folder)/store-XXXXXX".utf8CString)
    precondition(unsafe mkdtemp(&path) != nil)
    let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard (try? MarketStore.create(at: name)) != nil, let store = try? MarketStore(at: name) else {
      preconditionFailure("no store in \(folder)")
    }
    self.store = store
  }

  /// The same store as somebody sees it who has read nothing yet.
  func reopened() throws -> MarketStore { try MarketStore(at: store.path) }

  func write(_ bytes: [UInt8], to name: String) {
    let file = unsafe open(
      "\(store.path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    precondition(file >= 0)
    let written = unsafe bytes.withUnsafeBytes {
      unsafe Glibc.write(file, $0.baseAddress, $0.count)
    }
    precondition(written == bytes.count)
    close(file)
  }
}

/// Any digest: it is read or named, and what is read can be united and written again.
final class DigestTrial: Trial {
  private let scratch = ScratchStore()
  private let night = Day(daysSince1970: 20_779)

  init() {
    _ = try? scratch.store.changeNight(night, of: "a") {
      $0.add(Unread(file: "", offset: 0, reason: ""))
    }
  }

  func run(_ bytes: UnsafeRawBufferPointer) {
    let bytes = unsafe Array(bytes)
    for bytes in [bytes, bytes.withTrueSums(perLine: false)] {
      do { try run(bytes) } catch { preconditionFailure("\(error)") }
    }
  }

  private func run(_ bytes: [UInt8]) throws {
    scratch.write(bytes, to: "nights/\(night)/a.json")
    let shelf = try scratch.store.shelf()
    let read = try shelf.night(night)
    precondition(read.damage.allSatisfy { !$0.message.isEmpty })
    var nodes = 0
    _ = try shelf.eachNode(of: night) { _, runs, _ in nodes += runs.runs.isEmpty ? 0 : 1 }
    guard read.damage.isEmpty, read.newer == 0 else { return }
    var more = read.digest
    more.add(Unread(file: "more", offset: bytes.count, reason: "fuzz"))
    _ = try scratch.store.changeNight(night, of: "a") { $0 = more }
    let again = try shelf.night(night).digest
    precondition(again == more, "a digest changed by being written")
  }
}

/// Any document: it is refused with a reason, or all that it holds is true.
final class DocumentTrial: Trial {
  func run(_ bytes: UnsafeRawBufferPointer) {
    let bytes = unsafe Array(bytes)
    for bytes in [bytes, bytes.withTrueSums(perLine: true).withTrueSums(perLine: false)] {
      do throws(ImportError) { _ = try StoreDocument(bytes) } catch {
        precondition(!error.message.isEmpty)
      }
    }
  }
}

extension [UInt8] {
  /// The same with the digits of every last `,"sum":"…"}` made true: of each line that begins an object,
  /// or of the whole.
  func withTrueSums(perLine: Bool) -> [UInt8] {
    guard perLine else { return withTrueSum(in: indices) }
    var bytes = self
    var start = 0
    for end in indices where self[end] == UInt8(ascii: "\n") || end == count - 1 {
      if self[start] == UInt8(ascii: "{") { bytes = bytes.withTrueSum(in: start..<end + 1) }
      start = end + 1
    }
    return bytes
  }

  private func withTrueSum(in range: Range<Int>) -> [UInt8] {
    let opening = Array(#","sum":""#.utf8)
    guard range.count >= 26,
      let place = (range.lowerBound...range.upperBound - 26).last(where: {
        self[$0] == opening[0] && self[$0..<$0 + 8].elementsEqual(opening)
      })
    else { return self }
    var hash = FNV1a()
    hash.mix(span.extracting(range.lowerBound..<place))
    let digits = String(hash.value, radix: 16)
    var bytes = self
    bytes.replaceSubrange(
      place + 8..<place + 24,
      with: Array(String(repeating: "0", count: 16 - digits.count).utf8) + Array(digits.utf8))
    return bytes
  }
}
