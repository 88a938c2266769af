import Documents
import MarketModel

/// What the runs of a night name by its place in a list, because many of them name the same.
///
/// The more often a thing is named the smaller its number, so that it takes one letter.
struct NightTables {
  let resources: [(Fingerprint, ChangedResource)]
  let traits: [(Fingerprint, Traits)]
  let mentions: [(Fingerprint, [String])]
  let failures: [Fingerprint]
  private let resourcePlaces: [Fingerprint: Int]
  private let traitPlaces: [Fingerprint: Int]
  private let mentionPlaces: [Fingerprint: Int]
  private let failurePlaces: [Fingerprint: Int]

  init(_ digest: NightDigest) {
    var (resourceUses, traitUses) = ([Fingerprint: Int](), [Fingerprint: Int]())
    var (mentionUses, failureUses) = ([Fingerprint: Int](), [Fingerprint: Int]())
    for runs in digest.nodes.values {
      for mark in runs.values {
        if let failure = mark.failure { failureUses[failure, default: 0] += 1 }
        if let traits = mark.traits { traitUses[traits, default: 0] += 1 }
        for change in mark.changes {
          resourceUses[change.resource, default: 0] += 1
          if let mentions = change.mentions { mentionUses[mentions, default: 0] += 1 }
        }
      }
    }
    resources = Self.inOrder(digest.resources, uses: resourceUses)
    traits = Self.inOrder(digest.traits, uses: traitUses)
    mentions = Self.inOrder(digest.mentions, uses: mentionUses)
    failures = failureUses.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    failurePlaces = Self.places(failures)
    resourcePlaces = Self.places(resources.map(\.0))
    traitPlaces = Self.places(traits.map(\.0))
    mentionPlaces = Self.places(mentions.map(\.0))
  }

  private static func inOrder<Value>(
    _ table: [Fingerprint: Value], uses: [Fingerprint: Int]
  ) -> [(Fingerprint, Value)] {
    table.map { fingerprint, value in (uses[fingerprint] ?? 0, fingerprint, value) }
      .sorted { ($1.0, $0.1) < ($0.0, $1.1) }
      .map { ($0.1, $0.2) }
  }

  private static func places(_ fingerprints: [Fingerprint]) -> [Fingerprint: Int] {
    Dictionary(uniqueKeysWithValues: fingerprints.enumerated().map { ($0.element, $0.offset) })
  }

  /// The place of a resource; `nil` for one that the night does not know.
  func place(ofResource fingerprint: Fingerprint) -> Int? { resourcePlaces[fingerprint] }
  func place(ofFailure fingerprint: Fingerprint) -> Int? { failurePlaces[fingerprint] }
  func place(ofTraits fingerprint: Fingerprint) -> Int? { traitPlaces[fingerprint] }
  func place(ofMentions fingerprint: Fingerprint) -> Int? { mentionPlaces[fingerprint] }

  /// Every trait once, as `name=value`.
  var traitLines: [String] { Set(traits.flatMap { $0.1.lines }).sorted() }
}

/// The same, as it was read.
struct ShelvedTables {
  private(set) var resources: [Fingerprint] = []
  private(set) var traits: [Fingerprint] = []
  private(set) var mentions: [Fingerprint] = []
  private(set) var failures: [Fingerprint] = []

  /// Reads the tables, and puts what is in them into `digest`.
  init(_ night: DocumentNode, into digest: inout NightDigest) throws(DigestFlaw) {
    for element in night["resources"]?.elements ?? [] {
      guard let resource = ChangedResource(element) else {
        throw DigestFlaw("has a broken resource")
      }
      digest.add(resource)
      resources.append(resource.fingerprint)
    }
    for element in night["failures"]?.elements ?? [] {
      guard let fingerprint = element.string.flatMap({ Fingerprint($0) }) else {
        throw DigestFlaw("has a broken fingerprint")
      }
      failures.append(fingerprint)
    }
    let lines = night["traits"]?.elements?.map(\.string) ?? []
    for element in night["trait_sets"]?.elements ?? [] {
      var reader = PackedReader(element.string ?? "")
      var values: [String: String] = [:]
      var place = 0
      while !reader.isAtEnd {
        guard let step = reader.next(to: lines.count), place + step < lines.count,
          let line = lines[place + step], let equals = line.firstIndex(of: "=")
        else { throw DigestFlaw("has broken traits") }
        place += step
        values[String(line[..<equals])] = String(line[line.index(after: equals)...])
      }
      let traits = Traits(values)
      digest.add(traits)
      self.traits.append(traits.fingerprint)
    }
    for element in night["mentions"]?.elements ?? [] {
      guard let names = element.string?.split(separator: " ").map(String.init),
        1...HostNames.limit ~= names.count
      else { throw DigestFlaw("has a broken list of machines") }
      mentions.append(digest.add(mentions: names))
    }
  }
}

extension ChangedResource {
  /// `chef template[/etc/motd]`, and where it was declared, and what was done.
  fileprivate init?(_ node: DocumentNode) {
    guard let parts = node.elements, 2...4 ~= parts.count,
      let tool = parts[0].string.flatMap(Tool.init), let title = parts[1].string
    else { return nil }
    self.init(
      tool: tool, title: title, declaration: parts.count > 2 ? parts[2].string : nil,
      action: parts.count > 3 ? parts[3].string : nil)
  }

  func write(to json: inout JSONWriter) {
    json.array { json in
      json.value(tool.rawValue)
      json.value(title)
      if declaration != nil || action != nil { json.value(declaration) }
      if let action { json.value(action) }
    }
  }
}
