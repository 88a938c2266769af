import MarketAnalysis
import MarketBoard
import MarketMeeting
import MarketModel
import MarketTestKit
import TextCanvas

/// A Monday's market, moved by keys: what the board looks like after them is ``frame(width:height:)``.
///
/// Eight nights of 28 nodes. One countermeasure is proven and one did not hold, one problem is
/// overdue, one was closed and came back, one was not reached on Friday, and three are new: nginx
/// on seven nodes, one with a title in Japanese, and one from a node that plays tricks with its
/// name.
struct Morning {
  private(set) var meeting: Meeting
  private var ledger = PaperLedger()
  /// What the meeting asked of the outside world and no ledger.
  private(set) var effects: [Effect] = []

  init(in language: Language = .english) {
    ledger.tellTheWeek()
    let opening = Day.nextMonday.at("09:00")
    ledger.write(.marketOpened(market: .nextMonday, plan: .standard), at: opening)
    ledger.write(ledger.book.layingOut(Self.week.analyses, by: .ana), at: opening)
    meeting = Meeting(
      day: .nextMonday, writer: .ana, settings: Self.settings,
      nights: Self.week.analyses, book: ledger.book, now: opening, look: Look(language))
  }

  /// The first morning of a team: no night, no past.
  static var first: Meeting {
    var ledger = PaperLedger()
    ledger.write(.marketOpened(market: .monday, plan: .standard))
    return Meeting(
      day: .monday, writer: .ana, settings: Settings(), nights: [],
      book: ledger.book, now: Day.monday.at("09:00"))
  }

  /// The market after it went on to a phase and some keys were pressed, a second each.
  static func at(
    _ phase: Phase, in language: Language = .english, after keys: Key...
  ) -> Morning {
    var morning = Morning(in: language)
    while morning.meeting.phase < phase { morning.press(">") }
    for key in keys { morning.press(key) }
    return morning
  }

  func frame(width: Int = 80, height: Int = 24) -> Frame {
    Board(meeting).frame(width: width, height: height)
  }

  mutating func press(_ keys: Key...) {
    for key in keys {
      wait(1)
      if let action = Keymap.standard.action(for: key, in: meeting) { run(meeting.reduce(action)) }
    }
  }

  mutating func wait(_ seconds: Double) {
    run(meeting.reduce(.tick(meeting.now.adding(seconds: seconds))))
  }

  /// The same market on another board.
  func followed(as role: Role = .watcher, chair: Chair? = Self.chair("ana", at: "09:00"))
    -> Morning
  {
    var other = self
    other.meeting = Meeting(
      day: .nextMonday, writer: .ben, settings: Self.settings,
      nights: Self.week.analyses, book: ledger.book, now: meeting.now, place: meeting.place,
      role: role, chair: chair, look: meeting.look)
    return other
  }

  /// What somebody owns, on a board of her own.
  func owned(by person: String) -> Morning {
    var other = self
    other.meeting = Meeting(
      day: .nextMonday, writer: .ana, settings: Self.settings, nights: Self.week.analyses,
      book: ledger.book, now: meeting.now, role: .owner(Person(rawValue: person)))
    return other
  }

  /// The market after bo took the chair from this board.
  func displaced() -> Morning {
    var other = self
    other.run(other.meeting.reduce(.chairPassed(to: Self.chair("bo", at: "09:07"))))
    return other
  }

  /// The market after ben said something about the item in front in his own terminal.
  func overheard() -> Morning {
    var other = self
    guard let id = meeting.selectedID else { return self }
    other.ledger.write(
      .noted(problem: id, text: "the image has apache2 enabled"), by: .ben, at: meeting.now)
    other.run(other.meeting.reduce(.reloaded(other.ledger.book)))
    return other
  }

  static func chair(_ holder: String, at time: String) -> Chair {
    Chair(
      market: .nextMonday, holder: Person(rawValue: holder), since: Day.nextMonday.at(time),
      seat: "pts/3 on devbox")
  }

  mutating func showInASCII() { meeting.showInASCII() }

  /// The disk refuses the next decision.
  mutating func fillDisk() { run(meeting.reduce(.notRecorded(reason: "the disk is full"))) }

  mutating func take(_ action: Action) { run(meeting.reduce(action)) }

  private mutating func run(_ asked: [Effect]) {
    for effect in asked {
      switch effect {
      case .record(let event):
        run(meeting.reduce(.recorded(ledger.write([event], at: meeting.now))))
      case .recordStep(let events):
        run(meeting.reduce(.recorded(ledger.write(step: events, at: meeting.now))))
      default: effects.append(effect)
      }
    }
  }
}

// MARK: - What happened before

extension Morning {
  fileprivate static var settings: Settings {
    var settings = Settings()
    settings.roster = [("ana", "Ana Ferreira"), ("ben", "Ben Okafor"), ("mika", "森 美香")].map {
      RosterEntry(person: Person(rawValue: $0.0), fullName: $0.1, logins: [])
    }
    settings.ownership = [
      OwnershipRule(
        cookbook: "acme_db", resourceType: nil, environment: nil, owner: Person(rawValue: "ben"))
    ]
    return settings
  }

  /// Monday to Monday.
  static let week = Nights((0..<8).map(night))

