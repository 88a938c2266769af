package import ArgumentParser
import MarketAnalysis
import MarketBoard
import MarketModel

/// `market problems`: what lies on the table, as a list.
package struct ProblemsCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "problems", abstract: "List the problems on the table, the most urgent first.",
    discussion: """
      Without filters, all that are open. What a night found and nobody has laid on the table yet is \
      listed under a handle, such as new-3f9c2a; use it like a number.
      """)

  @Option(
    help: ArgumentHelp(
      "Only in this state: new, accepted, working, proving, regressed, verified, closed, snoozed, "
        + "dismissed, merged; or 'all'.", valueName: "state"))
  var status: [StatusFilter] = []

  @Option(
    help: ArgumentHelp(
      "Only of this person; 'nobody' for those that nobody owns.", valueName: "name"),
    completion: .custom(Completions.people))
  var owner: String?

  @Option(
    help: ArgumentHelp(
      "Only what is known this well: fix-can-start, no-fix-yet, unknown (A, B, C).",
      valueName: "category"))
  var category: CategoryFilter?

  @Option(
    help: ArgumentHelp(
      "Only as bad as this: blocks-deploy, service-down, cluster-wrong, wasteful, noise.",
      valueName: "severity"))
  var severity: Severity?

  @Flag(help: "Only what is not triaged yet.")
  var new = false

  @OptionGroup var global: GlobalOptions

  package init() {}

  package func run() throws {
    let morning = try Morning(try OpenedStore(global), now: global.now)
    let owner = try owner.flatMap { $0 == "nobody" ? nil : try morning.person(named: $0) }
    let wantsNobody = self.owner == "nobody"
    let problems = morning.byPriority(
      morning.book.problems.values.filter { problem in
        isWanted(problem.status)
          && (owner.map { problem.owner == $0 } ?? true)
          && (!wantsNobody || problem.owner == nil)
          && (category.map { problem.category == $0.category } ?? true)
          && (severity.map { problem.severity == $0 } ?? true)
      })
    var output = Console.output
    if global.json {
      output.list(problems, morning)
    } else {
      for line in lines(of: problems, morning) { output.line(line) }
    }
    output.flush()
  }

  private func isWanted(_ status: ProblemStatus) -> Bool {
    if new { return status == .new }
    guard !self.status.isEmpty else { return status.isOpen }
    return self.status.contains { $0.status.map { $0 == status } ?? true }
  }

  private var isFiltered: Bool {
    new || !status.isEmpty || owner != nil || category != nil || severity != nil
  }

  private func lines(of problems: [Problem], _ morning: Morning) -> [String] {
    guard !problems.isEmpty else {
      if isFiltered { return ["No problem is like that."] }
      return [
        morning.nights.isEmpty
          ? "Nothing is on the table, and no night has been gathered: market gather PATH..."
          : "Nothing is on the table."
      ]
    }
    return [morning.summary(of: problems), ""]
      + ProblemsText(problems: problems, morning: morning).lines + twice(among: problems, morning)
  }

  /// Numbers that two clones gave.
  private func twice(among problems: [Problem], _ morning: Morning) -> [String] {
    let numbers = morning.recorded.numbersGivenTwice
      .intersection(problems.filter { !morning.isUnnumbered($0.id) }.map(\.id.number))
    guard !numbers.isEmpty else { return [] }
    return [""]
      + numbers.sorted().flatMap {
        TextLayout.paragraph(english.twice($0, in: morning.recorded), indent: 0)
      }
  }
}

/// A state, or all of them.
struct StatusFilter: ExpressibleByArgument {
  let status: ProblemStatus?

  init?(argument: String) {
    status = ProblemStatus(rawValue: argument)
    if status == nil, argument != "all" { return nil }
  }

  static var allValueStrings: [String] { ProblemStatus.allCases.map(\.rawValue) + ["all"] }
}

/// What is known, by its letter or in words.
struct CategoryFilter: ExpressibleByArgument {
  let category: Category

  init?(argument: String) {
    switch argument.lowercased() {
    case "a", "fix-can-start": category = .fixCanStart
    case "b", "no-fix-yet": category = .noFixYet
    case "c", "unknown": category = .unknown
    default: return nil
    }
  }

  static var allValueStrings: [String] { ["fix-can-start", "no-fix-yet", "unknown"] }
}

extension Severity: ExpressibleByArgument {}

extension Morning {
  /// The most urgent first; among equals the older.
  func byPriority(_ problems: some Sequence<Problem>) -> [Problem] {
    problems
      .map { problem in
        let priority = Priority(of: problem, evidence: evidence(for: problem), today: today)
        return (problem: problem, rank: priority.rank)
      }
      .sorted { ($0.rank, $1.problem.id) > ($1.rank, $0.problem.id) }
      .map(\.problem)
  }

  /// `7 problems, most urgent first: 2 new, 1 came back, 1 overdue, 3 that nobody owns`.
  fileprivate func summary(of problems: [Problem]) -> String {
    let open = problems.filter(\.status.isOpen)
    let parts = [
      (open.count { $0.status == .new }, "new"),
      (open.count { $0.status == .regressed }, "came back"),
      (open.count { $0.due.map { $0 < today } ?? false }, "overdue"),
      (open.count { $0.owner == nil && $0.status != .new }, "that nobody owns"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return "\(english.count(problems.count, "problem")), most urgent first"
      + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
  }
}
