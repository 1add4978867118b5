import Foundation

/// JSON as the server wrote it, decoded when asked.
///
/// Literals are the JSON that they look like: `["email": "a@b.example", "age": 42]`, `"a text"`, `true`. JSON that is a
/// text already is `Json(text:)`.
public struct Json: Hashable, Sendable {
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

extension Json: Codable {
    public init(from decoder: any Decoder) throws {
        self.text = try JsonTree(from: decoder).text
    }

    public func encode(to encoder: any Encoder) throws {
        try JSONDecoder().decode(JsonTree.self, from: Data(text.utf8)).encode(to: encoder)
    }
}

extension Json: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) {
        self.text = JsonTree.string(value).text
    }
}

extension Json: ExpressibleByBooleanLiteral {
    public init(booleanLiteral value: Bool) {
        self.text = JsonTree.bool(value).text
    }
}

extension Json: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) {
        self.text = JsonTree.int(value).text
    }
}

extension Json: ExpressibleByFloatLiteral {
    public init(floatLiteral value: Double) {
        self.text = JsonTree.double(value).text
    }
}

extension Json: ExpressibleByArrayLiteral {
    public init(arrayLiteral elements: Json...) {
        self.text = "[" + elements.map(\.text).joined(separator: ",") + "]"
    }
}

extension Json: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, Json)...) {
        self.text = "{" + elements.map { "\(JsonTree.string($0).text):\($1.text)" }.joined(separator: ",") + "}"
    }
}