  private static func night(_ index: Int) -> [RunSample] {
    var runs = fleet.filter { $0 != "cache-02" || index < 6 }
      .map { RunSample.ok($0, in: environment(of: $0), updated: 2) }
    var minute = 10
    func fail(_ nodes: [String], _ failure: Failure, in nights: ClosedRange<Int>) {
      minute += 1
      guard nights.contains(index) else { return }
      runs += nodes.map { node in
        .failed(node, failure, at: "03:\(minute)", in: environment(of: node))
      }
    }
    fail(["web-01", "web-02"], .ntp, in: 0...1)
    fail(["db-01", "db-02", "db-03", "qa-db-1"], .postgres, in: 1...7)
    fail(["db-01"], .backup, in: 1...3)
    fail(["db-01"], .backup, in: 6...7)
    fail(["web-05"], .certificate, in: 2...3)
    fail(["web-05", "web-06"], .certificate, in: 7...7)
    fail(["cache-01"], .compile, in: 4...7)
    fail((1...6).map { "web-0\($0)" } + ["設定-01"], .nginx, in: 7...7)
    fail(["設定-01"], .japanese, in: 7...7)
    fail([trickster], .hostile, in: 7...7)
    return runs
  }

  private static func environment(of node: String) -> String {
    node.hasPrefix("qa-") ? "qa" : "production"
  }

  private static let fleet: [String] =
    (1...9).map { "web-0\($0)" } + (1...6).map { "db-0\($0)" } + (1...4).map { "cache-0\($0)" }
    + (1...7).map { "qa-web-\($0)" } + ["qa-db-1", "設定-01", trickster]

  /// Clears a terminal, turns the reading direction and hides a letter.
  static let trickster = "evil\u{1B}[2J\u{202E}txt\u{200B}.exe"
}

extension PaperLedger {
  fileprivate mutating func tellTheWeek() {
    let (ben, mika) = (Person.ben, Person(rawValue: "mika"))
    layTable(on: .monday)
    decide(.ntp, .fixCanStart, .clusterWrong, by: ben, next: "pin the pool", due: .tuesday)
    write(
      .causeFound(problem: id(.ntp), text: "the old pool is gone"),
      .countermeasureTaken(problem: id(.ntp), text: "ntp uses the house pool", on: .tuesday),
      by: .ben, at: Day.tuesday.at("15:00"))

    layTable(on: .tuesday)
    decide(
      .postgres, .noFixYet, .serviceDown, because: .blocked, by: mika,
      next: "ask the vendor for the package", due: .friday)
    write(
      .noted(problem: id(.postgres), text: "ticket 4711 is open"), at: Day.thursday.at("11:00"))
    decide(.backup, .fixCanStart, .wasteful, by: .ana, next: "lengthen the timeout", due: .thursday)
    write(
      .countermeasureTaken(problem: id(.backup), text: "timeout 60 s", on: .thursday),
      at: Day.thursday.at("12:00"))

    layTable(on: .wednesday)
    write(
      .closed(problem: id(.certificate), reason: "renewed by hand"), by: .ben,
      at: Day.thursday.at("12:30"))

    write(.marketOpened(market: .friday, plan: .standard), at: Day.friday.at("09:00"))
    layTable(on: .friday)
    write(.marketClosed(market: .friday), at: Day.friday.at("09:15"))
  }

  private mutating func layTable(on day: Day) {
    let nights = Morning.week.analyses.filter { $0.night <= day }
    write(book.layingOut(nights, by: .ana), by: .ana, at: day.at("09:00"))
  }

  private func id(_ failure: Failure) -> ProblemID {
    book.problemByFingerprint[failure.fingerprint] ?? .number(0)
  }

  private mutating func decide(
    _ failure: Failure, _ category: Category, _ severity: Severity,
    because obstacle: Obstacle? = nil, by owner: Person, next step: String, due: Day
  ) {
    write(
      .judged(problem: id(failure), category: category, because: obstacle, severity: severity),
      .assigned(problem: id(failure), owner: owner, step: step, due: due),
      at: Day.tuesday.at("09:10"))
  }
}

extension Failure {
  fileprivate static let ntp = Failure(
    resourceType: "template", resourceName: "/etc/ntp.conf", action: "create",
    declaration: "acme_base::time", line: 4, errorClass: "Errno::ENOENT",
    message: "no such file: pool.erb")

  fileprivate static let backup = Failure(
    resourceType: "execute", resourceName: "pg_dump nightly", action: "run",
    declaration: "acme_db::backup", line: 12, errorClass: "Mixlib::ShellOut::CommandTimeout",
    message: "Command timed out after 30s:")

  fileprivate static let certificate = Failure(
    resourceType: "remote_file", resourceName: "/etc/ssl/certs/wildcard.acme.example.pem",
    action: "create", declaration: "acme_web::tls", line: 33, errorClass: "OpenSSL::SSL::SSLError",
    message: "SSL_connect returned=1 errno=0 state=error: certificate verify failed "
      + "(certificate has expired)")

  fileprivate static let japanese = Failure(
    resourceType: "template", resourceName: "/etc/設定/毎晩書き換えられる長い名前の設定ファイル.conf",
    action: "create", declaration: "acme_設定::default", line: 7, errorClass: "Errno::EACCES",
    message: "書き込みが拒否されました - /etc/設定")

  fileprivate static let hostile = Failure(
    resourceType: "service", resourceName: "ok\u{1B}]0;owned\u{07}", action: "start",
    declaration: "acme_web::default", line: 21, errorClass: "RuntimeError",
    message: "all is well\r\u{1B}[31mno\u{202E}gnihton e\u{301}\u{302}\u{303}\u{304}\u{305}")
}
