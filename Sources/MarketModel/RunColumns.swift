/// The runs of one node in one night with a column for each thing that is known of them, which is
/// how a digest keeps them: what looks back weeks asks a few columns, and cuts no run out.
package struct RunColumns: Sendable {
  package var ids: [UInt64]
  package var tool: Column<Tool>
  package var environment: Column<String>
  /// **Seconds** since 1970.
  package var started: [Int]
  /// **Seconds**; 0 when unknown.
  package var duration: Column<Int>
  package var status: Column<RunStatus>
  package var total: Column<Int?>
  /// What was updated more than ``changes`` list.
  package var uncounted: Column<Int?>
  package var failed: Column<Int?>
  package var skipped: Column<Int?>
  package var failure: Column<Fingerprint?>
  package var tolerated: Column<[Fingerprint]>
  package var caveats: Column<[Fingerprint]>
  package var changes: Column<[ChangeMark]>
  package var traits: Column<Fingerprint?>
  package var usage: Column<Usage>
  package var isNoop: Column<Bool>

  package init(
    ids: [UInt64], tool: Column<Tool>, environment: Column<String>, started: [Int],
    duration: Column<Int>, status: Column<RunStatus>, total: Column<Int?>,
    uncounted: Column<Int?>, failed: Column<Int?>, skipped: Column<Int?>,
    failure: Column<Fingerprint?>, tolerated: Column<[Fingerprint]>,
    caveats: Column<[Fingerprint]>, changes: Column<[ChangeMark]>, traits: Column<Fingerprint?>,
    usage: Column<Usage>, isNoop: Column<Bool>
  ) {
    self.ids = ids
    self.tool = tool
    self.environment = environment
    self.started = started
    self.duration = duration
    self.status = status
    self.total = total
    self.uncounted = uncounted
    self.failed = failed
    self.skipped = skipped
    self.failure = failure
    self.tolerated = tolerated
    self.caveats = caveats
    self.changes = changes
    self.traits = traits
    self.usage = usage
    self.isNoop = isNoop
  }

  package init(_ runs: [RunMark]) {
    self.init(
      ids: runs.map(\.id), tool: .each(runs.map(\.tool)),
      environment: .each(runs.map(\.environment)), started: runs.map(\.started),
      duration: .each(runs.map(\.duration)), status: .each(runs.map(\.status)),
      total: .each(runs.map(\.tally.total)), uncounted: .each(runs.map(\.uncountedUpdates)),
      failed: .each(runs.map(\.tally.failed)), skipped: .each(runs.map(\.tally.skipped)),
      failure: .each(runs.map(\.failure)), tolerated: .each(runs.map(\.tolerated)),
      caveats: .each(runs.map(\.caveats)),
      changes: .each(runs.map(\.changes)), traits: .each(runs.map(\.traits)),
      usage: .each(runs.map(\.usage)), isNoop: .each(runs.map(\.isNoop)))
  }

  /// How many runs there are; each column has as many values, or one for all.
  package var count: Int { ids.count }

  package var runs: [RunMark] {
    ids.indices.map { place in
      RunMark(
        id: ids[place], tool: tool[place], environment: environment[place],
        started: started[place], duration: duration[place], status: status[place],
        tally: Tally(
          total: total[place], updated: uncounted[place].map { $0 + changes[place].count },
          failed: failed[place], skipped: skipped[place]), failure: failure[place],
        tolerated: tolerated[place],
        caveats: caveats[place], changes: changes[place], traits: traits[place],
        usage: usage[place], isNoop: isNoop[place])
    }
  }
}

/// One value for each run, or one for all.
///
/// Public, as what it does is, only because the compiler inlines nothing into another room that is
/// `package`.
public enum Column<Value: Sendable>: Sendable {
  case all(Value)
  case each([Value])

  @inlinable
  public subscript(place: Int) -> Value {
    switch self {
    case .all(let value): value
    case .each(let values): values[place]
    }
  }
}

extension RunMark {
  /// What its report counts as updated and does not list; nearly always nothing. `nil` when it does
  /// not count.
  package var uncountedUpdates: Int? { tally.updated.map { $0 - changes.count } }
}
