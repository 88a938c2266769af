/// Whole numbers as text: each in digits of five bits, the lowest first, and a sixth bit that says
/// that more follow, written as letters of base64url. Small ones take one letter, up to 1023 two.
///
/// Source of the letters: RFC 4648, section 5; of the digits: LEB128, as in DWARF 5, section 7.6.
struct PackedNumbers {
  private(set) var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// - Precondition: `value` is not negative.
  mutating func append(_ value: Int) {
    var rest = UInt(value)
    repeat {
      let digit = Int(rest & 31)
      rest >>= 5
      bytes.append(Self.alphabet[rest == 0 ? digit : digit | 32])
    } while rest != 0
  }

  /// A number that may be negative: 0, −1, 1, −2, … as 0, 1, 2, 3, …
  mutating func append(signed value: Int) { append(value < 0 ? ~value << 1 | 1 : value << 1) }

  /// Each number as what was added to the one before it; nothing for those at the end that stay.
  init(differencesOf values: some Sequence<Int>) {
    var before = 0
    var end = 0
    for value in values {
      append(signed: value - before)
      if value != before { end = bytes.count }
      before = value
    }
    bytes.removeLast(bytes.count - end)
  }

  /// The median, and how far each number is from it; nothing for those at the end that are not.
  init(around values: [Int]) {
    let usual = values.sorted()[values.count / 2]
    append(usual)
    var end = bytes.count
    for value in values {
      append(signed: value - usual)
      if value != usual { end = bytes.count }
    }
    bytes.removeLast(bytes.count - end)
  }

  /// The values that are there, each after how many that are not.
  init(sparse values: some Sequence<Int?>) {
    var passed = 0
    for value in values {
      if let value {
        append(passed)
        append(value)
        passed = 0
      } else {
        passed += 1
      }
    }
  }

  init(_ values: some Sequence<Int> = []) { for value in values { append(value) } }

  mutating func append(_ others: PackedNumbers) { bytes += others.bytes }

  var isEmpty: Bool { bytes.isEmpty }
}

/// Takes numbers off a text that ``PackedNumbers`` wrote.
struct PackedReader {
  private let bytes: [UInt8]
  private let digits = Self.digits
  private var at = 0

  init(_ text: String) { self.init(Array(text.utf8)) }
  init(_ letters: [UInt8]) { bytes = letters }

  var isAtEnd: Bool { at == bytes.count }
  var count: Int { bytes.count }

  /// `count` numbers that were packed as differences; `nil` when one is not from 0 to `limit`.
  mutating func differences(_ count: Int, to limit: Int) -> [Int]? {
    var value = 0
    return values(count) { reader in
      if reader.isAtEnd { return value }
      guard let step = reader.nextSigned(), abs(step) <= limit else { return nil }
      value += step
      return 0...limit ~= value ? value : nil
    }
  }

  /// `count` numbers that were packed around their median.
  mutating func around(_ count: Int, to limit: Int) -> [Int]? {
    guard count > 0 else { return isAtEnd ? [] : nil }
    guard let usual = next(to: limit) else { return nil }
    return values(count) { reader in
      if reader.isAtEnd { return usual }
      guard let step = reader.nextSigned(), abs(step) <= limit else { return nil }
      return 0...limit ~= usual + step ? usual + step : nil
    }
  }

  /// `count` values, and nothing after them.
  private mutating func values(_ count: Int, _ value: (inout Self) -> Int?) -> [Int]? {
    var values: [Int] = []
    values.reserveCapacity(count)
    while values.count < count {
      guard let value = value(&self) else { return nil }
      values.append(value)
    }
    return isAtEnd ? values : nil
  }

  /// The next number; `nil` at the end, and for what no number was written as.
  mutating func next(to limit: Int = .max) -> Int? {
    var (value, shift) = (0, 0)
    while at < bytes.count, shift < 60 {
      let digit = Int(digits[Int(bytes[at])])
      guard digit < 64 else { return nil }
      at += 1
      value |= (digit & 31) << shift
      if digit < 32 { return value <= limit ? value : nil }
      shift += 5
    }
    return nil
  }

  mutating func nextSigned() -> Int? { next().map { $0 & 1 == 0 ? $0 >> 1 : ~($0 >> 1) } }

  /// The digit that each letter stands for; 64 is none.
  static let digits: [UInt8] = {
    var digits = [UInt8](repeating: 64, count: 256)
    for (digit, letter) in PackedNumbers.alphabet.enumerated() {
      digits[Int(letter)] = UInt8(digit)
    }
    return digits
  }()
}
