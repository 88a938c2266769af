import MarketModel

/// The ids of runs, each in a fixed number of letters of base64url, six bits a letter.
enum RunIDs {
  /// Letters of an id.
  static let length = Int(RunMark.idBits) / 6
  /// Letters of the ids of version 1, which had 48 bits.
  static let firstLength = 8

  static func text(of ids: [UInt64]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(ids.count * length)
    for id in ids {
      for place in 1...UInt64(length) {
        text.append(PackedNumbers.alphabet[Int(id >> (6 * (UInt64(length) - place))) & 63])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// - Parameter length: letters of an id; what is longer than ours loses its lowest bits.
  static func ids(in bytes: [UInt8], length: Int) -> [UInt64]? {
    guard bytes.count % length == 0 else { return nil }
    let digits = PackedReader.digits
    var ids: [UInt64] = []
    ids.reserveCapacity(bytes.count / length)
    for start in stride(from: 0, to: bytes.count, by: length) {
      var id: UInt64 = 0
      for place in start..<start + length {
        let digit = digits[Int(bytes[place])]
        guard digit < 64 else { return nil }
        id = id << 6 | UInt64(digit)
      }
      ids.append(id >> (6 * UInt64(length - Self.length)))
    }
    return ids
  }
}
