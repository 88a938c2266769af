package import MarketMeeting
package import MarketModel
package import TextCanvas

/// Keys that a team has put elsewhere: `keys` in market.yml.
extension Keymap {
  /// A choice that can't hold, in words for whoever wrote it.
  package struct Complaint: Hashable, Sendable {
    package let deed: String
    package let reason: String
    package let advice: String
  }

  /// The keys of this board: its own, with what the team has put elsewhere.
  package init(of meeting: Meeting) {
    self =
      meeting.settings.keys.isEmpty ? .standard : Keymap.remapped(by: meeting.settings.keys).keymap
  }

  /// The standard keys with those choices that hold. A key that is given to a deed is taken from
  /// whatever had it in the same phase; two choices that want one key are a conflict, and the first
  /// keeps it.
  package static func remapped(
    by choices: [KeyChoice]
  ) -> (keymap: Keymap, complaints: [Complaint]) {
    var remapping = Remapping()
    for choice in choices { remapping.take(choice) }
    remapping.findDeedsWithoutKeys()
    return (remapping.keymap, remapping.complaints)
  }
}

private struct Remapping {
  var keymap = Keymap.standard
  var complaints: [Keymap.Complaint] = []
  private var chosen: Set<Deed> = []

  mutating func take(_ choice: KeyChoice) {
    guard let deed = Deed(rawValue: choice.deed) else {
      return complain(
        choice.deed, "`\(choice.deed)` is nothing that the board does",
        "[?] on the board and `:` with the tab key name what it does")
    }
    for name in choice.keys where Key(named: name) == nil {
      complain(
        choice.deed, "`\(name)` is no key that can be chosen",
        "write a character, enter, space, tab, up, F5, ctrl-x or alt-x; digits are counts")
    }
    let wanted = choice.keys.compactMap(Key.init(named:)).filter { isFree($0, for: deed, choice) }
    guard !wanted.isEmpty else { return }
    for index in keymap.bindings.indices {
      if keymap.bindings[index].deed == deed {
        keymap.bindings[index].keys = wanted
      } else if meets(keymap.bindings[index], deed) {
        keymap.bindings[index].keys.removeAll(where: wanted.contains)
      }
    }
    chosen.insert(deed)
  }

  /// Whether no choice before this one has the key where this one wants it.
  private mutating func isFree(_ key: Key, for deed: Deed, _ choice: KeyChoice) -> Bool {
    let other = keymap.bindings.first {
      $0.keys.contains(key) && chosen.contains($0.deed) && meets($0, deed)
    }
    guard let other else { return true }
    complain(
      choice.deed, "[\(key)] is wanted by `\(other.deed.rawValue)` and by `\(choice.deed)`",
      "give one of them another key; `\(other.deed.rawValue)` keeps it till then")
    return false
  }

  /// Whether a key could mean both at one moment: in a phase, or when the market is over.
  private func meets(_ binding: Binding, _ deed: Deed) -> Bool {
    keymap.bindings.contains {
      $0.deed == deed && binding.deed != deed
        && (!$0.phases.isDisjoint(with: binding.phases) || $0.onlyLooks && binding.onlyLooks)
    }
  }

  mutating func findDeedsWithoutKeys() {
    let before = Set(Keymap.standard.bindings.filter { !$0.keys.isEmpty }.map(\.deed))
    for binding in keymap.bindings where binding.keys.isEmpty && before.contains(binding.deed) {
      complain(
        binding.deed.rawValue, "`\(binding.deed.rawValue)` has no key left",
        "give it one under `keys`; till then `:\(binding.deed.rawValue)` does it")
    }
  }

  private mutating func complain(_ deed: String, _ reason: String, _ advice: String) {
    complaints.append(Keymap.Complaint(deed: deed, reason: reason, advice: advice))
  }
}

extension Key {
  /// Reads a key as people write it: `x`, `ctrl-x`, `alt-x`, `F5`, `enter`, `up`. Nothing for what the
  /// terminal keeps to itself (ctrl-c, ctrl-z, ctrl-\), for digits, which are counts, and for escape,
  /// which always leads back.
  package init?(named name: String) {
    if let key = Self.named[name.lowercased()] {
      self = key
    } else if name.count == 1, let character = name.first, !character.isWhitespace,
      !character.isNumber
    {
      self = .character(character)
    } else if name.hasPrefix("ctrl-"), let letter = name.dropFirst(5).only, letter.isLowercase,
      letter.isASCII, !"chijmz".contains(letter)
    {
      self = .control(letter)
    } else if name.hasPrefix("alt-"), let character = name.dropFirst(4).only {
      self = .alt(character)
    } else if name.first == "F" || name.first == "f", let number = Int(name.dropFirst()),
      1...63 ~= number
    {
      self = .function(number)
    } else {
      return nil
    }
  }

  private static let named: [String: Key] = [
    "enter": .enter, "space": .character(" "), "tab": .tab, "backtab": .backtab, "up": .up,
    "down": .down, "left": .left, "right": .right, "home": .home, "end": .end,
    "pageup": .pageUp, "pagedown": .pageDown, "pgup": .pageUp, "pgdn": .pageDown,
    "insert": .insert, "delete": .delete, "backspace": .backspace,
  ]
}

extension Substring {
  fileprivate var only: Character? { count == 1 ? first : nil }
}
