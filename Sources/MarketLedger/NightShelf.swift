package import MarketModel

/// The digests of all nights: `nights/<date>/<source>.json` (NightCoding.swift).
///
/// Several gatherers stand side by side, one file for each source, and are merged on reading.
package struct NightShelf: Sendable {
  let folder: Folder?

  init(_ folder: Folder?) { self.folder = folder }

  /// The nights there are, newest first. A folder that names no day is not looked at.
  package func nights() throws(StoreError) -> [Day] {
    try (folder?.names() ?? []).compactMap { Day($0) }.sorted(by: >)
  }

  /// The newest nights, newest first: at most so many, and of those up to a day.
  ///
  /// - Complexity: where nearly every day has a night, one `stat` for each; else as ``nights()``.
  package func nights(_ count: Int, upTo last: Day?) throws(StoreError) -> [Day] {
    if let last, let folder {
      let days = (0..<2 * count).lazy.map { last.adding(days: -$0) }
      let found = Array(days.filter { folder.state(of: $0.description) != nil }.prefix(count))
      if found.count == count { return found }
    }
    return Array(try nights().filter { night in last.map { night <= $0 } ?? true }.prefix(count))
  }

  /// What all sources know of a night. A digest that is damaged is reported and left out; it hides
  /// neither the others nor other nights.
  ///
  /// - Throws: ``StoreError`` when the night's folder can't be listed.
  package func night(_ day: Day) throws(StoreError) -> ShelvedNight {
    var night = ShelvedNight(digest: NightDigest(night: day))
    guard let shelf = try folder?.folder(day.description) else { return night }
    for name in try shelf.names() {
      let file = "nights/\(day)/\(name)"
      guard name.hasSuffix(".json") else {
        night.damage.append(Damage(file: file, .foreignFile))
        continue
      }
      do {
        guard let bytes = try shelf.read(name) else { continue }
        if ShelvedDigest.isNewer(bytes) { night.newer += 1 }
        let shelved = try ShelvedDigest(bytes, of: day)
        night.digest.merge(shelved.digest)
        night.heads.merge(shelved.heads) { $0.sequence >= $1.sequence ? $0 : $1 }
      } catch let flaw as DigestFlaw {
        guard !flaw.isOfNewerVersion else { continue }
        night.damage.append(Damage(file: file, .unreadable("this digest \(flaw.reason)")))
      } catch let error as StoreError {
        night.damage.append(Damage(file: file, .unreadable(error.problem)))
      } catch {}
    }
    return night
  }
}

extension NightShelf {
  /// Hands on a night's nodes one after the other, each with its runs in order of time and with a
  /// digest that has what they name, and keeps none: of a large fleet that is a tenth of the
  /// memory.
  ///
  /// - Returns: What is damaged; `nil` when several sources know the night, whose runs must be united by
  ///   ``night(_:)``.
  package func eachNode(
    of day: Day, _ take: (NodeName, RunColumns, NightDigest) -> Void
  ) throws(StoreError) -> [Damage]? {
    guard let shelf = try folder?.folder(day.description) else { return [] }
    let names = try shelf.names()
    guard names.count <= 1, names.allSatisfy({ $0.hasSuffix(".json") }) else { return nil }
    guard let name = names.first, let bytes = try shelf.read(name) else { return [] }
    do throws(DigestFlaw) {
      _ = try ShelvedDigest(bytes, of: day) { node, runs, digest in
        take(node, runs, digest)
        return true
      }
      return []
    } catch {
      // Who takes half of a damaged night takes it for a quiet one.
      return nil
    }
  }
}

/// A night as the shelf knows it.
package struct ShelvedNight: Sendable {
  package var digest: NightDigest
  package var damage: [Damage] = []
  /// The furthest each ledger had got when the night was gathered.
  package var heads: [WriterID: LedgerHead] = [:]
  /// Digests that a newer version wrote. What of them is known here is read, and no byte is changed.
  package var newer = 0
}

extension NightShelf {
  /// Changes what one source knows of a night, and returns when it would survive a power cut.
  ///
  /// Where nothing changes, nothing is written: a second gather leaves identical bytes. Several
  /// processes may change the same night; each sees what the others have written.
  ///
  /// - Parameter heads: How far the ledgers have got now; kept with the digest.
  /// - Returns: Whether anything changed.
  /// - Throws: Also when the digest that is there is damaged: to write over it would hide that.
  static func change(
    _ night: Day, of source: String, in nights: Folder, heads: [WriterID: LedgerHead],
    _ body: (inout NightDigest) -> Void
  ) throws(StoreError) -> Bool {
    let shelf = try nights.makeFolder(night.description)
    var name = FileName.encoded(source) + ".json"
    return try shelf.locked { () throws(StoreError) in
      var old: ShelvedDigest?
      if let bytes = try shelf.read(name), ShelvedDigest.isNewer(bytes) {
        // We would lose what we don't understand, so what we know goes beside it.
        name = FileName.encoded(source) + "+.json"
      }
      if let bytes = try shelf.read(name) {
        do throws(DigestFlaw) { old = try ShelvedDigest(bytes, of: night) } catch {
          throw .damaged(file: shelf.path(of: name), reason: "this digest \(error.reason)")
        }
      }
      var digest = old?.digest ?? NightDigest(night: night)
      body(&digest)
      guard digest != old?.digest else { return false }
      try shelf.replace(name, with: ShelvedDigest(digest: digest, heads: heads).bytes())
      return true
    }
  }
}

/// Names that come from data, as names of files.
enum FileName {
  /// Letters, digits, `_` and `-` stand for themselves, and `.` but in the first place; every other
  /// byte becomes `%` and two hex digits. What would be longer than ``limit`` ends in a hash
  /// instead.
  static func encoded(_ name: String) -> String {
    var text = ""
    for byte in name.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"):
        text.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: ".") where !text.isEmpty: text += "."
      default: text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    guard text.utf8.count > limit else { return text.isEmpty ? "%" : text }
    return text.prefix(limit - 17) + "~" + hexDigits(Seal.sum(of: Array(name.utf8)[...]))
  }

  /// **Bytes.** Leaves room under NAME_MAX (255) for endings and for the name of a temporary file.
  static let limit = 180
}
