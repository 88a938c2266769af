import MarketBoard

/// The verbs speak English, as their help and their errors do; the board and its minutes speak the
/// team's language.
let english = English()
