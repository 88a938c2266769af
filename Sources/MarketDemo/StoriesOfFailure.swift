import MarketModel

// Resources that fail, each in its own words and with what varies from run to run.

extension Story {
  /// Six web nodes were built on Friday evening from an image in which apache2 starts at boot and
  /// holds the port. One was put right by hand.
  static let newImage = Story(
    nights: 21...23, on: { $0.role == .web && $0.isFromNewestImage && $0.number != 30 },
    tell: { run, dice in
      run.fail(
        "service[nginx]", "start",
        .shellOut(
          "/etc/init.d/nginx start", output: "Starting nginx: nginx failed!",
          error: "nginx: [emerg] \(dice.number(700...4000))#0: bind() to 0.0.0.0:80 failed "
            + "(98: Address already in use)"))
    })

  /// Releases come in the evening. Two application nodes of one cluster then migrate at once; the
  /// second finds the schema locked, and does it in the morning.
  static let lockedMigration = Story(
    nights: 5...23, percent: 14, on: { $0.role == .app && $0.environment == .production },
    tell: { run, dice in
      guard run.isFirstOfNight else { return }
      let release = "2026.11.\(run.day / 2)"
      run.fail(
        "execute[migrate shop]", "run",
        .shellOut(
          "/srv/shop/releases/\(release)/bin/migrate", code: 75,
          output: "connecting to db-prod-01:5432 ...",
          error: "migrate: could not obtain lock on relation schema_migrations "
            + "(timeout 10s, held by pid \(dice.number(2000...32000)))"),
        around: "acme_app_deploy[shop]")
    })

  /// The agent's state directory is missing: it does not start, and when its configuration changed
  /// too, the restart at the end of the run fails as well.
  static let crashingAgent = Story(
    nights: 17...23,
    on: { $0.role == .app && $0.environment == .staging && $0.number <= 4 },
    tell: { run, dice in
      func trouble(_ action: String) -> Trouble {
        .shellOut(
          "/etc/init.d/statsagent \(action)", output: "Starting statsagent",
          error: "statsagent[\(dice.number(700...9000))]: fatal: state_dir /var/lib/statsagent: "
            + "No such file or directory")
      }
      run.fail("service[statsagent]", "start", trouble("start"))
      if dice.falls(50) { run.failDelayed("service[statsagent]", "restart", trouble("restart")) }
    })

  /// The package mirror is copied in the evening while it is being read. Put right on Wednesday.
  static let brokenMirror = Story(
    nights: 12...18, percent: 25, on: { $0.environment == .qa && $0.role != .ci && $0.number < 90 },
    tell: { run, dice in
      guard run.isFirstOfNight else { return }
      run.fail(
        "apt_package[curl]", "install",
        .shellOut(
          "apt-get -q -y install curl=7.88.1-10+deb12u\(dice.number(14...15))", code: 100,
          output: "Reading package lists...",
          error: "E: Failed to fetch http://mirror.acme.example/debian/pool/main/c/curl/"
            + "curl_7.88.1-10+deb12u15_amd64.deb  Hash Sum mismatch\n"
            + "   Hashes of expected file:\n    - SHA256:\(dice.hex(64))"))
    })

  /// A stale lock after an unclean stop. Put right in October; back on the last night.
  static let stuckPostfix = Story(
    nights: -6...23, on: { $0.role == .mail && $0.environment == .production },
    tell: { run, dice in
      guard
        run.night <= Fleet.founded.adding(days: 3) || (run.day == 23 && run.node.number == 2)
      else { return }
      run.fail(
        "service[postfix]", "start",
        .shellOut(
          "/etc/init.d/postfix start", output: "Starting Postfix Mail Transport Agent: postfix",
          error: "postfix/master[\(dice.number(800...30000))]: fatal: open lock file "
            + "/var/lib/postfix/master.lock: unable to set exclusive lock: "
            + "Resource temporarily unavailable"))
    })

  static let fullBackupDisk = Story(
    nights: 15...18, on: { $0.name == "db-prod-03" },
    tell: { run, dice in
      guard run.isFirstOfNight else { return }
      run.fail(
        "execute[dump shop]", "run",
        .shellOut(
          "pg_dump --format=custom --file=/var/backups/shop/\(run.night).dump shop",
          error: "pg_dump: error: could not write to output file: No space left on device "
            + "(\(dice.number(100...999)) bytes short)"))
    })

  /// What the full disk leaves behind, found by the second run of the night.
  static let damagedDump = Story(
    nights: 15...18, on: { $0.name == "db-prod-03" },
    tell: { run, _ in
      guard !run.isFirstOfNight else { return }
      run.fail(
        "execute[verify shop dump]", "run",
        .shellOut(
          "pg_restore --list /var/backups/shop/\(run.night).dump",
          error: "pg_restore: error: could not read from input file: end of file"))
    })

  /// More heap was given on Friday; it was not enough for the Sunday's full index.
  static let slowReindex = Story(
    nights: 17...22, percent: 60, on: { $0.role == .search && $0.environment == .production },
    tell: { run, dice in
      guard run.day <= 20 || (run.day == 22 && run.node.number == 3) else { return }
      run.fail(
        "execute[reindex catalogue]", "run",
        .shellOut(
          "curl -fsS -XPOST localhost:9200/catalogue-\(run.night)/_refresh", code: 28,
          error: "curl: (28) Operation timed out after \(dice.number(30000...30099)) milliseconds "
            + "with 0 bytes received"))
    })

  /// In the evening the builds of the day have used up what the registry gives away.
  static let rateLimit = Story(
    nights: 18...23, percent: 90, on: { $0.role == .ci },
    tell: { run, dice in
      guard run.isFirstOfNight else { return }
      run.fail(
        "execute[pull build image]", "run",
        .shellOut(
          "docker pull registry.vendor.example/build:2026.11.\(dice.number(1...20))",
          error:
            "Error response from daemon: toomanyrequests: pull rate limit reached, retry after "
            + "\(dice.number(60...3600)) s (request \(dice.uuid()))"))
    })

  /// Nobody needs it any more, and nobody has switched it off.
  static let retiredNode = Story(
    nights: -6...23, on: { $0.name == "test-qa-99" },
    tell: { run, dice in
      run.fail(
        "template[/etc/motd]", "create",
        Trouble(
          className: "Errno::EROFS",
          message: "Read-only file system @ rb_sysopen - /etc/.chef-motd"
            + "\(run.day)-\(dice.number(900...9999))-\(dice.hex(6))"))
    })

  /// Declared with `ignore_failure`, so it never makes a run fail.
  static let toleratedCleanup = Story(
    nights: -6...23, percent: 30, on: { $0.role == .queue },
    tell: { run, dice in
      run.fail(
        "execute[prune dead letters]", "run",
        .shellOut(
          "rabbitmqadmin purge queue name=dead-letters", code: 1,
          error: "*** Not found: no queue 'dead-letters' in vhost '/' "
            + "(connection <0.\(dice.number(500...9000)).0>)"))
    })
}
