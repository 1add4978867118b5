/// Text that prints as `[redacted]`, also when interpolated, dumped or reflected.
public struct Secret: Hashable, Sendable {
    private let text: String

    /// Wraps a text.
    public init(_ text: String) {
        self.text = text
    }

    /// The text itself.
    public func expose() -> String {
        text
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String {
        "[redacted]"
    }

    public var debugDescription: String {
        "[redacted]"
    }

    public var customMirror: Mirror {
        Mirror(self, children: [])
    }
}

extension Secret: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) {
        self.init(value)
    }
}
