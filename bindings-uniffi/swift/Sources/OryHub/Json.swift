import Foundation

/// JSON as the server wrote it, decoded when asked.
///
/// Literals are the JSON that they look like: `["email": "a@b.example", "age": 42]`, `"a text"`, `true`. JSON that is a
/// text already is `Json(text:)`. Two are equal if they are the same value, however it is written: blanks, the order of
/// members and `1.0` beside `1` do not count.
public struct Json: Sendable {
    /// The JSON text.
    public let text: String

    /// Wraps JSON text. A call that is given text that is not JSON fails before it sends anything.
    public init(text: String) {
        self.text = text
    }

    /// Encodes a value.
    public init<Value: Encodable>(encoding value: Value, encoder: JSONEncoder = JSONEncoder()) throws {
        self.text = String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// `null`.
    public static let null = Json(text: "null")

    /// Decodes into a type of the caller.
    public func decode<Value: Decodable>(
        as type: Value.Type = Value.self,
        decoder: JSONDecoder = JSONDecoder()
    ) throws -> Value {
        try decoder.decode(type, from: Data(text.utf8))
    }
}

extension Json: CustomStringConvertible {
    public var description: String {
        text
    }
}

extension Json: Hashable {
    public static func == (one: Json, other: Json) -> Bool {
        if one.text == other.text { return true }
        guard let tree = JsonReader.tree(of: one.text) else { return false }
        return tree == JsonReader.tree(of: other.text)
    }

    public func hash(into hasher: inout Hasher) {
        if let tree = JsonReader.tree(of: text) {
            hasher.combine(tree)
        } else {
            hasher.combine(text)
        }
    }
}

extension Json: Codable {
    /// Reads what a decoder has. A number that the decoder may have rounded is a `DecodingError`.
    public init(from decoder: any Decoder) throws {
        self.text = try JsonTree(from: decoder).text
    }

    /// Writes the value. A number that Swift's own cannot hold as it is is an `EncodingError`, and so is text that is not
    /// JSON.
    public func encode(to encoder: any Encoder) throws {
        guard let tree = JsonReader.tree(of: text) else {
            throw EncodingError.invalidValue(
                self, .init(codingPath: encoder.codingPath, debugDescription: "the text is not JSON"))
        }
        try tree.encode(to: encoder)
    }
}

extension Json: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) {
        self.text = JsonTree.quoted(value)
    }
}

extension Json: ExpressibleByBooleanLiteral {
    public init(booleanLiteral value: Bool) {
        self.text = "\(value)"
    }
}

extension Json: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) {
        self.text = "\(value)"
    }
}

extension Json: ExpressibleByFloatLiteral {
    public init(floatLiteral value: Double) {
        self.text = "\(value)"
    }
}

extension Json: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: Json...) {
        self.text = "[" + elements.map(\.text).joined(separator: ",") + "]"
    }
}

extension Json: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, Json)...) {
        self.text = "{" + elements.map { "\(JsonTree.quoted($0)):\($1.text)" }.joined(separator: ",") + "}"
    }
}
