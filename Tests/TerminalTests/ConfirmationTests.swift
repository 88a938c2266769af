import Foundation
import MarketTestKit
import Testing

/// What holds for all nights to come is asked about where somebody sits in front of it.
struct ConfirmationTests {
  @Test func `on a terminal a merge shows what it would have changed, and waits for a yes`() throws
  {
    let small = try SmallStore()
    let listed = try small.run("problems", "--json", "--now", SmallStore.morning)
    let problems = try #require(
      try JSONSerialization.jsonObject(with: Data(listed.utf8)) as? [[String: Any]])
    for id in problems.prefix(2).compactMap({ $0["id"] as? String }) {
      _ = try small.run("note", id, "seen", "--as", "ana", "--now", SmallStore.morning)
    }
    let before = try small.events()
    let merge =
      "\(SmallStore.program) merge 2 into 1 --store \(small.store.path) --as ana "
      + "--now \(SmallStore.morning); echo status $?"

    var terminal = try TmuxSession(merge)
    #expect(try terminal.wait(for: "[y/N]").contains("part of #1"))
    try terminal.type("Enter")
    try terminal.wait(for: "status 1")
    #expect(try small.events() == before)

    terminal = try TmuxSession(merge)
    try terminal.wait(for: "[y/N]")
    try terminal.type("y", "Enter")
    try terminal.wait(for: "status 0")
    #expect(try small.events().last?.contains(#""merged""#) == true)

    terminal = try TmuxSession(merge.replacing("merge 2 into 1", with: "split 2 --yes"))
    #expect(!(try terminal.wait(for: "status 0").contains("[y/N]")))
  }
}
