import MarketModel

// What failed weeks ago and is long put right; it stands in the rows and in the ledgers.

extension Story {
  /// Of the queues' own authority; it was renewed on Monday.
  static let expiredCertificate = Story(
    nights: 0...2, on: { $0.role == .queue && $0.environment == .production },
    tell: { run, dice in
      run.fail(
        "service[rabbitmq-server]", "start",
        .shellOut(
          "/bin/systemctl --system start rabbitmq-server",
          error: "Job for rabbitmq-server.service failed: pid \(dice.number(700...9000)): "
            + "certificate has expired"))
    })

  /// The system upgrades its packages by itself at the hour of the evening's run.
  static let lockedPackages = Story(
    nights: -1...3, percent: 45, on: { $0.role == .web && $0.environment == .staging },
    tell: { run, dice in
      guard run.isFirstOfNight else { return }
      run.fail(
        "apt_package[nginx-light]", "install",
        .shellOut(
          "apt-get -q -y install nginx-light=1.22.1-9", code: 100,
          error: "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process "
            + "\(dice.number(700...9000)) (unattended-upgr)"))
    })

  /// A bracket too many in a template, released on a Wednesday and put right the day after.
  static let brokenQuery = Story(
    nights: 5...5, on: { $0.role == .search },
    tell: { run, _ in
      run.fail(
        "template[/etc/opensearch/opensearch.yml]", "create",
        Trouble(
          className: "Chef::Mixin::Template::TemplateError",
          message: "undefined local variable or method `heap' for "
            + "#<Chef::Mixin::Template::TemplateContext>"))
    })
}
