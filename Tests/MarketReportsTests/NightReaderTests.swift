import Foundation
import MarketModel
import MarketReports
import MarketTestKit
import Testing

struct NightReaderTests {
  @Test(arguments: 1...6)
  func `workers and the order of files change nothing`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = try Folder()
    var paths: [String] = []
    for file in 0..<12 {
      let text = (0..<Int.random(in: 1...9, using: &random)).map { line in
        ReportFixture.converge(
          run: "r\(file)-\(line % 4)", status: line == 2 ? "failure" : "success",
          resources: ReportFixture.resource("file", "/\(file)", "failed"))
      }
      paths.append(try folder.write("\(file % 3)/\(file).json", text.joined(separator: "\n")))
    }
    let one = NightReader(calendar: .standard, workers: 1).read([folder.path])
    let many = NightReader(calendar: .standard, workers: 4).read(paths.shuffled(using: &random))
    #expect(one.nights == many.nights)
    #expect(one.runs == many.runs)
    #expect(one.files == 12)
    #expect(one.nights.count == 1)
  }

  @Test func `what has not changed is not read again, what has grown from there on`() throws {
    let folder = try Folder()
    let lines = (0..<6).map { ReportFixture.converge(run: "r\($0)") }
    _ = try folder.write("still.json", lines[0])
    let growing = try folder.write("growing.jsonl", lines[1...3].joined(separator: "\n") + "\n{\"m")
    let reader = NightReader(calendar: .standard, workers: 2)
    let first = reader.read([folder.path])
    #expect(first.runs == 4)
    #expect(first.unread.map(\.reason) == ["ends in the middle of a document"])

    let again = reader.read([folder.path], knowing: first.marks)
    #expect(again.runs == 0 && again.bytes == 0)
    #expect(again.unchangedFiles == 2)
    #expect(again.marks == first.marks)

    try folder.append("growing.jsonl", String(lines[4].dropFirst(3)) + "\n\(lines[5])\n")
    let second = reader.read([folder.path], knowing: again.marks)
    #expect(second.runs == 2)
    #expect(second.unread.isEmpty)
    #expect(second.reread == [growing: lines[1...3].joined(separator: "\n").utf8.count + 1])
    let night = try #require(first.nights.keys.first)
    let joined = try #require(first.nights[night]).merging(try #require(second.nights[night]))
    #expect(joined == reader.read([folder.path]).nights[night])
  }

  @Test func `a file that was replaced is read from the front`() throws {
    let folder = try Folder()
    let path = try folder.write("a.jsonl", ReportFixture.converge(run: "r1") + "\n")
    let reader = NightReader(calendar: .standard)
    let first = reader.read([path])
    // Moved, not removed: a file that is gone may leave its inode to the next.
    try FileManager.default.moveItem(atPath: path, toPath: "\(folder.path)/old.jsonl")
    let longer = (2...4).map { ReportFixture.converge(run: "r\($0)") }.joined(separator: "\n")
    _ = try folder.write("a.jsonl", longer)
    let second = reader.read([path], knowing: first.marks)
    #expect(second.runs == 3)
  }

  @Test func `a log that was cut and has outgrown its old length is read from the front`() throws {
    let folder = try Folder()
    let path = try folder.write("a.jsonl", ReportFixture.converge(run: "r1") + "\n")
    let reader = NightReader(calendar: .standard)
    let first = reader.read([path])
    try folder.cut("a.jsonl")
    let others = (2...4).map { ReportFixture.converge(run: "another-\($0)") + "\n" }.joined()
    try folder.append("a.jsonl", others)
    let second = reader.read([path], knowing: first.marks)
    #expect(second.runs == 3)
    #expect(second.reread == [path: 0])
  }

  @Test func `in a folder only plain files are read, and the rest is named`() throws {
    let folder = try Folder()
    _ = try folder.write("b/good.json", ReportFixture.converge())
    let manager = FileManager.default
    try manager.createSymbolicLink(atPath: "\(folder.path)/link.json", withDestinationPath: "b")
    unsafe mkfifo("\(folder.path)/pipe.json", 0o600)
    let harvest = NightReader(calendar: .standard).read([folder.path, "\(folder.path)/gone"])
    #expect(harvest.runs == 1)
    #expect(
      harvest.unread.map(\.reason) == [
        "can't be opened: no such file or directory", "is a symbolic link, which is not followed",
        "is no regular file",
      ])
  }

  @Test func `progress counts up to all files`() throws {
    let folder = try Folder()
    for file in 0..<5 { _ = try folder.write("\(file)", ReportFixture.converge()) }
    let seen = Seen()
    let harvest = NightReader(calendar: .standard).read([folder.path]) { seen.note($0) }
    #expect(seen.all.map(\.files) == [1, 2, 3, 4, 5])
    #expect(seen.all.last?.bytes == harvest.bytes)
    #expect(seen.all.allSatisfy { $0.ofFiles == 5 })
    #expect(seen.all.last?.fileBytes == seen.all.last?.ofFileBytes)
  }

  @Test func `progress counts up within a large file`() throws {
    let folder = try Folder()
    let line = ReportFixture.converge(
      members: #""filler":"\#(String(repeating: "x", count: 99_000))","#)
    _ = try folder.write("a", String(repeating: "\(line)\n", count: 100))
    let seen = Seen()
    let harvest = NightReader(calendar: .standard).read([folder.path]) { seen.note($0) }
    #expect(seen.all.map(\.files) == [0, 0, 1])
    #expect(seen.all.map(\.fileBytes) == seen.all.map(\.fileBytes).sorted())
    #expect(seen.all.last?.bytes == harvest.bytes)
  }
}

private final class Seen: @unchecked Sendable {
  private(set) var all: [NightReader.Progress] = []
  func note(_ progress: NightReader.Progress) { all.append(progress) }
}

/// A folder that is gone when the test is.
private final class Folder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/night-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws -> String {
    let file = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  func cut(_ name: String) throws {
    try #require(FileHandle(forWritingAtPath: "\(path)/\(name)")).truncate(atOffset: 0)
  }

  func append(_ name: String, _ text: String) throws {
    let handle = try #require(FileHandle(forWritingAtPath: "\(path)/\(name)"))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(text.utf8))
    try handle.close()
  }
}
