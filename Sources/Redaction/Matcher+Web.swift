extension Matcher {
  /// The password of `scheme://user:password@host`; of a user that is a token, the user.
  static let urlPassword = Matcher { text, site in
    let start = site.anchor.upperBound
    guard text.isIn(.alphanumeric, at: site.anchor.lowerBound - 1),
      let at = userInfoEnd(from: start, in: text),
      text.firstIndex(of: Mark.opening, in: start..<at) == nil
    else { return nil }
    let colon = text.end(of: ByteSet(":").others, from: start, limit: at - start)
    if colon == at || text.has(":x-oauth-basic@", at: colon) {
      let isToken =
        colon - start >= 20 && text.any(start..<colon, in: .digits)
        && text.any(start..<colon, in: .letters) && text.all(start..<colon, in: .base64URL)
      return isToken ? start..<at : nil
    }
    guard colon + 1 < at, SecretValue.isSecret((colon + 1)..<at, in: text, atLeast: 1) else {
      return nil
    }
    return (colon + 1)..<at
  }

  /// Where the `@` stands. Source: RFC 3986 has no `/` in a password, but people do: then what
  /// follows the first `:` is no port.
  private static func userInfoEnd(from start: Int, in text: Span<UInt8>) -> Int? {
    let stop = text.end(of: userInfo, from: start, limit: longestUserInfo)
    if let at = lastAt(in: start..<stop, of: text) { return at }
    guard text.isIn(ByteSet("/?#"), at: stop) else { return nil }
    let colon = text.end(of: ByteSet(":").others, from: start, limit: stop - start)
    guard colon + 1 < stop, text.any((colon + 1)..<stop, in: ByteSet.digits.others) else {
      return nil
    }
    let end = text.end(of: userInfo + "/?#", from: stop, limit: longestUserInfo)
    return lastAt(in: stop..<end, of: text)
  }

  private static func lastAt(in range: Range<Int>, of text: Span<UInt8>) -> Int? {
    var at = range.upperBound
    while at > range.lowerBound {
      at -= 1
      if text[at] == UInt8(ascii: "@") { return at }
    }
    return nil
  }

  private static let userInfo =
    ByteSet("!$%&()*+,-.:;=@[]^_{|}~") + .alphanumeric + .beyondASCII

  /// **Bytes** of user and password in a URL. Tokens of clouds have some hundred.
  private static let longestUserInfo = 1024

  /// `user:password@tcp(host)`.
  static let driverPassword = Matcher { text, site in
    let end = site.anchor.lowerBound
    let start = text.start(
      of: userInfo, before: end, floor: site.floor, limit: longestUserInfo)
    let colon = text.end(of: ByteSet(":").others, from: start, limit: end - start)
    guard colon + 1 < end, SecretValue.isSecret((colon + 1)..<end, in: text) else { return nil }
    return (colon + 1)..<end
  }
}

// MARK: Headers

extension Matcher {
  /// `Authorization: Bearer …`, also as a key in JSON, YAML or a hash.
  static let authorization = Matcher { text, site in
    guard let start = headerStart(after: site, in: text) else { return nil }
    let scheme = text.end(of: .base64URL, from: start, limit: longestScheme)
    let rest = text.end(of: .blanks, from: scheme)
    if rest > scheme, parametrised.contains(where: { text.equals($0, in: start..<scheme) }) {
      return rest..<headerEnd(from: rest, after: site, in: text)
    }
    if rest > scheme, schemes.contains(where: { text.equals($0, in: start..<scheme) }) {
      let end = text.end(of: .visible, from: rest, limit: longestToken)
      return SecretValue.isSecret(rest..<end, in: text) ? rest..<end : nil
    }
    let end = text.end(of: .visible, from: start, limit: longestToken)
    let isToken = end - start >= 8 && text.any(start..<end, in: .digits)
    return isToken && SecretValue.isSecret(start..<end, in: text) ? start..<end : nil
  }

