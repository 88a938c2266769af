import MarketModel

/// The weeks before: a market on each of three Mondays to try it, then one a day for a week, and what
/// owners did between them.
///
/// They end on Friday evening, so that Monday's market finds problems in every state: proven and not
/// proven, stuck, overdue, asleep, closed, merged, and one that was verified and came back.
package enum Past {
  package static let deeds: [PastDeed] =
    trial + monday + tuesday + wednesday + thursday + friday

  /// The titles under which the nights' signals were laid on the table.
  enum Title {
    static let mirror = "apt_package[curl] fails to install now and then"
    static let migration = "execute[migrate shop] fails to run now and then"
    static let dump = "execute[dump shop] fails to run"
    static let verify = "execute[verify shop dump] fails to run"
    static let agent = "service[statsagent] fails to start"
    static let reindex = "execute[reindex catalogue] fails to run"
    static let image = "execute[pull build image] fails to run now and then"
  }

  // MARK: Monday, 16 November

  private static let monday =
    market(
      16, by: .mira,
      [
        ("09:00:08", .opensMarket),
        ("09:01:47", .enters(.review, 16)),
        ("09:01:55", .enters(.triage, 16)),
        ("09:02:41", .judges(Title.mirror, .fixCanStart, .wasteful)),
        ("09:04:32", .judges(Title.migration, .noFixYet, .blocksDeploy, .needsDecision)),
        ("09:05:10", .judges(Title.dump, .fixCanStart, .clusterWrong)),
        ("09:05:38", .merges(Title.verify, into: Title.dump)),
        ("09:06:36", .enters(.assign, 16)),
        (
          "09:07:12",
          .assigns(Title.migration, .mira, "ask the shop team for one migration at a time", 20)
        ),
        (
          "09:08:20",
          .assigns(Title.mirror, .jonas, "compare the mirror's index with its packages", 18)
        ),
        ("09:08:58", .assigns(Title.dump, .sam, "make room on db-prod-03", 18)),
        ("09:09:06", .enters(.close, 16)),
        ("09:09:50", .parks("who may switch off test-qa-99?", [.ana, .jonas], 16)),
        ("09:10:31", .closesMarket),
      ]) + [
      PastDeed(16, "13:15:33", .jonas, .decides(Title.mirror) { .started(problem: $0) }),
      PastDeed(16, "14:08:19", .sam, .decides(Title.dump) { .started(problem: $0) }),
      PastDeed(16, "15:44:51", .mira, .decides(Title.migration) { .started(problem: $0) }),
    ]

  // MARK: Tuesday, 17 November

  private static let tuesday =
    market(
      17, by: .mira,
      [
        ("09:00:05", .opensMarket),
        ("09:01:30", .enters(.review, 17)),
        ("09:02:14", .reviews(Title.mirror, .onTrack)),
        ("09:02:58", .reviews(Title.dump, .onTrack)),
        ("09:03:31", .reviews(Title.migration, .onTrack)),
        ("09:04:05", .enters(.triage, 17)),
        ("09:05:22", .judges(Title.agent, .unknown, .wasteful)),
        ("09:06:40", .judges(Title.reindex, .noFixYet, .serviceDown, .noCountermeasure)),
        ("09:08:02", .enters(.assign, 17)),
        ("09:08:30", .assigns(Title.agent, .ana, "read the package's install script", 19)),
        ("09:08:36", .undoes),
        ("09:08:47", .assigns(Title.agent, .yuki, "read the package's install script", 19)),
        ("09:09:25", .assigns(Title.reindex, .sam, "profile one full index", 19)),
        ("09:10:16", .enters(.close, 17)),
        ("09:11:02", .closesMarket),
      ]) + [
      PastDeed(
        17, "13:03:27", .sam,
        .finds(Title.dump, "fourteen dumps no longer fit since the catalogue doubled")),
      PastDeed(
        17, "15:20:14", .jonas, .finds(Title.mirror, "the mirror is copied while apt reads it")),
      PastDeed(
        17, "16:31:00", .mira,
        .decides(Title.migration) {
          .noted(problem: $0, text: "shop team meets on Thursday; until then we deploy by hand")
        }),
    ]

  // MARK: Wednesday, 18 November

  private static let wednesday =
    market(
      18, by: .jonas,
      [
        ("09:00:31", .opensMarket),
        ("09:02:10", .enters(.review, 18)),
        ("09:02:51", .reviews(Title.mirror, .onTrack)),
        ("09:03:20", .reviews(Title.dump, .onTrack)),
        ("09:04:05", .reviews(Title.migration, .blocked)),
        ("09:05:14", .reviews(Title.reindex, .onTrack)),
        ("09:05:40", .reviews(Title.agent, .onTrack)),
        ("09:06:08", .enters(.triage, 18)),
        ("09:07:45", .judges(Title.image, .noFixYet, .wasteful, .blocked)),
        ("09:07:51", .enters(.assign, 18)),
        (
          "09:08:40",
          .decides(Title.image) { .leftToNobody(problem: $0, until: PastDeed.date(27)) }
        ),
        ("09:08:47", .enters(.close, 18)),
        (
          "09:09:21",
          .parks("cache-prod-05 swaps at night: measure the agent first", [.sam, .yuki], 18)
        ),
        (
          "09:10:12",
          .does(.ruleAdopted(cookbook: "acme_mail", owner: Colleague.tove.person))
        ),
        ("09:11:30", .closesMarket),
      ]) + [
      PastDeed(
        18, "10:47:09", .sam, .takes(Title.dump, "seven dumps are kept, the disk is larger", 18)),
      PastDeed(
        18, "11:35:42", .sam,
        .finds(Title.reindex, "the heap is too small for the joined index")),
      PastDeed(
        18, "13:28:56", .jonas,
        .takes(Title.mirror, "packages are copied first, the index last", 18)),
      PastDeed(18, "13:30:11", .jonas, .plans(Title.mirror, "watch the next three nights", 23)),
    ]

  // MARK: Thursday, 19 November

  private static let thursday =
    market(
      19, by: .jonas,
      [
        ("09:00:12", .opensMarket),
        ("09:01:15", .enters(.review, 19)),
        ("09:01:49", .reviews(Title.mirror, .onTrack)),
        ("09:02:20", .reviews(Title.dump, .onTrack)),
        ("09:02:44", .does(.marketPaused(market: PastDeed.date(19)))),
        ("09:06:10", .does(.marketResumed(market: PastDeed.date(19)))),
        ("09:06:52", .reviews(Title.migration, .blocked)),
        ("09:08:01", .reviews(Title.reindex, .onTrack)),
        ("09:09:22", .reviews(Title.agent, .blocked)),
        ("09:10:31", .parks("a registry cache of our own", [.jonas, .mira, .sam], 19)),
        ("09:10:40", .enters(.triage, 19)),
        ("09:10:45", .enters(.assign, 19)),
        ("09:11:30", .enters(.close, 19)),
        ("09:12:20", .closesMarket),
      ]) + [
      PastDeed(
        19, "10:05:18", .sam,
        .decides(Title.dump) {
          .closed(problem: $0, reason: "seven dumps fit, and the disk has an alert")
        }),
      PastDeed(
        19, "14:50:37", .yuki,
        .decides(Title.agent) {
          .noted(problem: $0, text: "waiting for the vendor: the script is not in the package")
        }),
    ]

  // MARK: Friday, 20 November

  private static let friday =
    market(
      20, by: .mira,
      [
        ("09:00:04", .opensMarket),
        ("09:01:20", .enters(.review, 20)),
        ("09:01:58", .reviews(Title.mirror, .onTrack)),
        ("09:03:50", .reviews(Title.migration, .onTrack)),
        ("09:04:41", .reviews(Title.reindex, .onTrack)),
        ("09:05:30", .reviews(Title.agent, .blocked)),
        ("09:06:09", .enters(.triage, 20)),
        ("09:06:13", .enters(.assign, 20)),
        ("09:07:02", .enters(.close, 20)),
        ("09:08:15", .closesMarket),
      ]) + [
      PastDeed(
        20, "10:12:44", .sam, .takes(Title.reindex, "the heap is 16 GB instead of 8", 20)),
      PastDeed(20, "10:14:02", .sam, .plans(Title.reindex, "watch Sunday's full index", 23)),
      PastDeed(
        20, "16:20:08", .mira,
        .decides(Title.migration) {
          .noted(problem: $0, text: "shop team agreed; the lock comes with release 2026.11.12")
        }),
    ]
}
