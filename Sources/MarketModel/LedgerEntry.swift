/// One line of a ledger: who said what, and where it stands in the one order of all that was said.
package struct LedgerEntry: Hashable, Sendable, Identifiable {
  package let id: EntryID
  /// Wall time, for people. Order comes from ``order``: clocks of machines are not to be trusted.
  package let at: Instant
  /// One more than the highest clock the writer had seen when it wrote.
  ///
  /// Source: L. Lamport, *Comm. ACM* **21** (1978), 558–565.
  package let clock: Int
  package let event: MarketEvent
  /// What its writer had newly read of other hands since its last line that said so: the number of
  /// each one's last line. `nil` where the line says nothing; see ``Causality``.
  package let seen: [WriterID: Int]?
  /// The lines of the step that it is part of, by their numbers; `nil` when it is one by itself.
  ///
  /// A step is taken back, and brought again, as a whole. It counts once its last line is there, so
  /// what a full disk left of one decides nothing.
  package let step: ClosedRange<Int>?

  package init(
    id: EntryID, at: Instant, clock: Int, event: MarketEvent, seen: [WriterID: Int]? = nil,
    step: ClosedRange<Int>? = nil
  ) {
    self.id = id
    self.at = at
    self.clock = clock
    self.event = event
    self.seen = seen
    self.step = step
  }

  package var by: WriterID { id.writer }

  /// The one total order: logical clock, then writer, then sequence. It is the same for everybody
  /// who has the same entries, in whatever order they came.
  package struct Order: Hashable, Comparable, Sendable {
    package let clock: Int
    package let id: EntryID

    package static func < (a: Order, b: Order) -> Bool {
      (a.clock, a.id.writer, a.id.sequence) < (b.clock, b.id.writer, b.id.sequence)
    }
  }

  package var order: Order { Order(clock: clock, id: id) }

  package static func precedes(_ a: LedgerEntry, _ b: LedgerEntry) -> Bool { a.order < b.order }
}
