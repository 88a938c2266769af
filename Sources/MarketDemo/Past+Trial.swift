import MarketModel

/// Three Mondays on which the company tried the market, before it held one a day.
extension Past {
  static let trial = october + secondOfNovember + ninthOfNovember

  private enum Old {
    static let postfix = "service[postfix] fails to start"
    static let retired = "template[/etc/motd] fails to create"
    static let certificate = "service[rabbitmq-server] fails to start"
    static let packages = "apt_package[nginx-light] fails to install now and then"
    static let query = "template[/etc/opensearch/opensearch.yml] fails to create"
  }

  // MARK: Monday, 26 October

  private static let october =
    market(
      -5, by: .mira,
      [
        ("09:00:21", .opensMarket),
        ("09:02:40", .enters(.review, -5)),
        ("09:02:58", .enters(.triage, -5)),
        ("09:05:02", .judges(Old.postfix, .fixCanStart, .serviceDown)),
        ("09:07:11", .decides(Old.retired) { .rated(problem: $0, severity: .noise) }),
        ("09:07:30", .decides(Old.retired) { .snoozed(problem: $0, until: .above(nodes: 1)) }),
        ("09:08:02", .enters(.assign, -5)),
        ("09:09:15", .assigns(Old.postfix, .tove, "find out who leaves the lock behind", -4)),
        ("09:09:30", .enters(.close, -5)),
        ("09:13:04", .closesMarket),
      ]) + [
      PastDeed(-5, "09:41:12", .tove, .decides(Old.postfix) { .started(problem: $0) }),
      PastDeed(
        -5, "10:26:40", .tove,
        .finds(Old.postfix, "a hard stop of the virtual machine leaves master.lock behind")),
      PastDeed(
        -3, "11:02:05", .tove, .takes(Old.postfix, "the lock is removed before each start", -3)),
      PastDeed(-3, "11:03:20", .tove, .plans(Old.postfix, "watch the next three nights", 2)),
    ]

  // MARK: Monday, 2 November

  private static let secondOfNovember =
    market(
      2, by: .mira,
      [
        ("09:00:09", .opensMarket),
        ("09:01:50", .enters(.review, 2)),
        ("09:02:37", .decides(Old.postfix) { .verified(problem: $0, nights: 5) }),
        ("09:02:49", .enters(.triage, 2)),
        ("09:04:30", .judges(Old.certificate, .fixCanStart, .serviceDown)),
        ("09:06:05", .judges(Old.packages, .fixCanStart, .wasteful)),
        ("09:06:20", .enters(.assign, 2)),
        ("09:07:01", .assigns(Old.certificate, .tove, "renew the queues' certificate", 2)),
        ("09:07:40", .assigns(Old.packages, .jonas, "let the upgrades run at noon", 3)),
        ("09:07:58", .enters(.close, 2)),
        ("09:11:22", .closesMarket),
      ]) + [
      PastDeed(
        2, "09:52:44", .tove,
        .takes(Old.certificate, "the certificate is renewed, and once a year from now on", 2)),
      PastDeed(
        3, "14:20:31", .jonas,
        .finds(Old.packages, "unattended upgrades hold the lock when our evening run comes")),
      PastDeed(
        3, "14:31:10", .jonas, .takes(Old.packages, "staging upgrades itself at noon", 3)),
    ]

  // MARK: Monday, 9 November

  private static let ninthOfNovember =
    market(
      9, by: .jonas,
      [
        ("09:00:17", .opensMarket),
        ("09:01:33", .enters(.review, 9)),
        ("09:02:20", .decides(Old.certificate) { .verified(problem: $0, nights: 7) }),
        ("09:03:01", .decides(Old.packages) { .verified(problem: $0, nights: 6) }),
        ("09:03:15", .enters(.triage, 9)),
        (
          "09:04:12",
          .decides(Old.query) {
            .closed(problem: $0, reason: "put right on Thursday; templates are now tried in qa")
          }
        ),
        ("09:04:30", .enters(.assign, 9)),
        ("09:04:41", .enters(.close, 9)),
        ("09:07:50", .closesMarket),
      ])
}
