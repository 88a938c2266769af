import MarketModel

// One host is down, and everything that needs it fails, wherever it is declared.

extension Story {
  /// The vendor's source host answered 503 for an hour on Sunday night.
  static let scmOutage = Story(
    nights: 23...23, on: { $0.number % 2 == 0 && $0.role != .app && $0.role != .ci },
    tell: { run, _ in
      guard run.isDuringOutage else { return }
      run.fail("git[/srv/config-templates]", "sync", .unreachable("acme/config-templates"))
    })

  static let scmOutageOfPlugins = Story(
    nights: 23...23, on: { $0.role == .app && $0.environment == .production },
    tell: { run, _ in
      guard run.isDuringOutage else { return }
      run.fail("git[/srv/shop/plugins]", "sync", .unreachable("acme/shop-plugins"))
    })
}

/// The vendor's source host, and when it was down.
enum Outage {
  /// From 20:55 to 22:10 UTC before the last night.
  static func covers(_ start: Instant, in night: Day) -> Bool {
    night == DemoCompany.nights.last && (75_300...79_800).contains(start.secondOfDay)
  }

  static func address(of repository: String) -> String {
    "http://scm.vendor.example/\(repository).git"
  }

  /// In git's words.
  static func message(for address: String) -> String {
    "fatal: unable to access '\(address)/': The requested URL returned error: 503"
  }
}

extension ChefRun {
  fileprivate var isDuringOutage: Bool { Outage.covers(start, in: night) }
}

extension Trouble {
  fileprivate static func unreachable(_ repository: String) -> Trouble {
    let address = Outage.address(of: repository)
    return .shellOut(
      "git ls-remote \"\(address)\" \"main*\"", code: 128, error: Outage.message(for: address))
  }
}
