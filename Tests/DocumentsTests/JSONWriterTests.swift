import Documents
import Testing

struct JSONWriterTests {
  @Test func `members come in the order they are given, without a blank`() {
    var json = JSONWriter()
    json.object { json in
      json.member("z", 1)
      json.member("a", ["x", "y"])
      json.key("event")
      json.object { $0.member("ok", true) }
      json.member("none", String?.none)
    }
    json.endLine()
    json.array { $0.null() }
    #expect(
      json.text == #"{"z":1,"a":["x","y"],"event":{"ok":true},"none":null}"# + "\n[null]")
  }

  @Test(arguments: [
    (1.0, "1"), (0.1, "0.1"), (-2.5, "-2.5"), (1e21, "1e+21"), (181.111565, "181.111565"),
    (.infinity, "null"), (.nan, "null"),
  ])
  func `numbers take their shortest form`(number: Double, text: String) {
    var json = JSONWriter()
    json.value(number)
    #expect(json.text == text)
  }

  @Test(arguments: [
    ("a\u{1B}[2J", #""a\u001b[2J""#), ("\u{85}\u{7F}", #""\u0085\u007f""#),
    ("\u{202E}x\u{2066}", #""\u202ex\u2066""#),
    ("\u{200B}\u{FEFF}\u{AD}", #""\u200b\ufeff\u00ad""#),
    ("\u{2800}\u{FFFC}\u{E000}", #""\u2800\ufffc\ue000""#),
    ("\u{E0041}", #""\udb40\udc41""#), ("q\"\\\n", #""q\"\\\n""#), ("漢é😀", #""漢é😀""#),
  ])
  func `what would act unseen leaves as an escape and comes back`(
    text: String, written: String
  ) throws {
    var json = JSONWriter()
    json.value(text)
    #expect(json.text == written)
    #expect(try DocumentNode(json: json.bytes) == .string(text))
  }
}
