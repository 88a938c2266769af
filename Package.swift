// swift-tools-version: 6.2
import PackageDescription

/// One dial for every Swift target: the compiler is the first reviewer.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")

/// A pure or edge module of the house; Sources/README.md says which may know which.
func room(_ name: String, _ dependencies: Target.Dependency...) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A door to C of our own, held as strictly as the Swift behind it.
func kernel(_ name: String) -> Target {
  .target(
    name: name,
    cSettings: [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)])
}

func tests(_ name: String, _ dependencies: Target.Dependency..., resources: [String] = [])
  -> Target
{
  .testTarget(
    name: name, dependencies: dependencies + ["MarketTestKit"],
    exclude: resources, swiftSettings: strict)
}

let package = Package(
  name: "morning-market",
  products: [.executable(name: "market", targets: ["market"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Without its default trait, which would bring in Foundation.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
  ],
  targets: [
    // The doors to C. Each is opened by one room.
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CIsal", providers: [.apt(["libisal-dev"])]),
    .systemLibrary(name: "CZstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CDigest", providers: [.apt(["libmd-dev"])]),
    .systemLibrary(name: "CYaml", providers: [.apt(["libyaml-dev"])]),

    kernel("CScan"),
    kernel("CMapping"),

    // Pure: no files, no clock, no terminal.
    room("MarketModel"),
    room("Redaction"),
    room("MarketAnalysis", "MarketModel"),
    room("MarketMeeting", "MarketModel", "MarketAnalysis"),
    room("TextCanvas"),
    room("MarketBoard", "MarketMeeting", "MarketAnalysis", "MarketModel", "TextCanvas"),
    room("Documents", "CScan", "CYaml"),
    room("MarketDemo", "MarketModel", "Documents"),

    // The edges: bytes in, bytes out.
    room("Processors"),
    room(
      "MarketReports", "MarketModel", "Redaction", "Documents", "Processors", "CMapping", "CIsal",
      "CZstd"),
    room("MarketLedger", "MarketModel", "Redaction", "Documents", "Processors", "CDigest"),
    room("GitExchange", "MarketModel", "MarketLedger", subprocess),
    room("CursesTerminal", "TextCanvas", "CNcurses"),
    room(
      "MarketCommands", "MarketModel", "MarketAnalysis", "MarketMeeting", "MarketBoard",
      "MarketReports", "MarketLedger", "MarketDemo", "Documents", "Redaction", "Processors",
      "TextCanvas", "GitExchange", "CursesTerminal",
      argumentParser),
    .executableTarget(
      name: "market", dependencies: ["MarketCommands", argumentParser], swiftSettings: strict),

    .target(
      name: "MarketTestKit",
      dependencies: ["TextCanvas", "MarketModel", "MarketAnalysis", "MarketBoard"],
      path: "Tests/MarketTestKit", swiftSettings: strict),
    .target(
      name: "MarketSimulator", dependencies: ["MarketModel", "MarketAnalysis", "MarketTestKit"],
      path: "Tests/MarketSimulator", swiftSettings: strict),
    .executableTarget(
      name: "simulate",
      dependencies: ["MarketSimulator", "MarketModel", "MarketLedger", "MarketTestKit"],
      path: "Tests/Simulate",
      swiftSettings: strict),
    tests("SimulatorTests", "MarketSimulator", "MarketModel", "MarketAnalysis"),
    tests("HouseRulesTests"),
    .executableTarget(
      name: "keyecho", dependencies: ["CursesTerminal", "TextCanvas"], path: "Tests/KeyEcho",
      swiftSettings: strict),
    tests("TerminalTests", "MarketDemo", "MarketModel", "keyecho"),
    tests("TextCanvasTests", "TextCanvas", resources: ["Golden"]),
    tests("MarketModelTests", "MarketModel"),
    tests(
      "MarketLedgerTests", "MarketLedger", "MarketModel", "Redaction", "Documents",
      resources: ["Fixtures"]),
    tests("MarketDemoTests", "MarketDemo", "MarketModel", "Documents"),
    tests("DocumentsTests", "Documents", "CScan"),
    tests("RedactionTests", "Redaction", "MarketModel"),
    tests("MarketAnalysisTests", "MarketAnalysis", "MarketModel"),
    tests("MarketMeetingTests", "MarketMeeting", "MarketAnalysis", "MarketModel"),
    tests(
      "MarketCommandsTests", "MarketCommands", "MarketLedger", "MarketAnalysis", "MarketModel",
      "GitExchange", "TextCanvas", "market", resources: ["Golden"]),
    tests(
      "MarketBoardTests", "MarketBoard", "MarketMeeting", "MarketAnalysis", "MarketModel",
      "TextCanvas", resources: ["Golden"]),
    tests(
      "MarketReportsTests", "MarketReports", "MarketModel", "Redaction", "Documents", "CIsal",
      "CZstd",
      resources: ["Fixtures", "Handler"]),
  ]
)

// Only for `make fuzz`, which says where the toolchain keeps libFuzzer: every room is compiled to
// count what of it is reached, and C to be watched for what it may not touch.
if let fuzzer = Context.environment["LIBFUZZER"] {
  for target in package.targets where target.type == .regular {
    target.swiftSettings? += [.unsafeFlags(["-sanitize=fuzzer"])]
    target.cSettings = [.unsafeFlags(["-fsanitize=fuzzer-no-link"])]
  }
  package.targets.append(
    .executableTarget(
      name: "fuzz", dependencies: ["MarketReports", "MarketLedger", "MarketModel"],
      path: "Tests/Fuzz",
      swiftSettings: strict, linkerSettings: [.unsafeFlags([fuzzer, "-lstdc++"])]))
}
