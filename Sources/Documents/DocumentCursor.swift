/// What a reader asks of a document, whichever syntax it has: one piece of code then reads the same
/// facts out of JSON and YAML.
package protocol DocumentCursor {
  associatedtype Text: DocumentText

  /// What the next value is.
  mutating func kind() throws(DocumentError) -> JSONCursor.Kind
  mutating func enterObject() throws(DocumentError)
  /// Moves to the value of the next member; `nil` once the object has ended.
  mutating func nextKey() throws(DocumentError) -> Text?
  mutating func enterArray() throws(DocumentError)
  /// Moves to the next element; `false` once the list has ended.
  mutating func nextElement() throws(DocumentError) -> Bool
  mutating func text() throws(DocumentError) -> Text
  mutating func bool() throws(DocumentError) -> Bool
  /// The digits of the next number.
  mutating func number() throws(DocumentError) -> String
  /// Moves over the next value, whatever it is.
  mutating func skip() throws(DocumentError)
}

/// A text of a document that is looked at before it is decoded, if ever.
package protocol DocumentText {
  static func == (text: Self, word: StaticString) -> Bool
  func string() throws(DocumentError) -> String
}

extension DocumentText {
  /// Lets a `switch` look at names.
  package static func ~= (word: StaticString, text: Self) -> Bool { text == word }
}

extension JSONCursor: DocumentCursor {}
extension JSONText: DocumentText {}
