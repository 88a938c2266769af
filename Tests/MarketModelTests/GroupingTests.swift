import MarketModel
import MarketTestKit
import Testing

struct GroupingTests {
  var ledger = PaperLedger()
  let place = Fingerprint(placeOf: .nginx, by: .chef)

  @Test mutating func `a problem that is parted stands as it stood when it was merged`() throws {
    let (nginx, postgres) = (ledger.layOut(.nginx), ledger.layOut(.postgres))
    ledger.write(
      .judged(problem: nginx, category: .unknown, because: nil, severity: .serviceDown),
      .snoozed(problem: nginx, until: .on(day: .friday)))
    let before = ledger.book.problems
    ledger.write(.merged(problem: nginx, into: postgres), .parted(problem: nginx, from: postgres))
    #expect(ledger.book.problems == before)
    #expect(ledger.book.problem(nginx)?.wake == .on(day: .friday))
  }

  @Test mutating func `what is inside of what was merged can be parted from both`() {
    let ids = [Failure.nginx, .postgres, .compile].map { ledger.layOut($0) }
    ledger.write(
      .merged(problem: ids[0], into: ids[1]), .merged(problem: ids[1], into: ids[2]))
    #expect(ledger.book.root(of: ids[0]) == ids[2])
    ledger.write(.parted(problem: ids[0], from: ids[1]))
    #expect(ledger.book.problem(ids[2])?.fingerprints.count == 2)
    ledger.write(.parted(problem: ids[1], from: ids[2]))
    #expect(ids.map { ledger.book.problem($0)?.fingerprints.count } == [1, 1, 1])
  }

  @Test mutating func `parting from what it was not merged into changes nothing`() {
    let ids = [Failure.nginx, .postgres, .compile].map { ledger.layOut($0) }
    ledger.write(.merged(problem: ids[0], into: ids[1]))
    let before = ledger.book.problems
    ledger.write(.parted(problem: ids[0], from: ids[2]), .parted(problem: ids[2], from: ids[1]))
    #expect(ledger.book.problems == before)
  }

  @Test mutating func `a split makes a new card and leaves the old one its past`() throws {
    let (nginx, postgres) = (ledger.layOut(.nginx), ledger.layOut(.postgres))
    ledger.write(
      .assigned(problem: postgres, owner: .ben, step: nil, due: nil),
      .merged(problem: nginx, into: postgres), split(Failure.nginx, off: postgres, into: 3))
    let new = try #require(ledger.book.problem(.number(3)))
    #expect((new.status, new.owner, new.kind) == (.new, nil, .newNode))
    #expect(new.fingerprints == [Failure.nginx.fingerprint])
    #expect(ledger.book.problem(postgres)?.owner == .ben)
    #expect(ledger.book.problem(postgres)?.fingerprints == [Failure.postgres.fingerprint])
    // What was merged has nothing left to take along.
    ledger.write(.parted(problem: nginx, from: postgres))
    #expect(ledger.book.problem(nginx)?.fingerprints == [])
    #expect(ledger.book.problemByFingerprint[Failure.nginx.fingerprint] == .number(3))
  }

  @Test mutating func `a split that would leave nothing changes nothing`() {
    let nginx = ledger.layOut(.nginx)
    ledger.write(split(.nginx, off: nginx, into: 2))
    #expect(ledger.book.problems.count == 1)
  }

  @Test mutating func `the number of a split that was taken back is not given again`() {
    let (nginx, postgres) = (ledger.layOut(.nginx), ledger.layOut(.postgres))
    let entries = ledger.write(
      .merged(problem: nginx, into: postgres), split(.nginx, off: postgres, into: 3))
    ledger.write(.undone(entry: entries[1].id))
    #expect(ledger.book.problem(.number(3)) == nil)
    #expect(ledger.book.nextNumber == 4)
  }

  @Test mutating func `what is never the same is not merged, not even by way of others`() throws {
    let ids = [Failure.nginx, .postgres, .compile].map { ledger.layOut($0) }
    ledger.write(.keptApart(problem: ids[0], from: ids[1]), by: .ben)
    ledger.write(.merged(problem: ids[2], into: ids[1]))
    for target in [ids[1], ids[2]] {
      let said = try #require(ledger.book.separation(of: ids[0], from: target))
      #expect((said.by, said.at) == (.ben, Day.monday.at("09:00")))
    }
    ledger.write(.merged(problem: ids[1], into: ids[0]))
    #expect(ledger.book.problem(ids[1])?.status == .new)
    let said = try #require(ledger.book.lastDecision(by: .ben))
    ledger.write(.undone(entry: said.id), by: .ben)
    #expect(ledger.book.problem(ids[1])?.mergedInto == ids[0])
  }

