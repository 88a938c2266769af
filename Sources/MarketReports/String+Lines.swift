extension String {
  /// The first line with something on it, trimmed; empty when there is none.
  var firstLine: String {
    let line = unicodeScalars.drop { $0.isBlank }.prefix { !$0.isLineBreak }
    guard let last = line.lastIndex(where: { !$0.isBlank }) else { return "" }
    return String(line[...last])
  }

  /// The last line with something on it, trimmed; empty when there is none.
  var lastLine: String {
    guard let last = unicodeScalars.lastIndex(where: { !$0.isBlank }) else { return "" }
    let text = unicodeScalars[...last]
    let lineBreak = text.lastIndex { $0.isLineBreak } ?? text.startIndex
    return String(text[lineBreak...].drop { $0.isBlank })
  }
}

extension Unicode.Scalar {
  fileprivate var isBlank: Bool {
    isASCII ? self == " " || 0x09...0x0D ~= value : properties.isWhitespace
  }

  fileprivate var isLineBreak: Bool {
    switch value {
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}
