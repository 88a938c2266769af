package import Documents
package import MarketModel

/// An example of a failure as JSON, as the store keeps it; what is left out is `nil`. `started` is in
/// **seconds** since 1970.
package enum ExampleCoding {
  package static func write(_ example: FailureExample, to json: inout JSONWriter) {
    json.object { json in
      json.member("tool", example.tool.rawValue)
      json.member("node", example.node.rawValue)
      json.member("environment", example.environment)
      json.member("run_id", example.runID)
      json.member("started", example.started)
      json.key("failure")
      json.object { json in
        let failure = example.failure
        json.present("type", failure.resourceType)
        json.present("name", failure.resourceName)
        json.present("action", failure.action)
        json.present("declaration", failure.declaration)
        json.present("line", failure.line)
        json.present("class", failure.errorClass)
        json.member("message", failure.message)
        json.present("detail", failure.detail)
      }
      json.member("knock_ons", example.knockOns)
    }
  }

  /// `nil` for what is no example.
  package static func example(_ node: DocumentNode) -> FailureExample? {
    guard let tool = node["tool"]?.string.flatMap(Tool.init), let name = node["node"]?.string,
      let environment = node["environment"]?.string, let runID = node["run_id"]?.string,
      let started = node["started"]?.count(to: 253_402_300_799), let failure = node["failure"],
      let message = failure["message"]?.string
    else { return nil }
    return FailureExample(
      tool: tool, node: NodeName(rawValue: name), environment: environment, runID: runID,
      started: started,
      failure: Failure(
        resourceType: failure["type"]?.string, resourceName: failure["name"]?.string,
        action: failure["action"]?.string, declaration: failure["declaration"]?.string,
        line: failure["line"]?.int, errorClass: failure["class"]?.string, message: message,
        detail: failure["detail"]?.string),
      knockOns: node["knock_ons"]?.elements?.compactMap(\.string) ?? [])
  }
}

extension JSONWriter {
  fileprivate mutating func present(_ name: String, _ value: (some JSONWritable)?) {
    if let value { member(name, value) }
  }
}
