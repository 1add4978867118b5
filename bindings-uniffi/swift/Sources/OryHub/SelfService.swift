extension Ory {
    /// A self-service flow of that kind, as a native app does it.
    public func selfService(_ kind: FlowKind, options: SelfServiceOptions? = nil) -> SelfService {
        selfService(kind: kind, options: options)
    }
}

extension SelfService {
    /// Submits answers to the form that is shown. Without one the flow starts and gets the answers as soon as its form has
    /// come.
    public func submit(_ answers: FlowAnswers) async throws -> FlowOutcome {
        try await submit(answers: answers)
    }

    /// Goes on where a browser came back to the app after a social sign-in, with the address that it came back to.
    public func returned(_ address: String) async throws -> FlowOutcome {
        try await returned(address: address)
    }
}

extension FlowForm {
    /// Begins the answers with one field: the name of a node, and what was entered.
    public func answering(_ name: String, _ value: String) -> FlowAnswers {
        answering(name: name, value: value)
    }
}

extension FlowAnswers {
    /// The same answers and one more.
    public func answering(_ name: String, _ value: String) -> FlowAnswers {
        answering(name: name, value: value)
    }
}

extension FlowForm: Hashable {
    /// The same form of the same flow.
    public static func == (one: FlowForm, other: FlowForm) -> Bool {
        one === other || (one.kind() == other.kind() && one.flow() == other.flow())
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(id())
    }
}
