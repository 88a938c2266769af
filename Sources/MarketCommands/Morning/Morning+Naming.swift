import MarketLedger
import MarketModel

extension Morning {
  /// The problem that somebody means by `12`, `#12`, `12.ana-3f9c1e` or `new-3f9c2a`.
  ///
  /// A handle goes on meaning its problem after it was laid out, and a number that stands for another
  /// problem after a merge of two clones leads there.
  func problem(named text: String) throws(NamingError) -> Problem {
    let name = text.hasPrefix("#") ? String(text.dropFirst()) : text
    if name.hasPrefix(Self.handlePrefix) { return try problem(handle: name) }
    if let number = Int(name) { return try problem(number: number) }
    guard let id = ProblemID(name) else { throw .notAName(text) }
    guard let problem = recorded.problem(id), let shown = book.problem(problem.id) else {
      throw .unknown(text)
    }
    return shown
  }

  private func problem(number: Int) throws(NamingError) -> Problem {
    var ids = Set(recorded.problems(numbered: number).map(\.id))
    for (alias, id) in recorded.aliases where alias.number == number && ids.isEmpty {
      ids.insert(id)
    }
    let found = ids.sorted().compactMap { book.problem($0) }
    guard let only = found.first else { throw .unknown("#\(number)") }
    guard found.count == 1 else {
      throw .ambiguous("\(number)", found.map { Choice(name: "\($0.id)", title: $0.title) })
    }
    return only
  }

  private func problem(handle: String) throws(NamingError) -> Problem {
    let digits = handle.dropFirst(Self.handlePrefix.count).lowercased()
    guard digits.utf8.count >= 4, digits.allSatisfy(\.isHexDigit) else { throw .notAName(handle) }
    let found = book.problems.values
      .filter { $0.fingerprints.contains { $0.description.hasPrefix(digits) } }
      .filter { $0.status != .merged }
      .sorted { $0.id < $1.id }
    guard let only = found.first else { throw .unknown(handle) }
    guard found.count == 1 else {
      throw .ambiguous(handle, found.map { Choice(name: typedName(of: $0.id), title: $0.title) })
    }
    return only
  }

  /// The person that somebody means: by short name, login or full name; upper and lower case are one.
  ///
  /// Without a roster anybody is known.
  func person(named text: String) throws(NamingError) -> Person {
    let name = text.lowercased()
    if settings.roster.isEmpty {
      let person = Person(sanitizing: name)
      guard person.rawValue == name else { throw .notAPerson(text) }
      return person
    }
    let known = settings.roster.first { entry in
      ([entry.person.rawValue, entry.fullName] + entry.logins).contains { $0.lowercased() == name }
    }
    guard let known else {
      throw .unknownPerson(text, nearest: nearest(to: name), all: settings.roster.map(\.person))
    }
    return known.person
  }

  private func nearest(to name: String) -> Person? {
    let best = settings.roster
      .map { entry in
        let first = entry.fullName.lowercased().split(separator: " ").first.map(String.init)
        let distances = [entry.person.rawValue, first ?? entry.person.rawValue]
          .map { editDistance(Array($0), Array(name)) }
        return (person: entry.person, distance: distances.min() ?? .max)
      }
      .min { ($0.distance, $0.person) < ($1.distance, $1.person) }
    // More than a third of the letters wrong is another name.
    return best.flatMap { $0.distance * 3 <= max(name.count, 3) ? $0.person : nil }
  }
}

/// Letters to add, take away, change or swap with the next to make one word of the other.
///
/// Source: F. Damerau, *Comm. ACM* **7** (1964), 171–176, without edits between swapped letters.
func editDistance(_ a: [Character], _ b: [Character]) -> Int {
  var before: [Int] = []
  var row = Array(0...b.count)
  for (i, x) in a.enumerated() {
    var next = [i + 1]
    for (j, y) in b.enumerated() {
      var best = min(row[j] + (x == y ? 0 : 1), row[j + 1] + 1, next[j] + 1)
      if i > 0, j > 0, x == b[j - 1], y == a[i - 1] { best = min(best, before[j - 1] + 1) }
      next.append(best)
    }
    (before, row) = (row, next)
  }
  return row[b.count]
}

/// One of several things that a name may mean.
struct Choice: Hashable, Sendable {
  let name: String
  let title: String
}

/// Why a name does not lead to a problem or a person.
enum NamingError: AdvisingError, Hashable {
  case notAName(String)
  case unknown(String)
  case ambiguous(String, [Choice])
  case notAPerson(String)
  case unknownPerson(String, nearest: Person?, all: [Person])

  var problem: String {
    switch self {
    case .notAName(let text): "`\(text)` is no problem's name"
    case .unknown(let name): "there is no problem \(name)"
    case .ambiguous(let name, let choices):
      "\(name) can mean \(choices.count) problems: "
        + choices.map { "\($0.name) (\($0.title.clipped(toBytes: 60)))" }.joined(separator: ", ")
    case .notAPerson(let text): "`\(text)` is no person's short name"
    case .unknownPerson(let name, _, _): "nobody in the roster is called `\(name)`"
    }
  }

  var place: String? { nil }

  var remedy: String {
    switch self {
    case .notAName: "give its number, as in 12 or #12, or its handle, as in new-3f9c2a"
    case .unknown: "see what there is: market problems --status all"
    case .ambiguous(_, let choices): "say the whole name, as in \(choices[0].name)"
    case .notAPerson: "give one word of letters and digits, as in ana"
    case .unknownPerson(_, let nearest, let all):
      nearest.map { "did you mean \($0.rawValue)?" }
        ?? "the roster has \(all.map(\.rawValue).joined(separator: ", ")); it is kept in market.yml"
    }
  }
}
