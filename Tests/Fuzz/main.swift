// Feeds a reader bytes that libFuzzer makes up, guided by what of the code they reach.
// `make fuzz` builds and runs it; seeds are the fixtures of the readers' tests.

import Glibc

/// A reader, and what it promises of any bytes.
protocol Trial {
  func run(_ bytes: UnsafeRawBufferPointer)
}

/// By `$FUZZ_TRIAL`: `ledger`, `digest`, `document`, and reports else.
private func chosenTrial() -> any Trial {
  switch unsafe getenv("FUZZ_TRIAL").map({ unsafe String(cString: $0) }) {
  case "ledger": LedgerTrial()
  case "digest": DigestTrial()
  case "document": DocumentTrial()
  default: ReportTrial()
  }
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<
    UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  >,
  _ trial: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// libFuzzer calls a C function, which can hold no value of its own, and from one thread only.
nonisolated(unsafe) private let trial = chosenTrial()

@MainActor private func fuzz() -> Never {
  var count = CommandLine.argc
  var arguments = unsafe CommandLine.unsafeArgv
  exit(
    unsafe runDriver(&count, &arguments) { bytes, count in
      unsafe trial.run(UnsafeRawBufferPointer(start: bytes, count: count))
      return 0
    })
}

fuzz()
