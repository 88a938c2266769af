import Foundation
import Testing

@testable import MarketCommands

struct FolderTreeTests {
  @Test func `a temporary folder goes with its value, what links point to stays`() throws {
    let kept = try TemporaryFolder(for: "kept")
    try FolderTree.write([1], to: kept.path + "/file")
    var path = ""
    do {
      let gone = try TemporaryFolder(for: "gone")
      path = gone.path
      try FolderTree.make(path + "/inner")
      try FolderTree.write([], to: path + "/inner/empty")
      try FileManager.default.createSymbolicLink(
        atPath: path + "/inner/link", withDestinationPath: kept.path)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try Data(contentsOf: URL(fileURLWithPath: kept.path + "/file")) == Data([1]))
  }

  @Test func `a place that can't be written is named, with what to do`() {
    #expect { try FolderTree.write([1], to: "/nowhere/file") } throws: { error in
      guard let error = error as? FolderTreeError else { return false }
      return error.place == "/nowhere/file" && error.remedy.contains("TMPDIR")
    }
  }
}
