// Runs that end before anything is converged, or of which the end is never heard.

extension Story {
  /// On Sunday afternoon version 5.1.0 of acme_app was uploaded to qa; it reads an attribute that
  /// qa does not have.
  static let brokenUpload = Story(
    nights: 23...23, on: { $0.role == .app && $0.environment == .qa && $0.number < 90 },
    tell: { run, _ in
      run.cookbooks = run.cookbooks.map { $0.name == "acme_app" ? $0.released("5.1.0") : $0 }
      run.abort(
        RunError(className: "NoMethodError", message: "undefined method `[]' for nil:NilClass"))
    })

  static let missingCookbook = Story(
    nights: 23...23, on: { $0.name == "search-stg-01" },
    tell: { run, _ in
      run.abort(
        RunError(
          className: "Net::HTTPClientException", message: "412 \"Precondition Failed\"",
          title: "Error Resolving Cookbooks for Run List:",
          sections: [
            ("Missing Cookbooks:", "No such cookbook: acme_snapshots"),
            ("Expanded Run List:", "* acme_base\n* acme_search\n* acme_snapshots"),
          ]))
    })

  /// Killed in the middle: the start was reported and nothing else.
  static let killedRun = Story(
    nights: 23...23, on: { $0.name == "queue-prod-02" },
    tell: { run, _ in
      run.ends = run.isFirstOfNight
    })
}
