import MarketLedger
import MarketModel

/// What both sides have, and what of it the other side lacks.
struct Union: Sendable {
  /// All files of the store, as the other side has them or will have them.
  var files: [StorePath: ObjectID] = [:]
  /// What it gets.
  var sent = Exchanged.Haul()
}

extension Exchange {
  /// **Bytes** of files that are held at once, but for one file that alone is larger.
  private static let portion = 64 << 20

  /// Unites all files that differ. What has to be here is durable when it returns.
  func unite(
    _ store: MarketStore, _ theirs: ObjectID?, _ exchanged: inout Exchanged
  ) async throws -> Union {
    let there = try await tree(of: theirs)
    let before = try await tree(of: base()).files.filter { $0.key.needsBase }
    exchanged.leftOut = there.leftOut
    var union = Union(files: there.files.mapValues(\.id))

    let here = try await repository.ids(of: store.exchangedFiles())
    let differing = Set(here.keys).union(there.files.keys)
      .subtracting(there.untouched).filter { here[$0] != there.files[$0]?.id }.sorted()
    var rest = differing[...]
    while !rest.isEmpty {
      var size = 0
      let portion = rest.prefix { path in
        let sizes = [there.files[path], before[path]].compactMap { $0?.size }
        defer { size += sizes.reduce(0, +) }
        return size == 0 || size + sizes.reduce(0, +) <= Self.portion
      }
      rest = rest.dropFirst(portion.count)
      let wanted = portion.flatMap { [there.files[$0]?.id, before[$0]?.id] }.compactMap { $0 }
      let contents = try await repository.contents(of: Set(wanted))
      for path in portion {
        try await unite(
          path, store, base: before[path].flatMap { contents[$0.id] },
          theirs: there.files[path].flatMap { contents[$0.id] }, there, &union, &exchanged)
      }
    }
    return union
  }

  private func tree(of commit: ObjectID?) async throws(GitError) -> StoreTree {
    guard let commit else { return StoreTree() }
    return try await repository.storeTree(of: commit)
  }

  private func unite(
    _ path: StorePath, _ store: MarketStore, base: [UInt8]?, theirs: [UInt8]?, _ tree: StoreTree,
    _ union: inout Union, _ exchanged: inout Exchanged
  ) async throws {
    var united = try store.unite(path, base: base, theirs: theirs)
    if case .clash = united.verdict, let ours = united.ours, let theirs {
      united = try await settle(path, store, ours, base, theirs, &exchanged)
    }
    if united.here != nil { exchanged.received.add(path, decisions: united.decisionsHere) }
    if let there = united.there {
      try await send(there, as: path, decisions: united.decisionsThere, &union, &exchanged)
    }
    if let beside = united.beside, !tree.untouched.contains(beside.path) {
      if beside.isNew { exchanged.received.add(beside.path) }
      try await send(beside.bytes, as: beside.path, &union, &exchanged)
    }
    if let reason = LeftOut.Reason(united.verdict) {
      exchanged.leftOut.append(LeftOut(file: path.text, reason))
    }
  }

  private func send(
    _ bytes: [UInt8], as path: StorePath, decisions: Int = 0, _ union: inout Union,
    _ exchanged: inout Exchanged
  ) async throws {
    guard bytes.count <= path.limit else {
      exchanged.leftOut.append(LeftOut(file: path.text, .tooLargeHere))
      return
    }
    let id = try await repository.keep(bytes)
    guard union.files[path] != id else { return }
    union.files[path] = id
    union.sent.add(path, decisions: decisions)
  }

  /// Settings that both sides changed: git merges their texts, if it can.
  private func settle(
    _ path: StorePath, _ store: MarketStore, _ ours: [UInt8], _ base: [UInt8]?, _ theirs: [UInt8],
    _ exchanged: inout Exchanged
  ) async throws -> UnitedFile {
    let files = try [("ours", ours), ("base", base ?? []), ("theirs", theirs)].map { name, bytes in
      try repository.absolute(store.setAside(bytes, as: name))
    }
    let merged = try await repository.merged(ours: files[0], base: files[1], theirs: files[2])
    let settled = try store.settle(settings: ours, theirs: theirs, merged: merged)
    if settled.isBeside {
      exchanged.leftOut.append(LeftOut(file: path.text, .beside(MarketStore.settingsBeside)))
    }
    var united = UnitedFile(path, ours: ours, theirs: theirs)
    united.verdict = .united
    if settled.settings != ours { united.here = settled.settings }
    if settled.settings != theirs { united.there = settled.settings }
    return united
  }
}

extension LeftOut.Reason {
  fileprivate init?(_ verdict: UnitedFile.Verdict) {
    switch verdict {
    case .united, .clash: return nil
    case .damagedHere: self = .damagedHere
    case .damagedThere: self = .damagedThere
    case .foreign: self = .foreign
    case .unreadableHere(let reason): self = .unreadableHere(reason)
    case .unreadableThere(let reason): self = .unreadableThere(reason)
    }
  }
}
