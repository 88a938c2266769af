import MarketBoard
import MarketMeeting
import MarketModel
import MarketTestKit
import Testing
import TextCanvas

struct OwnerBoardTests {
  @Test func `an owner sees what is hers, the next date first`() {
    let board = Morning.at(.review).owned(by: "ana")
    let owners = board.meeting.items.compactMap { board.meeting.book.problem($0)?.owner?.rawValue }
    #expect(!owners.isEmpty && owners.allSatisfy { $0 == "ana" })
    #expect(board.frame().description.contains("ana: 1 open, 1 overdue"))
  }

  @Test func `one key starts, one notes, one says what was done`() {
    let board = Morning.at(.review).owned(by: "mika")
    let started = board.pressed("w")
    #expect(started.meeting.notice == .saved(.started(problem: board.meeting.items[0])))
    let noted = board.pressed("n", .paste("the vendor called"), .enter)
    #expect(noted.meeting.selected?.notes.last == "the vendor called")
    let done = board.pressed("c", .paste("package 4.2"), .enter)
    #expect(done.meeting.selected?.countermeasure?.text == "package 4.2")
    #expect(done.pressed("u").meeting.selected?.countermeasure == nil)
  }

  @Test func `what the team decides together says so`() {
    let board = Morning.at(.review).owned(by: "mika")
    for key: Key in ["h", "x", "v", ">", "P", "T"] {
      #expect(board.pressed(key).frame().description.contains("in the market"), "\(key)")
    }
  }

  @Test func `who owns nothing is told so`() {
    let board = Morning.at(.review).owned(by: "zoe")
    #expect(board.frame().description.contains("zoe owns nothing on the table."))
    for key: Key in ["w", "n", "c", "j", "G", .enter, "e", "H"] { _ = board.pressed(key).frame() }
  }
}

struct MouseTests {
  @Test func `a click on a hint is its key`() {
    let frame = Morning.at(.triage).frame()
    let rows = frame.description.split(separator: "\n", omittingEmptySubsequences: false)
    let y = rows.firstIndex { $0.contains("[d] dismiss") }!
    let x = rows[y].distance(
      from: rows[y].startIndex, to: rows[y].firstRange(of: "[d]")!.lowerBound)
    #expect(frame.link(atX: x, y: y) == .key("d"))
    #expect(frame.link(atX: 0, y: 0) == nil)
  }

  @Test func `a click on a row brings its item in front`() {
    let morning = Morning.at(.review)
    var clicked = morning
    clicked.take(.pick(2))
    #expect(clicked.meeting.selectedID == morning.meeting.items[2])
    clicked.take(.pick(99))
    #expect(clicked.meeting.selectedID == morning.meeting.items[2])
  }

  @Test func `a click on an answer chooses it`() {
    var asked = Morning.at(.triage, after: "a")
    let id = asked.meeting.selectedID!
    let links = (0..<24).compactMap { asked.frame().link(atX: 20, y: $0) }
    #expect(links.contains(.row(4)))
    asked.take(.pick(4))
    #expect(asked.meeting.book.problem(id)?.severity == .noise)
  }

  @Test func `the wheel moves as the arrows do`() {
    let morning = Morning.at(.review)
    #expect(morning.pressed(.wheel(by: 1)).meeting.selectedID == morning.meeting.items[1])
  }
}

struct ProjectorTests {
  @Test(arguments: Phase.allCases, [(80, 24), (120, 40), (200, 60)])
  func `on the wall there are at most seven lines of content, a blank row between any two`(
    phase: Phase, size: (Int, Int)
  ) {
    let wall = Morning.at(phase).pressed("Z").frame(width: size.0, height: size.1)
    let rows = wall.description.split(separator: "\n", omittingEmptySubsequences: false)
    let body = rows[4..<(size.1 - 6)].map { !$0.isEmpty }
    #expect(body.count { $0 } <= 7 && body.contains(true))
    #expect(!zip(body, body.dropFirst()).contains { $0 && $1 })
  }

  @Test func `a second time it is the everyday board again`() {
    let morning = Morning.at(.triage)
    #expect(morning.pressed("Z", "Z").frame() == morning.pressed("X", .escape).frame())
  }
}
