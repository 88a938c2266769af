import Glibc
import MarketModel
import MarketReports

/// One file in memory, and a reader that is kept as it is kept from file to file in a night.
@safe final class ReportTrial: Trial {
  private let descriptor: CInt
  private var reader = ReportReader(unpackedLimit: 1 << 20)
  private let origin = ReportOrigin(
    file: "reports/nodes/web-01/runs/1.json", modified: Instant(milliseconds: 1_795_338_000_000))

  init() {
    var path = Array("/dev/shm/report-XXXXXX".utf8CString)
    descriptor = unsafe mkstemp(&path)
    unsafe unlink(path)
    precondition(descriptor >= 0)
  }

  /// Reads the bytes as a file and holds the reader to what it promises of any file.
  func run(_ bytes: UnsafeRawBufferPointer) {
    ftruncate(descriptor, 0)
    unsafe pwrite(descriptor, bytes.baseAddress, bytes.count, 0)
    lseek(descriptor, 0, SEEK_SET)

    var digest = NightDigest(night: Day(daysSince1970: 20_779))
    var findings = 0
    let extent = reader.read(descriptor: descriptor, origin: origin) { finding in
      findings += 1
      switch finding {
      case .run(let run):
        precondition(!run.node.rawValue.isEmpty && !run.runID.isEmpty)
        precondition(run.failure.map { $0.message.utf8.count <= Failure.messageLimit } ?? true)
        if let started = run.started { digest.add(run, started: started) }
      case .unread(let unread):
        precondition(!unread.reason.isEmpty && unread.offset >= 0)
        digest.add(unread)
      }
    }
    precondition(findings > 0, "a file was passed over in silence")
    precondition(extent.consumed >= 0 && extent.consumed <= bytes.count)
    precondition(digest.merging(digest) == digest)
  }
}

extension NightDigest {
  fileprivate func merging(_ other: NightDigest) -> NightDigest {
    var merged = self
    merged.merge(other)
    return merged
  }
}
