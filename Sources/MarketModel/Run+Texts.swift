extension Run {
  /// What a text of a run is, by the names that `market inspect --json` gives.
  package enum TextKind: String, CaseIterable, Hashable, Sendable {
    case environment, resource, action, message, detail, updated, trait
    case declaredAt = "declared_at"
    case errorClass = "class"
    case caveat
  }

  /// Offers every text that a node wrote, and takes the text that is given back for it, if any.
  ///
  /// The names of node and run are not among them: they are what a run is known by.
  package mutating func rewriteTexts(_ rewrite: (TextKind, String) -> String?) {
    if let text = environment.flatMap({ rewrite(.environment, $0) }) { environment = text }
    if let text = exceptionClass.flatMap({ rewrite(.errorClass, $0) }) { exceptionClass = text }
    failure?.rewriteTexts(rewrite)
    for index in knockOns.indices { knockOns[index].rewriteTexts(rewrite) }
    for index in tolerated.indices { tolerated[index].rewriteTexts(rewrite) }
    for index in caveats.indices {
      if let text = rewrite(.caveat, caveats[index].message) { caveats[index].message = text }
    }
    for index in changes.indices { changes[index].rewriteTexts(rewrite) }
    // What is no plain name or version is not kept at all.
    func isSecret(_ text: String) -> Bool {
      text.utf8.count >= Self.shortestSecret && rewrite(.trait, text) != nil
    }
    addresses.removeAll(where: isSecret)
    for (name, value) in traits.values where isSecret(value) { traits[name] = nil }
  }

  /// **Bytes** of the shortest secret that shows by its look alone. A run has a hundred traits,
  /// most of them versions, that need no look.
  private static let shortestSecret = 16
}

extension Change {
  fileprivate mutating func rewriteTexts(_ rewrite: (Run.TextKind, String) -> String?) {
    if let text = rewrite(.updated, title) { title = text }
    if let text = declaration.flatMap({ rewrite(.declaredAt, $0) }) { declaration = text }
    if let text = action.flatMap({ rewrite(.action, $0) }) { action = text }
    // What is no plain name is not kept at all.
    mentions.removeAll { rewrite(.updated, $0) != nil }
  }
}

extension Failure {
  fileprivate mutating func rewriteTexts(_ rewrite: (Run.TextKind, String) -> String?) {
    if let text = resourceType.flatMap({ rewrite(.resource, $0) }) { resourceType = text }
    if let text = resourceName.flatMap({ rewrite(.resource, $0) }) { resourceName = text }
    if let text = action.flatMap({ rewrite(.action, $0) }) { action = text }
    if let text = declaration.flatMap({ rewrite(.declaredAt, $0) }) { declaration = text }
    if let text = errorClass.flatMap({ rewrite(.errorClass, $0) }) { errorClass = text }
    if let text = rewrite(.message, message) { message = text }
    if let text = detail.flatMap({ rewrite(.detail, $0) }) { detail = text }
  }
}
