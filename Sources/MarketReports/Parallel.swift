import Glibc

/// Runs `body` on `count` threads at once and returns when all have come back.
///
/// Threads of its own, because the verbs of the command line are plain functions and reading
/// blocks.
package func inParallel(_ count: Int, _ body: @escaping @Sendable () -> Void) {
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
    // A machine that gives no thread still reads, only slower.
    if status == 0 { threads.append(thread) } else { unsafe box.release() }
  }
  body()
  for thread in threads { pthread_join(thread, nil) }
}

private final class Box: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
