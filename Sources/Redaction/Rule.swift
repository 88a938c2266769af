/// One kind of secret: what stands at its beginning or before it, and how far it goes.
struct Rule: Sendable {
  /// The name in `‹redacted:kind›`: small letters and hyphens, so that a message's template keeps
  /// it as a word.
  let kind: String
  /// At least ``shortestAnchor`` bytes each. One of them stands in every text that hides such a
  /// secret; nothing else is looked at.
  let anchors: [String]
  let ignoresCase: Bool
  let hides: Matcher

  /// **Bytes.** The scan looks at three at a time.
  static let shortestAnchor = 3

  /// - Parameter ignoringCase: the anchors must then be in small letters.
  init(_ kind: String, _ anchors: [String], ignoringCase: Bool = false, hides: Matcher) {
    (self.kind, self.anchors, ignoresCase, self.hides) = (kind, anchors, ignoringCase, hides)
  }
}

/// Where an anchor was found.
struct Site {
  let anchor: Range<Int>
  /// Nothing before it may be hidden: there the last finding ended.
  let floor: Int

  /// Whether a token can begin with the anchor. It can right behind another secret, which will be a
  /// mark the next time.
  func isTokenStart(in text: Span<UInt8>) -> Bool {
    anchor.lowerBound == floor || text.isTokenStart(anchor.lowerBound)
  }
}

/// Says which bytes around an anchor are the secret, if any are.
///
/// It must look only at a bounded stretch of text, or at one that it then hides, so that all of a
/// text costs no more than so much for each byte, whatever somebody wrote into it.
struct Matcher: Sendable {
  let find: @Sendable (_ text: Span<UInt8>, _ site: Site) -> Range<Int>?

  init(_ find: @escaping @Sendable (_ text: Span<UInt8>, _ site: Site) -> Range<Int>?) {
    self.find = find
  }
}

extension Matcher {
  /// A token that begins with the anchor and goes on with so many bytes of a set: hidden with its
  /// beginning.
  static func token(_ set: ByteSet, _ length: ClosedRange<Int>) -> Matcher {
    Matcher { text, site in
      guard site.isTokenStart(in: text) else { return nil }
      let end = text.end(of: set, from: site.anchor.upperBound, limit: length.upperBound + 1)
      return length.contains(end - site.anchor.upperBound) ? site.anchor.lowerBound..<end : nil
    }
  }

  static func token(_ set: ByteSet, _ length: PartialRangeFrom<Int>) -> Matcher {
    token(set, length.lowerBound...longestToken)
  }

  /// So many bytes of a set after the anchor, which stays.
  static func after(_ set: ByteSet, _ length: ClosedRange<Int>) -> Matcher {
    Matcher { text, site in
      let start = site.anchor.upperBound
      let end = text.end(of: set, from: start, limit: length.upperBound)
      return length.contains(end - start) ? start..<end : nil
    }
  }

  static func after(_ set: ByteSet, _ length: PartialRangeFrom<Int>) -> Matcher {
    after(set, length.lowerBound...longestToken)
  }

  /// **Bytes.** A token of a cloud with its claims has some two thousand.
  static let longestToken = 8192
}
