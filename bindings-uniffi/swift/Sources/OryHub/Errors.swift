extension OryError {
    /// What went wrong, whichever case it is.
    public var problem: Problem {
        switch self {
        case let .Config(problem), let .Credential(problem), let .Input(problem), let .Transport(problem),
            let .Timeout(problem), let .Cancelled(problem), let .Redirect(problem), let .Api(problem),
            let .Decode(problem), let .Internal(problem):
            return problem
        }
    }

    /// For what the library refused before our own code saw it: a value that cannot be sent, or a defect of ours.
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
