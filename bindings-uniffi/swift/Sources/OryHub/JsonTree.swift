import Foundation

/// JSON in parts, between Codable and text.
enum JsonTree: Codable {
    case null
    case bool(Bool)
    case int(Int64)
    case unsigned(UInt64)
    case decimal(Decimal)
    case double(Double)
    case string(String)
    case array([JsonTree])
    case object([String: JsonTree])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let int = try? value.decode(Int64.self) {
            self = .int(int)
        } else if let unsigned = try? value.decode(UInt64.self) {
            self = .unsigned(unsigned)
        } else if let decimal = try? value.decode(Decimal.self) {
            self = .decimal(decimal)
        } else if let double = try? value.decode(Double.self) {
            self = .double(double)
        } else if let string = try? value.decode(String.self) {
            self = .string(string)
        } else if let array = try? value.decode([JsonTree].self) {
            self = .array(array)
        } else {
            self = .object(try value.decode([String: JsonTree].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case let .bool(bool): try value.encode(bool)
        case let .int(int): try value.encode(int)
        case let .unsigned(unsigned): try value.encode(unsigned)
        case let .decimal(decimal): try value.encode(decimal)
        case let .double(double): try value.encode(double)
        case let .string(string): try value.encode(string)
        case let .array(array): try value.encode(array)
        case let .object(object): try value.encode(object)
        }
    }

    var text: String {
        switch self {
        case .null: return "null"
        case let .bool(bool): return bool ? "true" : "false"
        case let .int(int): return "\(int)"
        case let .unsigned(unsigned): return "\(unsigned)"
        case let .decimal(decimal): return "\(decimal)"
        case let .double(double): return "\(double)"
        case let .string(string): return Self.quoted(string)
        case let .array(array): return "[" + array.map(\.text).joined(separator: ",") + "]"
        case let .object(object):
            let members = object.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\($0.value.text)" }
            return "{" + members.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ string: String) -> String {
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
