package import MarketModel

// Builders for tests that want to read as sentences. They take short words and fill in the rest:
// `NightDigest(.tuesday, .ok("web-1"), .failed("web-2", .nginx))`.

/// One week of markets, Monday 2026-11-16 and after.
extension Day {
  package static let monday = Day(year: 2026, month: 11, dayOfMonth: 16)
  package static let tuesday = monday.adding(days: 1)
  package static let wednesday = monday.adding(days: 2)
  package static let thursday = monday.adding(days: 3)
  package static let friday = monday.adding(days: 4)
  package static let nextMonday = monday.adding(days: 7)

  /// A time of the day, UTC: `Day.monday.at("09:05")`.
  package func at(_ clock: String) -> Instant {
    Instant("\(self)T\(clock.count == 5 ? clock + ":00" : clock)Z") ?? start
  }
}

extension Person {
  package static let ana = Person(rawValue: "ana")
  package static let ben = Person(rawValue: "ben")
}

extension WriterID {
  package static let ana = WriterID(rawValue: "ana-3f9c1e")
  package static let ben = WriterID(rawValue: "ben-77aa01")
}

extension ProblemID {
  /// The number's problem, laid out by ana.
  package static func number(_ number: Int) -> ProblemID {
    ProblemID(number: number, writer: .ana)
  }
}

extension Failure {
  package static let nginx = Failure(
    resourceType: "service", resourceName: "nginx", action: "start",
    declaration: "acme_web::default", line: 21,
    errorClass: "Mixlib::ShellOut::ShellCommandFailed",
    message: "Expected process to exit with [0], but received '1'",
    detail: "bind() to 0.0.0.0:80 failed (98: Address already in use)")

  package static let postgres = Failure(
    resourceType: "package", resourceName: "postgresql-15", action: "install",
    declaration: "acme_db::server", errorClass: "Chef::Exceptions::Package",
    message: "No candidate version available for postgresql-15")

  /// Outside of any resource.
  package static let compile = Failure(
    errorClass: "Chef::Exceptions::RecipeNotFound",
    message: "could not find recipe tuning for cookbook acme_base\nand more")

  /// The `number`th of many failures that have nothing to do with each other.
  package static func unrelated(_ number: Int) -> Failure {
    let word = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(number % 26)))
    return Failure(
      resourceType: "template", resourceName: "\(word).conf", action: "create",
      declaration: "acme_\(word)::default", errorClass: "Errno::ENOENT", message: "no such file")
  }

  package var fingerprint: Fingerprint { Fingerprint(of: self, by: .chef) }
}

/// A Chef run and the time of day at which it started.
package struct RunSample: Sendable {
  package var run: Run
  package var clock: String

  package init(
    _ node: String, _ status: RunStatus, at clock: String, in environment: String
  ) {
    run = Run(
      tool: .chef, format: "sample", node: NodeName(rawValue: node), runID: "\(node) \(clock)",
      status: status)
    run.environment = environment
    self.clock = clock
  }

  package static func ok(
    _ node: String, at clock: String = "02:00", in environment: String = "production",
    updated: Int = 0
  ) -> RunSample {
    var sample = RunSample(node, .success, at: clock, in: environment)
    sample.run.tally = Tally(total: 100, updated: updated, failed: 0, skipped: 0)
    return sample
  }

  package static func failed(
    _ node: String, _ failure: Failure? = .nginx, at clock: String = "02:00",
    in environment: String = "production", knockOns: [Failure] = [], tolerated: [Failure] = []
  ) -> RunSample {
    var sample = RunSample(node, .failure, at: clock, in: environment)
    sample.run.failure = failure
    sample.run.knockOns = knockOns
    sample.run.tolerated = tolerated
    return sample
  }

  /// A run that calls itself a success.
  package static func green(
    _ node: String, _ caveat: Caveat.Kind, _ message: String = "", at clock: String = "02:00",
    in environment: String = "production"
  ) -> RunSample {
    var sample = RunSample.ok(node, at: clock, in: environment)
    sample.run.caveats = [Caveat(caveat, message: message)]
    return sample
  }

  // MARK: What a run tells besides

  /// The same, by another tool.
  package func by(_ tool: Tool) -> RunSample { changed { $0.tool = tool } }

  package func changing(_ changes: [Change]) -> RunSample {
    changed {
      $0.changes = changes
      $0.tally.updated = changes.count
    }
  }

  package func changing(_ titles: String...) -> RunSample {
    changing(titles.map { Change(title: $0) })
  }

  package func running(_ traits: [String: String]) -> RunSample {
    changed { $0.traits = Traits(traits) }
  }

  package func using(_ usage: Usage) -> RunSample { changed { $0.usage = usage } }

  package func known(as addresses: String...) -> RunSample { changed { $0.addresses = addresses } }

  /// - Parameter seconds: how long the run took.
  package func taking(_ seconds: Double) -> RunSample { changed { $0.duration = seconds } }

  /// Only says what it would do.
  package var noop: RunSample { changed { $0.isNoop = true } }

  private func changed(_ body: (inout Run) -> Void) -> RunSample {
    var sample = self
    body(&sample.run)
    return sample
  }

  /// A run that ended in a way that needs no words.
  package static func ended(
    _ node: String, _ status: RunStatus, at clock: String = "02:00",
    in environment: String = "production"
  ) -> RunSample {
    RunSample(node, status, at: clock, in: environment)
  }
}

