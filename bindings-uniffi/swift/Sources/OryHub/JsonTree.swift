/// JSON in parts, between Codable, text and comparison. A number keeps its text, so that none is rounded on the way.
enum JsonTree: Hashable {
    case null
    case bool(Bool)
    case number(JsonNumber)
    case string(String)
    case array([JsonTree])
    case object([String: JsonTree])

    var text: String {
        switch self {
        case .null: return "null"
        case let .bool(bool): return bool ? "true" : "false"
        case let .number(number): return number.text
        case let .string(string): return Self.quoted(string)
        case let .array(array): return "[" + array.map(\.text).joined(separator: ",") + "]"
        case let .object(object):
            let members = object.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\($0.value.text)" }
            return "{" + members.joined(separator: ",") + "}"
        }
    }

    static func quoted(_ string: String) -> String {
        var text = "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }
}

extension JsonTree: Codable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try JsonNumber(in: value) {
            self = .number(number)
        } else if let string = try? value.decode(String.self) {
            self = .string(string)
        } else if let array = try Self.array(in: value) {
            self = .array(array)
        } else {
            self = .object(try value.decode([String: JsonTree].self))
        }
    }

    /// Nothing if it is no array; what is wrong inside of one is an error.
    private static func array(in value: any SingleValueDecodingContainer) throws -> [JsonTree]? {
        do {
            return try value.decode([JsonTree].self)
        } catch DecodingError.typeMismatch {
            return nil
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case let .bool(bool): try value.encode(bool)
        case let .number(number): try number.encode(into: &value)
        case let .string(string): try value.encode(string)
        case let .array(array): try value.encode(array)
        case let .object(object): try value.encode(object)
        }
    }
}
