/// What a team may set in market.yml. Every setting has a default; nothing in it names a program.
package struct Settings: Hashable, Sendable {
  package var plan = MarketPlan.standard
  package var calendar = NightCalendar.standard
  package var roster: [RosterEntry] = []
  /// First match wins.
  package var ownership: [OwnershipRule] = []
  /// Clean nights on the nodes that had failed before a countermeasure counts as verified.
  package var nightsToVerify = 3
  /// Nodes that are known to be there, from which a report is expected even if none ever came.
  package var inventory: Set<NodeName> = []
  /// What the board and the minutes speak; `nil` for what the terminal does, and English minutes.
  package var language: Language?

  /// Where the team has put keys of the board, in the order of the file.
  package var keys: [KeyChoice] = []

  package init() {}
}

/// A deed of the board, by its name in the command line, and the keys that shall do it, as people write
/// them: `x`, `ctrl-x`, `F5`.
package struct KeyChoice: Hashable, Sendable {
  package let deed: String
  package let keys: [String]

  package init(deed: String, keys: [String]) { (self.deed, self.keys) = (deed, keys) }
}

/// Somebody who comes to the market.
package struct RosterEntry: Hashable, Sendable {
  package let person: Person
  package let fullName: String
  /// Login names on the machines where the store is used.
  package let logins: [String]

  package init(person: Person, fullName: String, logins: [String]) {
    self.person = person
    self.fullName = fullName
    self.logins = logins
  }
}

/// Who owns what fails: the first rule whose patterns all match decides.
package struct OwnershipRule: Hashable, Sendable {
  /// The part before `::` of where a resource is declared.
  package let cookbook: String?
  package let resourceType: String?
  package let environment: String?
  package let owner: Person

  package init(cookbook: String?, resourceType: String?, environment: String?, owner: Person) {
    self.cookbook = cookbook
    self.resourceType = resourceType
    self.environment = environment
    self.owner = owner
  }
}
