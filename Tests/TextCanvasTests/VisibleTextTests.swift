import Testing

@testable import TextCanvas

struct VisibleTextTests {
  @Test(arguments: [
    ("", ""),
    (" all clear, 3 of 7 ", " all clear, 3 of 7 "),
    ("größe 設定 שרת خادم", "größe 設定 שרת خادم"),
    ("\u{1B}]0;owned\u{7}", "␛]0;owned␇"),
    ("one\ntwo\r\tthree", "one⏎two␍␉three"),
    ("\0\u{7F}", "␀␡"),
    ("csi\u{9B}2J", "csi�2J"),
    ("exe\u{202E}gpj", "exe�gpj"),
    ("db\u{200B}1 db\u{AD}1 db\u{E0001}1 db\u{3164}1", "db�1 db�1 db�1 db�1"),
    ("a\u{2028}b\u{2029}c", "a�b�c"),
    ("\u{E0B0} \u{FFFE} \u{378} \u{FFFC}", "� � � �"),
    ("db\u{A0}1 db\u{3000}1 db\u{2800}1", "db␣1 db␣1 db␣1"),
  ])
  func `what a terminal would obey or hide leaves a visible sign`(text: String, shown: String) {
    #expect(VisibleText.cleaned(text) == shown)
  }

  @Test(arguments: [
    ("e\u{301}", "e\u{301}"),
    ("ก็้", "ก็้"),
    ("\u{301}x", "◌\u{301}x"),
    ("a \u{301}", "a ◌\u{301}"),
    ("n" + String(repeating: "\u{334}", count: 5000) + "m", "n\u{334}\u{334}�m"),
  ])
  func `two marks stay, the rest is one sign, and none stands on the border`(
    text: String, shown: String
  ) {
    #expect(Array(VisibleText.cleaned(text).unicodeScalars) == Array(shown.unicodeScalars))
  }

  @Test(arguments: [
    ("⚠\u{FE0F} deprecated", "⚠ deprecated"),
    ("👍🏽", "👍"),
    ("👨\u{200D}👩", "👨�👩"),
    ("db\u{FE0F}1", "db�1"),
    ("1\u{FE0F}", "1�"),
  ])
  func `an emoji keeps its picture and loses only its style`(text: String, shown: String) {
    #expect(Array(VisibleText.cleaned(text).unicodeScalars) == Array(shown.unicodeScalars))
  }

  @Test func `nothing in Unicode gets through that a terminal obeys or hides`() {
    var leaks: [String] = []
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      guard VisibleText.cleaned("a\(scalar)").unicodeScalars.contains(scalar) else { continue }
      let properties = scalar.properties
      switch properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
        .paragraphSeparator:
        leaks.append("U+\(String(value, radix: 16))")
      case _ where properties.isDefaultIgnorableCodePoint || properties.isBidiControl:
        leaks.append("U+\(String(value, radix: 16))")
      case .spaceSeparator where scalar != " ": leaks.append("U+\(String(value, radix: 16))")
      default: break
      }
    }
    #expect(leaks == [])
  }

  @Test(arguments: 1...20)
  func `cleaning twice is cleaning once`(seed: UInt64) {
    var random = SeededScalars(seed: seed)
    let text = random.text(count: 200)
    let once = VisibleText.cleaned(text)
    #expect(Array(VisibleText.cleaned(once).unicodeScalars) == Array(once.unicodeScalars))
  }

  @Test func `the C locale shows lines as lines and letters as question marks`() {
    let shown = "┌─ größe ▁▅█ ⏎ 漢".unicodeScalars.map(VisibleText.ascii(for:))
    #expect(String(String.UnicodeScalarView(shown)) == "+- gr??e .=# > ?")
  }
}
