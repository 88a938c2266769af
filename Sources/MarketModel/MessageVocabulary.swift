/// The words that say what the text beside them is. Compared by their first eight letters, without
/// regard to case.
enum MessageVocabulary {
  /// **Letters** that make a word of what stands before a number, as in `apache2`. With fewer of
  /// them, as in `eth0`, it is an identifier.
  static let shortestWord = 4
  /// **Letters** from `a` to `f` that are a number, as in `ffffffff`. No word has as many.
  static let shortestHex = 8

  /// Part of the number before them, as are time zones: `5 s` and `1 minute` are the same hole.
  static let units = letters(
    "s sec secs second seconds ms msec msecs millis millisecond us usec usecs microsecond ns nsec "
      + "nanosecond min mins minute minutes h hr hrs hour hours day days week weeks "
      + "b byte bytes bit bits kb mb gb tb pb kib mib gib tib kbyte kbytes mbyte mbytes "
      + "hz khz mhz ghz bps kbps mbps gbps am pm "
      + "utc gmt est edt cst cdt mst mdt pst pdt cet cest bst jst ist")

  /// Part of a date beside a number.
  static let dateNames = letters(
    "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday "
      + "jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june "
      + "july august september october november december")

  /// A hole behind a key: `ready=false`.
  static let values = letters("true false null")

  /// The ends of keys whose value is somebody's name, or something's: `rhost=`, `user.name=`.
  static let nameKeys = letters("user name host")

  /// How the classes of exceptions end.
  static let exceptions = letters("error exception")

  /// Before a user's name.
  static let prepositions = letters("for by of as invalid illegal")
  static let users = letters("user")
  static let credentials = letters("password publicke")

  /// Before a machine's name.
  static let machines = letters("host node name server")

  /// Names with a number that tells them apart: `IPv4` and `IPv6` are two things.
  static let standards = letters(
    "ipv4 ipv6 md5 sha1 sha256 sha384 sha512 utf8 http2 http3 x509 oauth2 base64 s3 ec2 k8s")

  static func letters(_ words: String) -> [UInt64] {
    words.utf8.split(separator: .blank).map { word in
      word.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}
