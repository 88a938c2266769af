import Documents
import MarketModel

/// An error or a warning of Terraform or of a provider.
///
/// Source: hashicorp/terraform `internal/command/views/json/diagnostic.go`.
struct TerraformDiagnostic {
  private(set) var isError = false
  private(set) var summary = ""
  private(set) var detail = ""
  private(set) var address: String?
  private var file: String?
  private var line: Int?

  init(_ cursor: inout JSONCursor) throws(DocumentError) {
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "severity": isError = try cursor.textIfAny().map { $0 == "error" } ?? false
      case "summary": summary = try cursor.textIfAny()?.string() ?? ""
      case "detail": detail = try cursor.textIfAny()?.string() ?? ""
      case "address": address = try cursor.textIfAny()?.string()
      case "range" where try cursor.kind() == .object: try readRange(&cursor)
      default: try cursor.skip()
      }
    }
  }

  private mutating func readRange(_ cursor: inout JSONCursor) throws(DocumentError) {
    try cursor.enterObject()
    while let key = try cursor.nextKey() {
      switch key {
      case "filename": file = try cursor.textIfAny()?.string()
      case "start": line = try cursor.node()["line"]?.int
      default: try cursor.skip()
      }
    }
  }

  /// An assertion of a `check` block, which fails no run.
  var isFailedCheck: Bool { summary == "Check block assertion failed" }

  /// - Parameter action: at which the resource failed, if it was being changed.
  func failure(action: String?) -> Failure {
    let text = detail.isEmpty ? summary : "\(summary)\n\(detail)"
    var failure = Failure(
      action: action, declaration: file, line: line, errorClass: errorClass,
      message: text.keepingEnds(limit: Failure.messageLimit), detail: tellingLine)
    if let address {
      (failure.resourceType, failure.resourceName) = TerraformAddress.parts(of: address)
    }
    return failure
  }

  /// What a provisioner's command said last, else the first line of the detail.
  private var tellingLine: String? {
    let bytes = Array(detail.utf8)[...]
    let mark = Array(". Output: ".utf8)
    if detail.hasPrefix("Error running command "), let hit = bytes.firstIndex(of: mark) {
      let output = String(decoding: bytes[(hit + mark.count)...], as: UTF8.self)
      if !output.lastLine.isEmpty { return output.lastLine }
    }
    return detail.firstLine.isEmpty ? nil : detail.firstLine
  }

  /// `InvalidSubnetID.NotFound`, as AWS's own library names what went wrong.
  ///
  /// Source: aws/smithy-go `errors.go`, `GenericAPIError.Error`.
  private var errorClass: String? {
    let bytes = Array(summary.utf8)[...]
    let mark = Array("api error ".utf8)
    guard let hit = bytes.firstIndex(of: mark) else { return nil }
    let name = bytes[(hit + mark.count)...].prefix { $0 != UInt8(ascii: ":") }
    let isName = name.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."): true
      default: false
      }
    }
    return name.isEmpty || !isName ? nil : String(decoding: name, as: UTF8.self)
  }
}

/// `module.queues.aws_sqs_queue.q["orders"]`
enum TerraformAddress {
  /// The address up to its last key, and the key: two instances of one resource differ only there.
  static func parts(of address: String) -> (type: String, name: String?) {
    guard address.last == "]" else { return (address, nil) }
    let bytes = Array(address.utf8)[...]
    let bracket =
      bytes.dropLast().last == UInt8(ascii: "\"")
      ? bytes.lastIndex(of: Array("[\"".utf8)) : bytes.lastIndex(of: UInt8(ascii: "["))
    guard let bracket, bracket > 0 else { return (address, nil) }
    return (
      String(decoding: bytes[..<bracket], as: UTF8.self),
      String(decoding: bytes[(bracket + 1)...].dropLast(), as: UTF8.self)
    )
  }
}
