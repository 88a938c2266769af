import MarketModel
import Redaction
import Testing

@testable import MarketReports

struct SecretTests {
  private static let secret = "password=hunter2"

  /// A run with a secret in every text there is.
  private static func run() -> Run {
    var failure = Failure(message: secret)
    (failure.resourceType, failure.resourceName, failure.action) = (secret, secret, secret)
    (failure.declaration, failure.errorClass, failure.detail) = (secret, secret, secret)
    var run = Run(
      tool: .chef, format: "x", node: NodeName(rawValue: "web-01"), runID: "r", status: .failure)
    (run.environment, run.exceptionClass, run.failure) = (secret, secret, failure)
    (run.knockOns, run.tolerated) = ([failure], [failure])
    let change = Change(
      title: secret, declaration: secret, action: secret, mentions: [secret, "db-prod-01"])
    run.changes = [change, change]
    run.caveats = [Caveat(.errorLogged, message: secret)]
    run.traits = Traits(["code_id": secret, "agent": "chef 18.5.0"])
    run.addresses = [secret, "db-prod-01.example.net"]
    return run
  }

  @Test func `no text of a run keeps its secret`() {
    let redacted = ReportReader.Finding.run(Self.run()).redacted(by: Redactor())
    #expect("\(redacted)".contains("hunter2") == false)
    var kinds: Set<Run.TextKind> = []
    var run = Self.run()
    run.rewriteTexts { kind, _ in
      kinds.insert(kind)
      return nil
    }
    #expect(kinds == Set(Run.TextKind.allCases))
    #expect(run == Self.run())
  }

  @Test func `a commit, an image and a name are no secrets`() {
    var run = Self.run()
    run.traits = Traits([
      "code_id": "cf692bbf241d39acb8b079c1b3be82e7ca848ed7", "image": "ami-0abcdef1234567890",
      "policy_name": "web-production-policy",
      "configuration_version": "6764b61b-6f2a-4187-85e8-cef3e29cda5e",
    ])
    run.addresses = ["ip-10-0-0-7.eu-west-1.compute.internal", "10.0.0.7"]
    guard case .run(let kept) = ReportReader.Finding.run(run).redacted(by: Redactor()) else {
      return
    }
    #expect(kept.traits == run.traits && kept.addresses == run.addresses)
  }

  @Test func `no reason quotes a secret`() {
    let unread = Unread(file: "f", offset: 7, reason: "has \(Self.secret) where a run should be")
    #expect(
      ReportReader.Finding.unread(unread).redacted(by: Redactor())
        == .unread(
          Unread(
            file: "f", offset: 7,
            reason: "has password=‹redacted:password› where a run should be")))
  }

  @Test func `what a reader hands on has no secret`() throws {
    let text = ReportFixture.converge(
      status: "failure",
      members: #""error":{"class":"E","message":"mysql://app:x7hunter@db01 refused"},"#,
      resources: ReportFixture.resource("execute", "login --token abcdef0123456789", "updated"))
    let run = try #require(try Reading(text).runs.first)
    #expect(run.failure?.message == "mysql://app:‹redacted:url-password›@db01 refused")
    #expect(run.changes.map(\.title) == ["execute[login --token ‹redacted:token›]"])
  }
}