extension String {
  /// `count` times of a night, one every so many **minutes** from `first` on: `09:00` is the night's
  /// first minute.
  package static func clocks(_ count: Int, every minutes: Int = 30, from first: String = "09:00")
    -> [String]
  {
    let start = Day.monday.at(first)
    return (0..<count).map { start.adding(seconds: Double($0 * minutes * 60)).clockTime }
  }
}

extension NightDigest {
  package init(_ night: Day, _ runs: RunSample...) { self.init(night, runs) }

  /// Runs from nine in the morning on belong to the evening before the night's name.
  package init(_ night: Day, _ runs: some Sequence<RunSample>) {
    self.init(night: night)
    for sample in runs {
      let day = sample.clock < "09:00" ? night : night.adding(days: -1)
      add(sample.run, started: day.at(sample.clock))
    }
  }
}

extension Problem {
  package static func sample(
    _ number: Int = 1, _ failure: Failure = .nginx, on night: Day = .monday
  ) -> Problem {
    Problem(
      id: .number(number), kind: .failure, fingerprint: failure.fingerprint,
      title: failure.resource ?? failure.message, night: night)
  }

  /// The problem after these events, which all happened at one moment.
  package func after(_ events: MarketEvent..., at moment: Instant = Day.monday.at("09:05"))
    -> Problem
  {
    events.reduce(into: self) { $0.apply($1, at: moment) }
  }
}

/// A ledger without a disk: gives entries their ids and clocks, as the real one does.
package struct PaperLedger: Sendable {
  package private(set) var book = MarketBook()
  package init() {}

  @discardableResult
  package mutating func write(
    _ events: MarketEvent..., by writer: WriterID = .ana,
    at moment: Instant = Day.monday.at("09:00")
  ) -> [LedgerEntry] {
    write(events, by: writer, at: moment)
  }

  @discardableResult
  package mutating func write(
    _ events: [MarketEvent], by writer: WriterID = .ana, at moment: Instant
  ) -> [LedgerEntry] {
    events.map { write($0, by: writer, at: moment, step: nil) }
  }

  /// Writes events that are taken back as a whole.
  @discardableResult
  package mutating func write(
    step events: [MarketEvent], by writer: WriterID = .ana, at moment: Instant
  ) -> [LedgerEntry] {
    let last = book.entries.count { $0.by == writer }
    let step = events.count > 1 ? last + 1...last + events.count : nil
    return events.map { write($0, by: writer, at: moment, step: step) }
  }

  private mutating func write(
    _ event: MarketEvent, by writer: WriterID, at moment: Instant, step: ClosedRange<Int>?
  ) -> LedgerEntry {
    let sequence = book.entries.count { $0.by == writer } + 1
    let entry = LedgerEntry(
      id: EntryID(writer: writer, sequence: sequence), at: moment, clock: book.nextClock,
      event: event, step: step)
    book.append(entry)
    return entry
  }

  /// Lays a failure on the table as the next problem and says which it is.
  @discardableResult
  package mutating func layOut(
    _ failure: Failure = .nginx, on night: Day = .monday, by writer: WriterID = .ana
  ) -> ProblemID {
    let id = ProblemID(number: book.nextNumber, writer: writer)
    write(
      .laidOut(
        problem: id, kind: .failure, fingerprint: failure.fingerprint,
        title: "\(failure.resource ?? failure.message) fails", night: night),
      by: writer, at: night.at("09:00"))
    return id
  }
}
