package import MarketAnalysis
package import MarketModel
import MarketTestKit

/// A problem over all nights.
package struct Life: Sendable, CustomStringConvertible {
  let kind: SignalKind
  private let id: String
  private let suspect: String?
  private var nodes: Set<NodeName> = []
  private var nights: [Night] = []
  private var fingerprints: Set<String> = []
  private(set) var duplicates = 0
  private(set) var isSuspectNamed = false
  private var wrongKinds: Set<SignalKind> = []

  private struct Night {
    let day: Day
    let isVisible: Bool
    let isDue: Bool
    let isFound: Bool
    let isNamed: Bool
  }

  package init(_ problem: Planted) {
    (id, kind, suspect) = (problem.id, problem.kind, problem.suspect)
  }

  /// - Parameter cards: those about it.
  package mutating func live(_ problem: Planted, _ night: Day, _ cards: [Signal]) {
    nodes = problem.nodes
    let right = cards.filter { $0.kind == problem.kind || problem.alsoRight.contains($0.kind) }
    nights.append(
      Night(
        day: night, isVisible: problem.isVisible, isDue: problem.isDue, isFound: !cards.isEmpty,
        isNamed: !right.isEmpty))
    if right.isEmpty { wrongKinds.formUnion(cards.map(\.kind)) }
    let distinct = Set(cards.map { $0.family ?? "\($0.fingerprint)" })
    duplicates += max(0, distinct.count - 1)
    fingerprints.formUnion(distinct)
    if let value = suspect?.split(separator: "=").last {
      isSuspectNamed =
        isSuspectNamed
        || right.contains { card in
          (card.title + card.whyText + (card.suspectText ?? "")).contains(value)
        }
    }
  }

  private var due: [Night] { nights.filter(\.isDue) }
  /// Nights from the second due one on, or the only one.
  private var asked: ArraySlice<Night> { due.count > 1 ? due[1...] : due[...] }

  var isDue: Bool { !due.isEmpty }
  var isFoundInTime: Bool {
    guard let deadline = nights.indices.filter({ nights[$0].isDue }).prefix(2).last else {
      return false
    }
    return nights[...deadline].contains { $0.isFound }
  }
  var isFound: Bool { nights.contains { $0.isFound } }
  var isNamed: Bool { nights.contains { $0.isNamed } }
  var nightsAsked: Int { asked.count }
  var nightsFound: Int { asked.count { $0.isFound } }
  var nightsNamed: Int { asked.count { $0.isNamed } }
  var hasSuspect: Bool { suspect != nil }
  /// What the table would have laid on it for this one problem.
  var cards: Int { fingerprints.count }

  var miss: String? {
    if !isFound { return "never found" }
    if !isNamed { return "named \(wrongKinds.map(\.rawValue).sorted().joined(separator: ", "))" }
    if !isFoundInTime { return "found late" }
    let lost = asked.filter { !$0.isFound }.map(\.day.description)
    return lost.isEmpty ? nil : "not found on \(lost.joined(separator: ", "))"
  }

  /// `slow 7 heron: nights 2026-11-02 to 2026-11-07, due from 2026-11-03, 4 nodes, web-prod-01`.
  package var description: String {
    let visible = nights.filter(\.isVisible).map(\.day)
    let span = [visible.first, visible.last].compactMap { $0?.description }.joined(
      separator: " to ")
    return "\(id): nights \(span), due from \(due.first?.day.description ?? "never"), "
      + "\(nodes.count) nodes, \(nodes.min()?.rawValue ?? "")"
      + (suspect.map { ", suspect \($0)" } ?? "")
  }
}

extension [SimulatedNight] {
  /// What was planted, a line each, for whoever wants to know where to look.
  package var plantings: [String] {
    var lives: [String: Life] = [:]
    for night in self {
      for problem in night.truth.problems {
        lives[problem.id, default: Life(problem)].live(problem, night.truth.night, [])
      }
    }
    return lives.sorted { $0.key < $1.key }.map(\.value.description)
  }
}
