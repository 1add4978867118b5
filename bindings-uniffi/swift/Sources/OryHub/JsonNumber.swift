import Foundation

/// A number of JSON as it was written. Two are equal if they are the same number: `1`, `1.0` and `10e-1`.
struct JsonNumber {
    let text: String

    /// So many digits a `Decimal` holds.
    private static let digitsOfDecimal = 38

    init(text: String) {
        self.text = text
    }

    /// The number in a decoder, or nothing if there is none. Decoders round what is longer than their numbers and do not
    /// say so: what fills a whole `Decimal` may have been rounded, and is refused.
    init?(in value: any SingleValueDecodingContainer) throws {
        if let int = try? value.decode(Int64.self) {
            self.text = "\(int)"
        } else if let unsigned = try? value.decode(UInt64.self) {
            self.text = "\(unsigned)"
        } else if let decimal = try? value.decode(Decimal.self), !decimal.isNaN {
            self.text = "\(decimal)"
            if parts.digits.count >= Self.digitsOfDecimal {
                throw DecodingError.dataCorruptedError(
                    in: value, debugDescription: "a number has more digits than a decoder keeps; use Json(text:)")
            }
        } else if let double = try? value.decode(Double.self), double.isFinite {
            self.text = "\(double)"
        } else {
            return nil
        }
    }

    func encode(into value: inout any SingleValueEncodingContainer) throws {
        if let int = Int64(text) {
            try value.encode(int)
        } else if let unsigned = UInt64(text) {
            try value.encode(unsigned)
        } else if let decimal = Decimal(string: text), !decimal.isNaN, self == JsonNumber(text: "\(decimal)") {
            try value.encode(decimal)
        } else if let double = Double(text), double.isFinite, self == JsonNumber(text: "\(double)") {
            try value.encode(double)
        } else {
            let what = "no number of Swift holds this one as it is; write the JSON by its text"
            throw EncodingError.invalidValue(text, .init(codingPath: value.codingPath, debugDescription: what))
        }
    }

    /// Digits without zeros at either end, and the power of ten of the last one; of zero neither.
    private var parts: Parts {
        var digits: [Character] = []
        var exponent = 0
        var isNegative = false
        var isFraction = false
        var rest = Substring(text)
        while let character = rest.popFirst() {
            switch character {
            case "-": isNegative = true
            case "+": break
            case ".": isFraction = true
            case "e", "E":
                // An exponent that no integer holds is compared by nobody: the two ends are as good as any.
                exponent += Int(rest.first == "+" ? rest.dropFirst() : rest) ?? (rest.hasPrefix("-") ? .min / 2 : .max / 2)
                rest = ""
            default:
                digits.append(character)
                exponent -= isFraction ? 1 : 0
            }
        }
        while digits.last == "0" {
            digits.removeLast()
            exponent += 1
        }
        digits.removeFirst(digits.prefix { $0 == "0" }.count)
        return digits.isEmpty
            ? Parts(isNegative: false, digits: "", exponent: 0)
            : Parts(isNegative: isNegative, digits: String(digits), exponent: exponent)
    }

    private struct Parts: Hashable {
        let isNegative: Bool
        let digits: String
        let exponent: Int
    }
}

extension JsonNumber: Hashable {
    static func == (one: JsonNumber, other: JsonNumber) -> Bool {
        one.text == other.text || one.parts == other.parts
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(parts)
    }
}
