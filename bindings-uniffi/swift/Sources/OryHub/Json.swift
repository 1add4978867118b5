import Foundation

/// JSON as the server wrote it, decoded when asked.
public struct Json: Hashable, Sendable {
    /// The JSON text.
    public let text: String

    /// Takes JSON text. Text that is not JSON is refused when it is to be sent.
    public init(_ text: String) {
        self.text = text
    }

    /// Takes JSON text. Text that is not JSON is refused when it is to be sent.
    public init(text: String) {
        self.text = text
    }

    /// Encodes a value.
    public init<Value: Encodable>(encoding value: Value, encoder: JSONEncoder = JSONEncoder()) throws {
        self.text = String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// `null`.
    public static let null = Json("null")

    /// Decodes into a type of yours.
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
