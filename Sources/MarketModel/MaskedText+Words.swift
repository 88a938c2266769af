extension MaskedText {
  /// One blank-separated word with its variable parts as holes. What stands around the parts is
  /// punctuation and stays.
  mutating func append(word: Range<Int>, of text: Span<UInt8>) {
    beginWord()
    let announcement = cue.announcement(for: word, of: text)
    var isPerson = announcement == .person
    var at = word.lowerBound
    while at < word.upperBound {
      let byte = text[at]
      if byte.isPartStart {
        let part = WordPart(at: at, in: word, of: text)
        if let end = text.endOfScheme(part, in: word) {
          copy(at..<end, of: text)
          at = append(authorityAt: end, of: word, of: text)
        } else if isPerson {
          at = appendHole(from: at, to: text.endOfName(at, in: word), of: text)
        } else if let end = text.endOfVariable(part, in: word) {
          at = appendHole(from: at, to: end, of: text)
        } else if let end = text.endOfPair(part, in: word) {
          copy(at..<end, of: text)
          at = end
        } else {
          append(part, isMachine: announcement == .machine, of: text)
          at = part.range.upperBound
        }
        isPerson = text.isKeyOfName(part.range, in: word)
      } else if text.isHole(at, in: word) {
        at = appendHole(from: at, to: at + MessageTemplate.hole.utf8CodeUnitCount, of: text)
        isPerson = false
      } else if isPerson, byte.isInName {
        at = appendHole(from: at, to: text.endOfName(at, in: word), of: text)
        isPerson = false
      } else if let end = text.endOfPath(at, in: word) {
        at = appendHole(from: at, to: end, of: text)
      } else {
        append(punctuation: byte)
        if byte.isListMark { isPerson = false }
        at += 1
      }
    }
    endWord()
  }

  /// Returns `end`, for the caller to go on from.
  private mutating func appendHole(from start: Int, to end: Int, of text: Span<UInt8>) -> Int {
    appendHole(isNumber: text[start].isDigit)
    return end
  }

  private mutating func append(_ part: WordPart, isMachine: Bool, of text: Span<UInt8>) {
    switch part.kind {
    case .words:
      if part.isLetters, append(vocabulary: part.range, of: text) { return }
      copy(part.range, of: text)
    case .mixed where !isMachine:
      var start = part.range.lowerBound
      while start < part.range.upperBound {
        var end = start
        while end < part.range.upperBound, !text[end].isJoint { end += 1 }
        append(piece: start..<end, of: text)
        if end < part.range.upperBound { copy(text[end]) }
        start = end + 1
      }
    case .mixed, .variable: appendHole(isNumber: text[part.range.lowerBound].isDigit)
    }
  }

  /// `A8` and `0x1f` are holes, `http` is a word and `apache2` one with a hole behind it.
  private mutating func append(piece: Range<Int>, of text: Span<UInt8>) {
    guard let digit = piece.first(where: { text[$0].isDigit }),
      !MessageVocabulary.standards.contains(text.letters(piece))
    else { return copy(piece, of: text) }
    let letters = piece.lowerBound..<digit
    let digits = digit..<piece.upperBound
    if letters.count >= MessageVocabulary.shortestWord,
      digits.allSatisfy({ text[$0].isDigit }), !letters.allSatisfy({ text[$0].isHexDigit })
    {
      copy(letters, of: text)
    }
    appendHole(isNumber: letters.isEmpty)
  }

  /// What is part of the number beside it, and values behind a key.
  private mutating func append(vocabulary word: Range<Int>, of text: Span<UInt8>) -> Bool {
    if followsNumber, MessageVocabulary.units.contains(text.letters(word)) {
      joinNumber()
    } else if text[word.lowerBound].isCapital,
      MessageVocabulary.dateNames.contains(text.letters(word))
    {
      append(dateName: word, of: text)
    } else if followsKey, MessageVocabulary.values.contains(text.letters(word)) {
      appendHole(isNumber: false)
    } else {
      return false
    }
    return true
  }

  /// A URL's host without user and port, and a hole for what follows it. An address is a hole.
  private mutating func append(
    authorityAt start: Int, of word: Range<Int>, of text: Span<UInt8>
  ) -> Int {
    let end = text.endOfURL(start, in: word)
    var host = start..<start
    for index in start..<end {
      if text[index] == UInt8(ascii: "/") || text[index] == UInt8(ascii: "?") { break }
      let isEndOfUser = text[index] == UInt8(ascii: "@")
      host = isEndOfUser ? (index + 1)..<(index + 1) : host.lowerBound..<(index + 1)
    }
    let name = host.prefix { text[$0] != UInt8(ascii: ":") }
    if name.allSatisfy({ text[$0].isDigit || text[$0] == UInt8(ascii: ".") }) {
      appendHole(isNumber: false)
    } else {
      copy(name, of: text)
    }
    if name.upperBound < end { appendHole(isNumber: false) }
    return end
  }
}
