extension OryError {
    /// The fields of the error, for every case.
    public var problem: Problem {
        switch self {
        case let .Config(problem), let .Credential(problem), let .Input(problem), let .Transport(problem),
            let .Timeout(problem), let .Cancelled(problem), let .Redirect(problem), let .Api(problem),
            let .Decode(problem), let .Internal(problem):
            return problem
        }
    }

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
