import Glibc
import MarketLedger
import MarketModel

/// Whose file each ledger is, and which of them belong to somebody else than they say.
///
/// A line names its author itself, and anybody can write any name into a ledger of his own. Whose file
/// it is, the kernel knows. In a clone all files belong to who cloned, and in a team with one account
/// to that, so nothing is told from owners who are all alike. Else a ledger is somebody else's when
///
/// - the roster gives its author login names, and the owner's is none of them;
/// - or the owner is known to be another: by the roster, or as the author of another ledger here;
/// - or nothing is known of the owner, and the same author has ledgers that belong to others.
///
/// Of root, and of who owns the store's folder, the first two tell nothing: they bring whole stores and
/// other clones' ledgers here, and could write over any file.
struct LedgerOwners {
  struct Ledger: Hashable {
    let file: String
    let writer: WriterID
    let user: UInt32
  }

  private(set) var foreign: [ForeignLedger] = []
  /// For each hand that wrote one of them, the accounts that its files belong to.
  private(set) var accounts: [WriterID: String] = [:]

  /// - Complexity: O(ledgers); accounts are looked up only when they are not all alike.
  init(of store: MarketStore, _ roster: [RosterEntry], _ names: Accounts) {
    let ledgers = store.ledgerOwners.map {
      Ledger(file: $0.file, writer: $0.writer, user: $0.user)
    }
    let carriers = Set([0, store.owner].compactMap(\.self))
    self.init(ledgers, roster, carriers: carriers, loginOf: names.login(of:))
  }

  /// - Parameters:
  ///   - carriers: who may have brought ledgers of others.
  ///   - login: the name of an account; `nil` where it has none.
  init(
    _ ledgers: [Ledger], _ roster: [RosterEntry], carriers: Set<UInt32>,
    loginOf login: (UInt32) -> String?
  ) {
    guard Set(ledgers.map(\.user)).count > 1 else { return }
    let byAuthor = Dictionary(grouping: ledgers, by: \.writer.person)
    for ledger in ledgers {
      let author = ledger.writer.person
      var isOwn = login(ledger.user).flatMap { login in
        Self.isAccount(login, of: author, roster, authors: byAuthor.keys)
      }
      if isOwn == false, carriers.contains(ledger.user) { isOwn = nil }
      guard !(isOwn ?? (Set((byAuthor[author] ?? []).map(\.user)).count == 1)) else { continue }
      let account = login(ledger.user) ?? "\(ledger.user)"
      foreign.append(ForeignLedger(file: ledger.file, writer: ledger.writer, account: account))
    }
    for writer in Set(foreign.map(\.writer)) {
      let users = Set(ledgers.filter { $0.writer == writer }.map(\.user))
      accounts[writer] = users.map { login($0) ?? "\($0)" }.sorted().joined(separator: " and ")
    }
  }

  /// Whether an account is somebody's own; `nil` when that can't be told.
  private static func isAccount(
    _ login: String, of person: Person, _ roster: [RosterEntry], authors: some Collection<Person>
  ) -> Bool? {
    let own = roster.filter { $0.person == person }.flatMap(\.logins)
    if !own.isEmpty { return own.contains(login) }
    let holder = roster.first { $0.logins.contains(login) }?.person
    if let holder { return holder == person }
    let namesake = Person(sanitizing: login)
    return namesake == person ? true : authors.contains(namesake) ? false : nil
  }
}

/// A ledger that belongs to somebody else than it says.
struct ForeignLedger: Hashable {
  let file: String
  let writer: WriterID
  /// The owner's name, or the number where it has none.
  let account: String
}

/// The names of this machine's accounts, each looked up once: a directory service may be slow.
final class Accounts {
  private var known: [UInt32: String?] = [:]

  func login(of user: UInt32) -> String? {
    if let login = known[user] { return login }
    let login = Self.lookUp(user)
    known[user] = .some(login)
    return login
  }

  private static func lookUp(_ user: UInt32) -> String? {
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>? = nil
    var room = [CChar](repeating: 0, count: Self.roomForEntry)
    guard unsafe getpwuid_r(user, &entry, &room, room.count, &found) == 0, unsafe found != nil,
      let name = unsafe entry.pw_name
    else { return nil }
    return unsafe String(cString: name)
  }

  /// **Bytes** of an entry with all its texts; what is longer goes by its number.
  private static let roomForEntry = 16 << 10
}
