import Foundation

extension Timestamp {
    /// The instant that a time names, read as the library reads it: RFC 3339; a leap second is the second after it.
    static func instant(of raw: String) -> Date? {
        var reader = TimeReader(raw)
        return reader.instant()
    }
}

private struct TimeReader {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        self.rest = Substring(text).utf8
    }

    mutating func instant() -> Date? {
        guard let year = number(digits: 4), takes("-"), let month = number(digits: 2), takes("-"),
            let day = number(digits: 2), takes("Tt "), let hour = number(digits: 2), takes(":"),
            let minute = number(digits: 2), takes(":"), let second = number(digits: 2),
            hour <= 23, minute <= 59, second <= 60,
            let days = Self.days(year, month, day), let nanoseconds = fraction(), let east = offset(), rest.isEmpty
        else { return nil }
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - east
        return Date(timeIntervalSince1970: Double(seconds) + Double(nanoseconds) / 1_000_000_000)
    }

    /// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...12).contains(month), (1...lengths[month - 1]).contains(day) else { return nil }
        // 400 years more, so that no division has to round down.
        let years = (month > 2 ? year : year - 1) + 400
        let months = month > 2 ? month - 3 : month + 9
        return years * 365 + years / 4 - years / 100 + years / 400 + (months * 153 + 2) / 5 + day - 719_469 - 146_097
    }

    /// Nanoseconds; further digits are dropped.
    private mutating func fraction() -> Int? {
        guard takes(".") else { return 0 }
        guard var nanoseconds = number(digits: 1) else { return nil }
        var count = 1
        while let digit = number(digits: 1) {
            if count < 9 {
                nanoseconds = nanoseconds * 10 + digit
                count += 1
            }
        }
        while count < 9 {
            nanoseconds *= 10
            count += 1
        }
        return nanoseconds
    }

    /// Seconds east of UTC.
    private mutating func offset() -> Int? {
        if takes("Zz") { return 0 }
        let isWest = takes("-")
        guard isWest || takes("+"), let hours = number(digits: 2), takes(":"), let minutes = number(digits: 2),
            hours <= 23, minutes <= 59
        else { return nil }
        return (hours * 3_600 + minutes * 60) * (isWest ? -1 : 1)
    }

    private mutating func number(digits: Int) -> Int? {
        let text = rest.prefix(digits)
        guard text.count == digits, text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        rest = rest.dropFirst(digits)
        return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Takes one of these characters.
    private mutating func takes(_ characters: String) -> Bool {
        guard let first = rest.first, characters.utf8.contains(first) else { return false }
        rest = rest.dropFirst()
        return true
    }
}
