import ArgumentParser
import MarketLedger
import MarketModel

/// What a shell offers for a value, from the store that the line names. Only numbers, handles and
/// short names: no text that came from a node ever gets into a shell's hands.
enum Completions {
  /// The open problems, the most urgent first.
  @Sendable
  static func problems(words: [String], at index: Int, prefix: String) -> [String] {
    guard let global = global(of: words), let opened = try? OpenedStore(global),
      let morning = try? Morning(opened, now: global.now, complains: false)
    else { return [] }
    return morning.byPriority(morning.book.problems.values.filter(\.status.isOpen))
      .map { morning.typedName(of: $0.id) }
  }

  /// Everybody on the roster.
  @Sendable
  static func people(words: [String], at index: Int, prefix: String) -> [String] {
    let settings = try? global(of: words)?.openStore().settings
    return (settings?.settings.roster ?? []).map(\.person.rawValue)
  }

  /// `nil` where a command would first have to complain about the store's settings.
  private static func global(of words: [String]) -> GlobalOptions? {
    let place = words.firstIndex(of: "--store").map { Array(words[$0...].prefix(2)) } ?? []
    guard let global = try? GlobalOptions.parse(place.count == 2 ? place : []),
      let (_, settings) = try? global.openStore(), settings.complaints.isEmpty
    else { return nil }
    return global
  }
}
