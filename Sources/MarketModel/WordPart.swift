/// A run of letters and digits inside a word, with the joints that names are made of: `_-.+$`.
/// Pieces are what lies between joints.
struct WordPart {
  enum Kind {
    /// Stays.
    case words
    /// Is a hole.
    case variable
    /// Those of its pieces that hold a digit are looked at one by one.
    case mixed
  }

  let range: Range<Int>
  let kind: Kind
  private(set) var dots = 0
  /// One piece of letters.
  let isLetters: Bool
  /// May stand before `://`.
  let isScheme: Bool
  /// At most four hex digits, as in an IPv6 or hardware address.
  let mayBeAddress: Bool

  /// - Complexity: O(bytes).
  init(at start: Int, in word: Range<Int>, of text: Span<UInt8>) {
    var (at, end) = (start, start)
    var (hasHyphen, hasUnderscore, isHex) = (false, false, true)
    var (pieces, words, numbers, digitRuns) = (0, 0, 0, 0)
    while true {
      let piece = at
      var (letters, digits) = (0, 0)
      while at < word.upperBound, text[at].isAlphanumeric {
        if text[at].isDigit {
          if at == piece || !text[at - 1].isDigit { digitRuns += 1 }
          digits += 1
        } else {
          isHex = isHex && text[at].isHexDigit
          letters += 1
        }
        at += 1
      }
      if at > piece {
        end = at
        pieces += 1
        if letters == 0 { numbers += 1 } else if letters >= 3, digits == 0 { words += 1 }
        if piece > start {
          switch text[piece - 1] {
          case UInt8(ascii: "."): dots += 1
          case UInt8(ascii: "-"): hasHyphen = true
          case UInt8(ascii: "_"): hasUnderscore = true
          default: break
          }
        }
      }
      guard at < word.upperBound, text[at].isJoint, !text.isEllipsis(at, in: word) else { break }
      at += 1
    }
    // Joints alone are taken whole, so that none is looked at from each before it.
    range = start..<(pieces > 0 ? end : at)
    isLetters = pieces == 1 && digitRuns == 0 && text[start] != UInt8(ascii: "_")
    isScheme = dots < 2 && !hasUnderscore && (digitRuns == 0 || end - start <= 3)
    mayBeAddress = isHex && range.count <= 4
    let isException = text.isException(range)
    if digitRuns == 0 {
      // A host, or a class of Java.
      let isName = dots >= 2 && !hasUnderscore && !isException
      let isNumber = isHex && pieces == 1 && range.count >= MessageVocabulary.shortestHex
      kind = isName || isNumber ? .variable : .words
    } else if hasUnderscore, !hasHyphen, words >= 2 {
      // `check_disk_space_2`: the name of a function or a resource.
      kind = .mixed
    } else if numbers > 0 || dots >= 2 && !isException || digitRuns >= 3 {
      kind = .variable
    } else {
      kind = isException ? .words : .mixed
    }
  }
}