  @Test mutating func `a place brings what is new to its problem, as long as the rule holds`()
    throws
  {
    let (place, nginx) = (try #require(place), ledger.layOut(.nginx))
    let rule = ledger.write(.boundToPlaces(problem: nginx, places: [place]))
    let new = Fingerprint(value: 7)
    #expect(ledger.book.problem(recognising: new, at: place)?.id == nginx)
    ledger.write(.joined(problem: nginx, fingerprint: new, place: place, night: .tuesday))
    #expect(ledger.book.problem(nginx)?.fingerprints.last == new)
    ledger.write(.undone(entry: rule[0].id))
    #expect(ledger.book.problem(nginx)?.fingerprints == [Failure.nginx.fingerprint])
    #expect(ledger.book.problem(recognising: new, at: place) == nil)
  }

  @Test mutating func `a problem of its own and a split beat the place`() throws {
    let (place, nginx) = (try #require(place), ledger.layOut(.nginx))
    let postgres = ledger.layOut(.postgres)
    ledger.write(.boundToPlaces(problem: nginx, places: [place]))
    ledger.write(
      .joined(
        problem: nginx, fingerprint: Failure.postgres.fingerprint, place: place, night: .tuesday))
    #expect(
      ledger.book.problem(recognising: Failure.postgres.fingerprint, at: place)?.id == postgres)
    ledger.write(
      .merged(problem: postgres, into: nginx), split(.postgres, off: nginx, into: 3),
      .keptApart(problem: nginx, from: .number(3)))
    #expect(
      ledger.book.problem(recognising: Failure.postgres.fingerprint, at: place)?.id == .number(3))
  }

  @Test mutating func `a rule goes with its problem into another and out again`() throws {
    let (place, nginx) = (try #require(place), ledger.layOut(.nginx))
    let postgres = ledger.layOut(.postgres)
    let new = Fingerprint(value: 7)
    ledger.write(
      .boundToPlaces(problem: nginx, places: [place]), .merged(problem: nginx, into: postgres))
    #expect(ledger.book.problem(recognising: new, at: place)?.id == postgres)
    ledger.write(
      .joined(problem: nginx, fingerprint: new, place: place, night: .tuesday),
      .parted(problem: nginx, from: postgres))
    #expect(ledger.book.problem(postgres)?.fingerprints == [Failure.postgres.fingerprint])
    #expect(ledger.book.problem(nginx)?.fingerprints == [Failure.nginx.fingerprint, new])
  }

  @Test func `a place is told by what fails and where, not by what it says`() {
    var other = Failure.nginx
    (other.message, other.detail, other.errorClass, other.line) = ("else", nil, "Other", 99)
    #expect(Fingerprint(placeOf: other, by: .chef) == place)
    for change: (inout Failure) -> Void in [
      { $0.resourceType = "systemd_unit" }, { $0.resourceName = "httpd" },
      { $0.declaration = "acme_web::tls" }, { $0.action = "restart" },
    ] {
      var moved = Failure.nginx
      change(&moved)
      #expect(Fingerprint(placeOf: moved, by: .chef) != place)
    }
    #expect(Fingerprint(placeOf: .nginx, by: .puppet) != place)
    #expect(Fingerprint(placeOf: .compile, by: .chef) == nil)
  }

  private func split(_ failure: Failure, off id: ProblemID, into number: Int) -> MarketEvent {
    .split(
      problem: id, into: .number(number), kind: .newNode, fingerprints: [failure.fingerprint],
      title: "a part", night: .monday)
  }
}

struct FillingsTests {
  @Test(arguments: [
    ("bind() to 0.0.0.0:80 failed (98: in use)", ["0.0.0.0:80", "98"]),
    ("exit with [0], but received '1'", ["0", "1"]),
    ("can't read /etc/nginx/nginx.conf on web-prod-01", ["/etc/nginx/nginx.conf", "web-prod-01"]),
    ("GET https://user@db.example.net:5432/x?y=1 timed out", []),
    ("GET http://10.0.0.7:80/x", ["10.0.0.7:80/x"]),
    ("line12:34 and key=/a/b and 0xdead00ef", ["12:34", "/a/b", "0xdead00ef"]),
    ("only words", []),
  ])
  func `what fills the holes is what the message has there`(message: String, holes: [String]) {
    #expect(MessageTemplate.fillings(of: message) == holes)
  }

  @Test(arguments: 1...200)
  func `there are as many fillings as holes, and filling them gives the message`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let words = ["exit", "12", "/etc/x", "web-1", "(98:", "a1/b", "http://h:1/p", "'0x12ff'", "é7"]
    let message = (0..<chance.int(1...9)).map { _ in chance.one(of: words) }.joined(separator: " ")
    let template = MessageTemplate(of: message).text
    let fillings = MessageTemplate.fillings(of: message)
    let literals = template.split(separator: "‹›", omittingEmptySubsequences: false)
    #expect(literals.count == fillings.count + 1)
    let filled = zip(literals, fillings + [""]).map { String($0) + $1 }.joined()
    #expect(filled == message)
  }
}
