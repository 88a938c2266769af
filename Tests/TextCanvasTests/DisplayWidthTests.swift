import Glibc
import MarketTestKit
import Testing

@testable import TextCanvas

struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("web-01", 6), ("größe", 5), ("設定", 4), ("e\u{301}", 1), ("\u{1B}[0m", 4), ("🔥", 2),
    ("🇩🇪", 2), ("─│┌▁█░━·…›⏎␛�", 13),
  ])
  func `width is counted in columns`(text: String, columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }

  /// The table is ours so that no locale can change a frame; this holds it against Debian's.
  @Test func `every scalar that is shown is as wide as the terminal thinks`() {
    let former = unsafe uselocale(newlocale(LC_CTYPE_MASK, "C.UTF-8", nil))
    defer { unsafe freelocale(uselocale(former)) }

    var differences: [String] = []
    for value in UInt32(0x20)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let columns: Int32? =
        switch VisibleText.appearance(of: scalar) {
        case .shown: Int32(DisplayWidth.columns(of: scalar))
        case .mark: 0
        case .emojiStyle, .replaced: nil
        }
      guard let columns, columns != wcwidth(wchar_t(value)) else { continue }
      differences.append("U+\(String(value, radix: 16)): \(columns)")
    }
    #expect(differences == [])
  }

  @Test(arguments: 1...20)
  func `text measures the same before and after cleaning`(seed: UInt64) {
    var random = SeededScalars(seed: seed)
    let text = random.text(count: 200)
    #expect(DisplayWidth.columns(of: text) == DisplayWidth.columns(of: VisibleText.cleaned(text)))
  }
}

/// Not in Swift's Glibc, since its header hides it behind a macro.
private let wcwidth = unsafe unsafeBitCast(
  dlsym(nil, "wcwidth"), to: (@convention(c) (wchar_t) -> Int32).self)
