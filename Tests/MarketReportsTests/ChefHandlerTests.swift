import Foundation
import MarketModel
import MarketReports
import Testing

/// The handler for Chef that is shipped in `Data/handlers`, run by Ruby against a stand-in for Chef.
struct ChefHandlerTests {
  @Test func `its line is a run with the memory of the client`() throws {
    let ruby = try Ruby()
    #expect(try ruby.run("tell(succeeded)") == "")
    let reading = try Reading(ruby.lines)
    #expect(reading.unread.isEmpty)
    let run = try #require(reading.runs.first)
    #expect(run.format == "chef.morning_market" && run.tool == .chef && run.status == .success)
    #expect(run.node.rawValue == "web-01" && run.environment == "production" && !run.isNoop)
    #expect(run.runID == "7d1ab9a5-9e3c-4a9f-8a59-3c2f1d5a0001")
    #expect(run.started?.iso8601 == "2026-11-21T03:00:00.500Z" && run.duration == 90.25)
    #expect(run.tally == Tally() && run.changes.isEmpty && run.traits.isEmpty)
    #expect(1...1000 ~= run.usage.agent && run.usage.total >= run.usage.free && run.usage.free > 0)
  }

  @Test func `it counts resources and names the places of the slowest`() throws {
    let ruby = try Ruby()
    _ = try ruby.run(
      """
      run = succeeded
      run.all_resources = (1..30).map { |n| resource(n, n / 10.0, n > 25) } + [resource(31, nil, false)]
      tell(run)
      """)
    let resources = try #require(try ruby.objects.first?["resources"] as? [String: Any])
    #expect(resources["all"] as? Int == 31 && resources["updated"] as? Int == 5)
    let slowest = try #require(resources["slowest"] as? [[String: Any]])
    #expect(slowest.count == 20)
    #expect(slowest[0]["seconds"] as? Double == 3 && slowest[0]["line"] as? Int == 30)
    #expect(slowest[0]["recipe"] as? String == "acme_web::default")
    #expect(slowest[0]["type"] as? String == "execute")
  }

  @Test func `it says how often its process ran, and what it collected since`() throws {
    let ruby = try Ruby()
    _ = try ruby.run("tell(succeeded); 20_000.times { 'x' * 5_000 }; GC.start; tell(succeeded)")
    let (first, last) = (try ruby.objects[0], try ruby.objects[1])
    func number(_ line: [String: Any], _ part: String, _ name: String) -> Double {
      ((line[part] as? [String: Any])?[name] as? NSNumber)?.doubleValue ?? -1
    }
    #expect(number(first, "process", "runs") == 1 && number(last, "process", "runs") == 2)
    #expect(number(first, "process", "id") == number(last, "process", "id"))
    #expect(number(last, "gc", "count") > number(first, "gc", "count"))
    let collected = number(last, "gc", "ms") - number(first, "gc", "ms")
    #expect(number(last, "gc", "run_ms") == collected && collected >= 0)
    #expect(number(last, "memory", "peak_kb") >= number(last, "memory", "rss_kb"))
  }

  @Test func `no secret of a run gets into the file or the log`() throws {
    let ruby = try Ruby()
    let said = try ruby.run(
      """
      run = succeeded
      run.exception = RuntimeError.new("mysql://app:hunter2@db refused")
      run.all_resources = [resource(1, 1.0, true)]
      tell(run)
      def run.success?; raise "hunter2"; end
      tell(run)
      """)
    #expect(said.contains("RuntimeError") && !said.contains("hunter2"))
    #expect(!ruby.lines.contains("hunter2"))
    #expect(try ruby.objects.map { $0["success"] as? Bool } == [false])
  }

  @Test(arguments: [
    "run = succeeded; run.node = nil; Chef::Config[:node_name] = 'web-02'; tell(run)",
    "run = succeeded; run.all_resources = nil; run.end_time = run.start_time; tell(run)",
    #"run = succeeded; run.node.name = "web\xFF"; tell(run)"#,
    "run = succeeded; run.all_resources = [Chef::Resource.new(:file, 'x', nil, nil, nil, 1)]; tell(run)",
    "Chef::Config[:why_run] = true; tell(succeeded)",
  ])
  func `a run that broke off early is told as well`(script: String) throws {
    let ruby = try Ruby()
    #expect(try ruby.run(script) == "")
    #expect(try Reading(ruby.lines).runs.count == 1)
  }

  @Test func `what goes wrong is a warning and stops no run`() throws {
    let ruby = try Ruby()
    let said = try ruby.run(
      """
      MorningMarketHandler.new(path: "/proc/none/x").run_report_unsafe(succeeded)
      MorningMarketHandler.new.run_report_unsafe(nil)
      run = succeeded
      def run.all_resources; raise NoMemoryError; end
      tell(run)
      puts "the run goes on"
      """)
    #expect(
      said == """
        WARN: MorningMarketHandler could not write to /proc/none/x: Errno::ENOENT
        WARN: MorningMarketHandler could not write to /var/log/chef/morning-market.jsonl: NoMethodError
        WARN: MorningMarketHandler could not write to \(ruby.file.path): NoMemoryError
        the run goes on

        """)
    #expect(ruby.lines.isEmpty)
  }

  @Test func `clients that run at once write whole lines, for their owner and group alone`() throws
  {
    let ruby = try Ruby()
    _ = try ruby.run(
      """
      run = succeeded
      run.all_resources = (1..30).map { |n| resource(n, 1.0, true) }
      8.times { fork { 25.times { |n| run.run_id = "#{Process.pid}-#{n}"; tell(run) } } }
      Process.waitall
      """)
    let reading = try Reading(ruby.lines)
    #expect(reading.runs.count == 200 && reading.unread.isEmpty)
    let attributes = try FileManager.default.attributesOfItem(atPath: ruby.file.path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o640)
  }

  /// Chef 12 brings Ruby 2.1, which knows none of these.
  @Test func `it is written in old Ruby, and says how to install it`() throws {
    let text = try String(contentsOf: Ruby.handler, encoding: .utf8)
    for word in ["&.", "<<~", "filter_map", ".sum", "transform_", "match?", "then {"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.contains("report_handlers << ") && text.contains("exception_handlers << "))
  }
}

/// A folder in which Ruby runs with the handler loaded.
private final class Ruby {
  let file: URL
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("handler-\(UUID().uuidString)")
    file = folder.appendingPathComponent("runs.jsonl")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  static let handler = root.appendingPathComponent("Data/handlers/morning_market_handler.rb")

  private static let words = """
    require "\(handler.path)"
    def succeeded
      Chef::RunStatus.new
    end
    def resource(line, seconds, updated)
      Chef::Resource.new(:execute, "login -p hunter2", "acme_web", "default",
        "/var/chef/cache/cookbooks/acme_web/recipes/default.rb:#{line}:in `from_file'", seconds, updated)
    end
    def tell(run)
      MorningMarketHandler.new(path: PATH).run_report_unsafe(run)
    end

    """

  /// Runs a script to its good end, and gives all that it said.
  func run(_ script: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "ruby", "-w", "-I", Self.root.appendingPathComponent("Tests/MarketReportsTests/Handler").path,
      "-e", "PATH = \"\(file.path)\"\n" + Self.words + script,
    ]
    let said = Pipe()
    process.standardOutput = said
    process.standardError = said
    try process.run()
    let words = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(words)")
    return words
  }

  /// What the handler wrote.
  var lines: String { (try? String(contentsOf: file, encoding: .utf8)) ?? "" }

  var objects: [[String: Any]] {
    get throws {
      try lines.split(separator: "\n").map {
        try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
      }
    }
  }
}
