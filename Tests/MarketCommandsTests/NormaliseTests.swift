import Testing

struct NormaliseTests {
  @Test func `a message a line becomes a template a line, and a blank one stays`() throws {
    let answer = try Market().shell(
      #"printf 'lost blk_-12\n\n \n5\r\033[7m\nend 7' | "$MARKET" normalise"#)
    #expect(answer.status == 0)
    #expect(
      answer.out.split(separator: "\n", omittingEmptySubsequences: false)
        == ["lost ‹›", "", "", "‹›⏎␛[‹›", "end ‹›", ""])
  }
}
