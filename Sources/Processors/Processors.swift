import Glibc
import Synchronization

/// The processors of the machine, for work that pays on several of them.
///
/// Threads of its own, because the verbs of the command line are plain functions and reading
/// blocks.
package enum Processors {
  package static var count: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Runs `body` on `count` threads at once and returns when all have come back.
  package static func run(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    var threads: [pthread_t] = []
    for _ in 1..<max(1, count) {
      var thread = pthread_t()
      let box = unsafe Unmanaged.passRetained(Box(body))
      let status = unsafe pthread_create(
        &thread, nil,
        { argument in
          if let argument = unsafe argument {
            unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
          }
          return nil
        }, box.toOpaque())
      // A machine that gives no thread still works, only slower.
      if status == 0 { threads.append(thread) } else { unsafe box.release() }
    }
    body()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// What `body` makes of each index, in order. It is called on all cores, in any order.
  package static func map<Value: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Int) -> Value
  ) -> [Value] {
    let next = Atomic(0)
    let values = Mutex<[Int: Value]>([:])
    run(min(self.count, count)) {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        let value = body(index)
        values.withLock { $0[index] = value }
      }
    }
    return values.withLock { all in (0..<count).compactMap { all[$0] } }
  }
}

private final class Box: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
