import Glibc

extension MarketStore {
  /// The files that copies of the store exchange, as they are here. What is no ordinary file is
  /// not among them.
  package func exchangedFiles() throws(StoreError) -> [StorePath] {
    var names = ["market.yml", ".gitignore"]
    for top in ["ledger", "minutes"] {
      for name in try root.folder(top)?.names() ?? [] { names.append("\(top)/\(name)") }
    }
    let nights = try root.folder("nights")
    for day in try nights?.names() ?? [] {
      guard nights?.state(of: day)?.isRegular == false else { continue }
      for name in try nights?.folder(day)?.names() ?? [] { names.append("nights/\(day)/\(name)") }
    }
    var paths: [StorePath] = []
    for case let path? in names.map({ StorePath($0) }) {
      if try folder(of: path)?.state(of: path.name)?.isRegular ?? false { paths.append(path) }
    }
    return paths.sorted()
  }

  /// Unites a file of this store with the one that another copy has, and returns when what has to
  /// be here would survive a power cut.
  ///
  /// Others may write to the store meanwhile: a ledger is held while it is made longer, and so is a
  /// night's folder. So the answer is about the file as it was last, and not about an earlier look.
  ///
  /// - Parameters:
  ///   - base: As it was when both copies were last equal.
  ///   - theirs: `nil` where the other copy has none.
  package func unite(
    _ path: StorePath, base: [UInt8]? = nil, theirs: [UInt8]?
  ) throws(StoreError) -> UnitedFile {
    let folder = try theirs == nil ? folder(of: path) : makeFolder(of: path)
    guard let folder else { return UnitedFile(path, ours: nil, theirs: nil) }
    if case .ledger = path { return try uniteLedger(path, in: folder, theirs: theirs) }
    return try folder.locked { () throws(StoreError) in
      while true {
        var united = UnitedFile(
          path, ours: try folder.read(path.name), base: base, theirs: theirs)
        if let beside = united.beside {
          let isNew = try folder.place(beside.path.name, with: beside.bytes)
          if !isNew, try folder.read(beside.path.name) != beside.bytes {
            throw .notSaved(file: folder.path(of: beside.path.name), errno: EEXIST)
          }
          united.beside?.isNew = isNew
        }
        guard let here = united.here else { return united }
        if try put(here, as: path, over: united.ours, in: folder) { return united }
      }
    }
  }

  private func uniteLedger(
    _ path: StorePath, in folder: Folder, theirs: [UInt8]?
  ) throws(StoreError) -> UnitedFile {
    while true {
      var united = UnitedFile(path, ours: try folder.readWhenSettled(path.name), theirs: theirs)
      guard let here = united.here else { return united }
      guard united.ours != nil else {
        // A hand of this copy may have begun the very file meanwhile.
        if try folder.place(path.name, with: here, mode: Folder.ownMode) { return united }
        continue
      }
      guard folder.state(of: path.name)?.owner == geteuid() else {
        united.here = nil
        united.verdict = .foreign
        return united
      }
      try folder.rewrite(path.name) { (ours) throws(StoreError) in
        if ours != united.ours { united = UnitedFile(path, ours: ours, theirs: theirs) }
        return united.here
      }
      return united
    }
  }

  /// Puts a text in the place of what was here.
  ///
  /// - Returns: `false` when somebody changed that meanwhile; then his holds.
  private func put(
    _ text: [UInt8], as path: StorePath, over old: [UInt8]?, in folder: Folder
  ) throws(StoreError) -> Bool {
    guard let old else { return try folder.place(path.name, with: text) }
    return try folder.replace(path.name, with: text, over: old)
  }

  /// Ends a clash of settings: with the merged text, or, where there is none, with theirs beside
  /// ours.
  ///
  /// - Returns: What now holds here, and whether theirs had to be laid beside it.
  package func settle(settings ours: [UInt8], theirs: [UInt8], merged: [UInt8]?)
    throws(StoreError) -> (settings: [UInt8], isBeside: Bool)
  {
    let name = StorePath.settings.name
    let flaws = SettingsFile(ours, file: name).complaints.count
    if let merged, SettingsFile(merged, file: name).complaints.count <= flaws,
      try put(merged, as: .settings, over: ours, in: root)
    {
      return (merged, false)
    }
    try root.replace(Self.settingsBeside, with: theirs)
    return (ours, true)
  }

  /// Nobody reads it but people.
  package static let settingsBeside = "market.yml.theirs"

  private func folder(of path: StorePath) throws(StoreError) -> Folder? {
    var folder: Folder? = root
    for step in path.folders { folder = try folder?.folder(step) }
    return folder
  }

  private func makeFolder(of path: StorePath) throws(StoreError) -> Folder {
    if case .ledger = path { return try ledgerFolder() }
    var folder = root
    for step in path.folders { folder = try folder.makeFolder(step) }
    return folder
  }
}

// MARK: One exchange at a time

/// Keeps a second exchange of one copy out, until it is let go.
package final class ExchangeLock {
  private let folder: Folder

  fileprivate init(_ folder: Folder) { self.folder = folder }
}

extension MarketStore {
  /// - Returns: `nil` when another exchange is under way.
  package func lockForExchange() throws(StoreError) -> ExchangeLock? {
    let folder = try root.makeFolder("live").makeFolder("exchange")
    let answer = retrying { flock(folder.descriptor, LOCK_EX | LOCK_NB) }
    guard answer != 0 else { return ExchangeLock(folder) }
    guard errno == EWOULDBLOCK else { throw .cannotOpen(file: folder.path, errno: errno) }
    return nil
  }

  /// Puts a file of this copy alone where a program finds it.
  ///
  /// - Returns: Its path from the store's folder on.
  package func setAside(_ bytes: [UInt8], as name: String) throws(StoreError) -> String {
    try root.makeFolder("live").makeFolder("exchange").replace(name, with: bytes, durably: false)
    return "live/exchange/\(name)"
  }

  /// Where such a program may make a file, and none is: what a killed one left there goes.
  package func freePath(for name: String) throws(StoreError) -> String {
    let folder = try root.makeFolder("live").makeFolder("exchange")
    for left in [name, "\(name).lock"] { unsafe unlinkat(folder.descriptor, left, 0) }
    return "live/exchange/\(name)"
  }
}
