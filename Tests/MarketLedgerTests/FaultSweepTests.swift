import Glibc
import MarketModel
import MarketTestKit
import Synchronization
import Testing

@testable import MarketLedger

/// Each write and each sync of a whole market fails, once or from then on, in each way: who was told that
/// something is saved finds it, and who was not can go on. `make test` takes every third call.
struct FaultSweepTests {
  enum Fault: Int, CaseIterable {
    case noRoom, brokenDisk, noRoomForEver, brokenForEver, halfThenNoRoom, interrupted, short
  }

  private struct Count {
    var calls = 0
    var hits = 0
  }

  /// Calls of which the nth, counting writes and syncs together, and perhaps all after it, fail.
  private final class Sweep: Sendable {
    let fault: Fault
    let nth: Int
    private let count = Mutex(Count())

    init(_ fault: Fault, at nth: Int) { (self.fault, self.nth) = (fault, nth) }

    var total: Int { count.withLock { $0.calls } }
    var hits: Int { count.withLock { $0.hits } }

    private func isHit() -> Bool {
      count.withLock { count in
        count.calls += 1
        let goesOn = fault == .noRoomForEver || fault == .brokenForEver
        let isHit = goesOn ? count.calls >= nth : count.calls == nth
        if isHit { count.hits += 1 }
        return isHit
      }
    }

    var calls: DiskCalls {
      unsafe DiskCalls(
        write: { descriptor, bytes in
          guard self.isHit() else {
            return unsafe write(descriptor, bytes.baseAddress, bytes.count)
          }
          switch self.fault {
          case .noRoom, .noRoomForEver: errno = ENOSPC
          case .brokenDisk, .brokenForEver: errno = EIO
          case .interrupted: errno = EINTR
          case .short: return unsafe write(descriptor, bytes.baseAddress, min(1, bytes.count))
          case .halfThenNoRoom:
            _ = unsafe write(descriptor, bytes.baseAddress, bytes.count / 2)
            errno = ENOSPC
          }
          return -1
        },
        sync: { descriptor in
          guard self.isHit(), self.fault != .short else { return fsync(descriptor) }
          errno = self.fault == .interrupted ? EINTR : EIO
          return -1
        })
    }
  }

  @Test(arguments: Fault.allCases)
  func `whatever call fails in a market, nothing that was told is lost`(fault: Fault) throws {
    let scratch = try Scratch()
    let whole = Sweep(fault, at: .max)
    var undisturbed = ShortMarket(at: scratch.file("0"), calls: whole.calls)
    undisturbed.hold()
    #expect(undisturbed.refusals.isEmpty && undisturbed.deeds.count == 10)
    let step = Soak.isOn ? 1 : 3
    for nth in stride(from: 1 + fault.rawValue % step, through: whole.total, by: step) {
      let sweep = Sweep(fault, at: nth)
      let path = scratch.file("\(nth)")
      var market = ShortMarket(at: path, calls: sweep.calls)
      market.hold()
      #expect(sweep.hits > 0)
      if fault == .interrupted || fault == .short {
        #expect(market.deeds.count == undisturbed.deeds.count, "call \(nth)")
      }
      #expect(market.refusals.allSatisfy { $0.message.contains("NOT SAVED") }, "call \(nth)")
      #expect(ShortMarket.findings(market.deeds, at: path) == [], "call \(nth)")
    }
  }
}
