package import Documents

/// Why a document did not become a run. The words become those of an ``Unread``.
package enum ReportError: Error, Hashable, Sendable {
  case document(DocumentError)
  /// It is something else, and what.
  case notARun(String)
  case unknownFormat
  case unknownYAML
  /// More than one format knows it; one of them is wrong.
  case ambiguous([String])
  case missing(key: String)
  case wrong(key: String, should: String)
  case twice(key: String)
  case tooManyResources
  /// A report of a job that no host took part in.
  case noHosts

  package var reason: String {
    switch self {
    case .document(let error): error.reason
    case .notARun(let what): "is \(what), not a run report"
    case .unknownFormat: "is JSON, but no run report that is known here"
    case .unknownYAML: "is YAML, but no run report that is known here"
    case .ambiguous(let formats): "could be \(formats.joined(separator: " or "))"
    case .missing(let key): "has no `\(key)`"
    case .wrong(let key, let should): "has a `\(key)` that is not \(should)"
    case .twice(let key): "has `\(key)` twice"
    case .tooManyResources: "has more than \(ReportLimits.resources) resources"
    case .noHosts: "tells of a job that ran on no host"
    }
  }

  /// **Bytes** from the start of the document.
  package var offset: Int {
    if case .document(let error) = self { error.offset } else { 0 }
  }

  /// The bytes end too early: more may be written later.
  var isCutOff: Bool {
    if case .document(let error) = self { error.problem == .cutOff } else { false }
  }
}
