import Foundation

/// JSON as the server wrote it, decoded when asked.
public struct Json: Hashable, Sendable {
    /// The JSON text.
    public let text: String

    /// Wraps JSON text. A call that is given text that is not JSON fails before it sends anything.
    public init(_ text: String) {
        self.text = text
    }

    /// Wraps JSON text. A call that is given text that is not JSON fails before it sends anything.
    public init(text: String) {
        self.text = text
    }

    /// Encodes a value.
    public init<Value: Encodable>(encoding value: Value, encoder: JSONEncoder = JSONEncoder()) throws {
        self.text = String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// `null`.
    public static let null = Json("null")

    /// Decodes into a type of the caller.
    public func decode<Value: Decodable>(
        as type: Value.Type = Value.self,
        decoder: JSONDecoder = JSONDecoder()
    ) throws -> Value {
        try decoder.decode(type, from: Data(text.utf8))
    }
}

extension Json: CustomStringConvertible, ExpressibleByStringLiteral {
    public var description: String {
        text
    }

    public init(stringLiteral value: String) {
        self.init(value)
    }
}
