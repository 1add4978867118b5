/// Reads JSON text into a tree that keeps the texts of numbers, which Foundation's decoder does not.
struct JsonReader {
    private var rest: Substring.UTF8View
    private var depth = 0

    /// As deep as the library lets JSON nest.
    private static let maxDepth = 128

    /// The tree of a text, or nothing if the text is not JSON.
    static func tree(of text: String) -> JsonTree? {
        var reader = JsonReader(rest: Substring(text).utf8)
        guard let tree = reader.value() else { return nil }
        reader.skipBlanks()
        return reader.rest.isEmpty ? tree : nil
    }

    private init(rest: Substring.UTF8View) {
        self.rest = rest
    }

    private mutating func value() -> JsonTree? {
        skipBlanks()
        switch rest.first {
        case UInt8(ascii: "{"): return nested { $0.object() }
        case UInt8(ascii: "["): return nested { $0.array() }
        case UInt8(ascii: "\""): return string().map(JsonTree.string)
        case UInt8(ascii: "t"): return takes("true") ? .bool(true) : nil
        case UInt8(ascii: "f"): return takes("false") ? .bool(false) : nil
        case UInt8(ascii: "n"): return takes("null") ? .null : nil
        default: return number()
        }
    }

    private mutating func nested(_ read: (inout JsonReader) -> JsonTree?) -> JsonTree? {
        guard depth < Self.maxDepth else { return nil }
        depth += 1
        defer { depth -= 1 }
        return read(&self)
    }

    private mutating func object() -> JsonTree? {
        var members: [String: JsonTree] = [:]
        guard takes("{") else { return nil }
        skipBlanks()
        if takes("}") { return .object(members) }
        repeat {
            skipBlanks()
            guard rest.first == UInt8(ascii: "\""), let name = string() else { return nil }
            skipBlanks()
            guard takes(":"), let member = value() else { return nil }
            members[name] = member
            skipBlanks()
        } while takes(",")
        return takes("}") ? .object(members) : nil
    }

    private mutating func array() -> JsonTree? {
        var items: [JsonTree] = []
        guard takes("[") else { return nil }
        skipBlanks()
        if takes("]") { return .array(items) }
        repeat {
            guard let item = value() else { return nil }
            items.append(item)
            skipBlanks()
        } while takes(",")
        return takes("]") ? .array(items) : nil
    }

    private mutating func number() -> JsonTree? {
        var taken = rest
        _ = taken.take(while: { $0 == UInt8(ascii: "-") }, atMost: 1)
        let whole = taken.take(while: Self.isDigit)
        guard let first = whole.first, whole.count == 1 || first != UInt8(ascii: "0") else { return nil }
        if !taken.take(while: { $0 == UInt8(ascii: ".") }, atMost: 1).isEmpty {
            guard !taken.take(while: Self.isDigit).isEmpty else { return nil }
        }
        if !taken.take(while: { $0 | 0x20 == UInt8(ascii: "e") }, atMost: 1).isEmpty {
            _ = taken.take(while: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }, atMost: 1)
            guard !taken.take(while: Self.isDigit).isEmpty else { return nil }
        }
        let text = String(Substring(rest[..<taken.startIndex]))
        rest = taken
        return .number(JsonNumber(text: text))
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private mutating func string() -> String? {
        rest = rest.dropFirst()
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escaped() else { return nil }
                bytes += String(scalar).utf8
            case 0..<0x20: return nil
            default: bytes.append(byte)
            }
        }
        return nil
    }

    private mutating func escaped() -> Unicode.Scalar? {
        switch rest.popFirst() {
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            guard let unit = unit() else { return nil }
            return whole(unit)
        case let .some(byte) where [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/")].contains(byte):
            return Unicode.Scalar(byte)
        default: return nil
        }
    }

    /// Half a character that has no other half is read as one that nobody knows.
    private mutating func whole(_ unit: UInt32) -> Unicode.Scalar {
        let before = rest
        if (0xD800..<0xDC00).contains(unit), takes("\\u"), let low = self.unit(), (0xDC00..<0xE000).contains(low) {
            return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
        }
        rest = before
        return Unicode.Scalar(unit) ?? "\u{FFFD}"
    }

    private mutating func unit() -> UInt32? {
        let digits = rest.prefix(4)
        rest = rest.dropFirst(4)
        let isHex = digits.allSatisfy { Self.isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0 | 0x20) }
        return digits.count == 4 && isHex ? UInt32(String(Substring(digits)), radix: 16) : nil
    }

    private mutating func takes(_ word: StaticString) -> Bool {
        let wanted = word.description.utf8
        guard rest.starts(with: wanted) else { return false }
        rest = rest.dropFirst(wanted.count)
        return true
    }

    private mutating func skipBlanks() {
        _ = rest.take(while: { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 })
    }
}

extension Substring.UTF8View {
    /// Takes the bytes that `belongs` accepts off the beginning.
    fileprivate mutating func take(while belongs: (UInt8) -> Bool, atMost limit: Int = .max) -> Substring.UTF8View {
        var end = startIndex
        var count = 0
        while end < endIndex, count < limit, belongs(self[end]) {
            formIndex(after: &end)
            count += 1
        }
        let taken = self[startIndex..<end]
        self = self[end...]
        return taken
    }
}