  /// Source: IANA, HTTP Authentication Scheme Registry, and what GitHub, Discord and AWS add.
  private static let schemes = [
    "basic", "bearer", "bot", "token", "apikey", "api-key", "negotiate", "ntlm", "dpop", "splunk",
    "geniekey", "sharedkey", "sharedaccesssignature", "ssws", "key",
  ]
  /// Those whose credentials are a list of `name=value`.
  private static let parametrised = [
    "digest", "oauth", "hoba", "mutual", "vapid", "scram-sha-256", "aws4-hmac-sha256", "hawk",
    "signature",
  ]

  /// `Bearer` and a token, where no header's name stands before it.
  static let bearer = Matcher { text, site in
    let start = site.anchor.upperBound
    let end = text.end(of: .base64URL + "~+/.=", from: start, limit: longestToken)
    guard site.isTokenStart(in: text), end - start >= 16,
      text.any(start..<end, in: .digits), SecretValue.isSecret(start..<end, in: text)
    else { return nil }
    return start..<end
  }

  /// `Basic` and base64 that says `user:password`.
  static let basicCredentials = Matcher { text, site in
    let start = site.anchor.upperBound
    let end = text.end(of: .base64, from: start, limit: longestToken)
    guard site.isTokenStart(in: text), end - start >= 8,
      decoded(start..<end, in: text)?.contains(UInt8(ascii: ":")) == true
    else { return nil }
    return start..<end
  }

  /// The bytes that base64 stands for; `nil` where they are no plain text.
  private static func decoded(_ range: Range<Int>, in text: Span<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var (bits, width) = (0, 0)
    for at in range where text[at] != UInt8(ascii: "=") {
      let byte = Int(text[at])
      let value =
        switch byte {
        case 0x41...0x5A: byte - 0x41
        case 0x61...0x7A: byte - 0x61 + 26
        case 0x30...0x39: byte - 0x30 + 52
        default: byte == 0x2B ? 62 : 63
        }
      (bits, width) = ((bits << 6 | value) & 0xFFFF, width + 6)
      guard width >= 8 else { continue }
      width -= 8
      let decoded = UInt8(truncatingIfNeeded: bits >> width)
      guard decoded >= 0x20, decoded != 0x7F else { return nil }
      bytes.append(decoded)
    }
    return bytes
  }

  /// `Cookie: a=b; c=d`, `Set-Cookie: …`: all of it.
  static let cookie = Matcher { text, site in
    guard let start = headerStart(after: site, in: text) else { return nil }
    let name = text.end(of: .base64URL + ".", from: start, limit: longestScheme)
    guard name > start, text.has("=", at: name) else { return nil }
    let value = start..<headerEnd(from: start, after: site, in: text)
    return SecretValue.isSecret(value, in: text) ? value : nil
  }

  /// **Bytes** of a scheme's or a cookie's name.
  private static let longestScheme = 64

  /// Where the value of a header begins.
  private static func headerStart(after site: Site, in text: Span<UInt8>) -> Int? {
    guard let separator = Separator(after: site.anchor.upperBound, in: text), separator.isSign
    else { return nil }
    let quote = text.end(of: .blanks + "\\", from: separator.end, limit: 8)
    return text.end(of: .quotes, from: quote, limit: 1)
  }

  /// Where it ends: at the quote that closes it or its header, or with the line.
  private static func headerEnd(
    from start: Int, after site: Site, in text: Span<UInt8>
  ) -> Int {
    let name = text.start(
      of: .base64URL, before: site.anchor.lowerBound, floor: site.floor, limit: longestScheme)
    let value = text.end(of: .blanks + "=>:\\\"'`", from: site.anchor.upperBound, limit: 12)
    let closing = ByteSet.quoteSigns.first {
      text.has($0, at: value - 1) || text.has($0, at: name - 1)
    }
    let end = text.end(
      of: (ByteSet.lineBreaks + (closing ?? "")).others, from: start, limit: longestToken)
    return text.start(of: ByteSet("\\"), before: end, floor: start, limit: 1)
  }
}
