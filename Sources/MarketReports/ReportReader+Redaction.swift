import MarketModel
import Redaction

extension ReportReader.Finding {
  /// The same without secrets. Nothing leaves a reader by another way.
  func redacted(by redactor: Redactor) -> Self {
    switch self {
    case .run(var run):
      run.rewriteTexts { _, text in redactor.redacted(text) }
      return .run(run)
    case .unread(let unread):
      guard let reason = redactor.redacted(unread.reason) else { return self }
      return .unread(Unread(file: unread.file, offset: unread.offset, reason: reason))
    }
  }
}
