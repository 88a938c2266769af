/// A moment: **milliseconds** since 1970-01-01 00:00 UTC.
///
/// Values come from outside (reports, ledgers, the clock at the edge); nothing here asks a clock.
package struct Instant: Hashable, Comparable, Sendable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  package static func < (a: Self, b: Self) -> Bool { a.milliseconds < b.milliseconds }

  /// Seconds from `earlier` to this moment; negative when `earlier` is later.
  package func seconds(since earlier: Instant) -> Double {
    Double(milliseconds - earlier.milliseconds) / 1000
  }

  package func adding(seconds: Double) -> Instant {
    Instant(milliseconds: milliseconds + Int64((seconds * 1000).rounded()))
  }

  /// The day this moment lies in, in UTC.
  package var day: Day { Day(daysSince1970: Int(milliseconds.floorDivided(by: 86_400_000))) }

  /// Seconds since midnight UTC, 0 to 86,399.
  package var secondOfDay: Int {
    Int(milliseconds - Int64(day.daysSince1970) * 86_400_000) / 1000
  }
}

/// A calendar day, without a time zone: `2026-11-22`.
package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01.
  package let daysSince1970: Int

  package init(daysSince1970: Int) { self.daysSince1970 = daysSince1970 }

  /// Reads `2026-11-22`; `nil` for anything else, `2026-02-30` included.
  package init?(_ text: String) { self.init(utf8: text.utf8.span) }

  package init?(utf8 text: Span<UInt8>) {
    guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      let year = text.number(in: 0..<4), let month = text.number(in: 5..<7),
      let dayOfMonth = text.number(in: 8..<10), 1...12 ~= month, 1...31 ~= dayOfMonth
    else { return nil }
    self.init(year: year, month: month, dayOfMonth: dayOfMonth)
    guard self.civil == (year, month, dayOfMonth) else { return nil }
  }

  /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
  package init(year: Int, month: Int, dayOfMonth: Int) {
    let y = month <= 2 ? year - 1 : year
    let era = y.floorDivided(by: 400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + dayOfMonth - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(daysSince1970: era * 146_097 + dayOfEra - 719_468)
  }

  /// Source: as above, `civil_from_days`.
  package var civil: (year: Int, month: Int, dayOfMonth: Int) {
    let z = daysSince1970 + 719_468
    let era = z.floorDivided(by: 146_097)
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted + (shifted < 10 ? 3 : -9)
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1
    )
  }

  package enum Weekday: Int, CaseIterable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday
  }

  package var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    let index = daysSince1970 + 3
    return Weekday.allCases[index - index.floorDivided(by: 7) * 7]
  }

  package func adding(days: Int) -> Day { Day(daysSince1970: daysSince1970 + days) }

  /// The next day from Monday to Friday.
  package var nextWorkingDay: Day {
    switch weekday {
    case .friday: adding(days: 3)
    case .saturday: adding(days: 2)
    default: adding(days: 1)
    }
  }

  /// Midnight UTC at which the day begins.
  package var start: Instant { Instant(milliseconds: Int64(daysSince1970) * 86_400_000) }

  package var description: String {
    let (year, month, dayOfMonth) = civil
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2))"
  }

  package static func < (a: Self, b: Self) -> Bool { a.daysSince1970 < b.daysSince1970 }
}

extension Instant {
  /// Reads the times that tools write.
  ///
  /// ISO 8601 with `T` or a blank, up to nine digits of fraction (all below a millisecond are
  /// dropped), and `Z`, `UTC`, `+02:00` or `+0200` as zone, also after a blank (Ruby's
  /// `Time#to_s`). No zone means UTC. Years 1970 to 9999; anything else is `nil`, never a guess.
  package init?(_ text: String) { self.init(utf8: text.utf8.span) }

  package init?(utf8 text: Span<UInt8>) {
    guard text.count >= 19, text.count <= 48, let day = Day(utf8: text.extracting(0..<10)),
      day >= Day(daysSince1970: 0),
      text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " "),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let hour = text.number(in: 11..<13), let minute = text.number(in: 14..<16),
      let second = text.number(in: 17..<19), hour < 24, minute < 60, second <= 60
    else { return nil }

    var at = 19
    var thousandths = 0
    if at < text.count, text[at] == UInt8(ascii: ".") {
      let start = at + 1
      at = start
      while at < text.count, 0x30...0x39 ~= text[at] { at += 1 }
      guard 1...9 ~= at - start else { return nil }
      for index in start..<start + 3 {
        thousandths = thousandths * 10 + (index < at ? Int(text[index] - 0x30) : 0)
      }
    }
    if at < text.count, text[at] == UInt8(ascii: " ") { at += 1 }
    guard let zone = zoneOffset(text.extracting(at..<text.count)) else { return nil }
    let seconds = Int64(hour * 3600 + minute * 60 + second - zone)
    self.init(milliseconds: day.start.milliseconds + seconds * 1000 + Int64(thousandths))
  }

  /// `2026-11-22T09:00:00Z`, with `.250` only when the moment has a fraction.
  package var iso8601: String {
    let fraction = milliseconds - milliseconds.floorDivided(by: 1000) * 1000
    return "\(day)T\(clockTime)" + (fraction == 0 ? "Z" : ".\(padded(Int(fraction), 3))Z")
  }

  /// `09:00:00`, UTC.
  package var clockTime: String {
    let second = secondOfDay
    return "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
  }
}

/// Seconds east of UTC, or `nil` when the bytes are no zone.
private func zoneOffset(_ text: Span<UInt8>) -> Int? {
  switch text.count {
  case 0: return 0
  case 1: return text[0] == UInt8(ascii: "Z") ? 0 : nil
  case 3:
    let isUTC =
      text[0] == UInt8(ascii: "U") && text[1] == UInt8(ascii: "T") && text[2] == UInt8(ascii: "C")
    return isUTC ? 0 : nil
  default: break
  }
  guard text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-") else { return nil }
  let digits = text.indices.dropFirst().filter { text[$0] != UInt8(ascii: ":") }.map { text[$0] }
  guard digits.count == 4, let hour = digits.span.number(in: 0..<2),
    let minute = digits.span.number(in: 2..<4), hour <= 14, minute < 60
  else { return nil }
  return (hour * 3600 + minute * 60) * (text[0] == UInt8(ascii: "-") ? -1 : 1)
}

extension Span<UInt8> {
  fileprivate func number(in range: Range<Int>) -> Int? {
    var value = 0
    for index in range {
      guard 0x30...0x39 ~= self[index] else { return nil }
      value = value * 10 + Int(self[index] - 0x30)
    }
    return value
  }
}

private func padded(_ value: Int, _ width: Int) -> String {
  let digits = String(value)
  let missing = width - digits.utf8.count
  return missing > 0 ? String(repeating: "0", count: missing) + digits : digits
}

extension FixedWidthInteger {
  /// Division that rounds towards minus infinity, so that times before 1970 fall on the right day.
  fileprivate func floorDivided(by divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
