extension OryError {
    /// The error for a failure inside uniffi: an argument that cannot be converted, or a defect.
    static func unexpected(_ message: String) -> OryError {
        message.hasPrefix("Failed to convert arg")
            ? .Input(problem: Problem(kind: .input, message: message))
            : .Internal(problem: Problem(kind: .internal, message: message))
    }
}

extension OryError: CustomStringConvertible {
    public var description: String {
        problem.description
    }
}
