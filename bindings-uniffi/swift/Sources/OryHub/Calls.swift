/// A value, and what its answer said beside it. Header names are in lower case; `Set-Cookie` is only in `setCookie`.
public struct ApiResponse<Value> {
    /// The value.
    public let value: Value
    /// HTTP status.
    public let status: UInt16
    /// Headers; several of one name are joined by commas.
    public let headers: [String: String]
    /// Every `Set-Cookie` header.
    public let setCookie: [String]
}

extension ApiResponse: Sendable where Value: Sendable {}

extension ApiResponse: CustomReflectable {
    /// What is printed: of headers and cookies only the names.
    public var customMirror: Mirror {
        Mirror(self, children: ["value": value, "status": status, "headers": Array(headers.keys)], displayStyle: .struct)
    }
}

extension Ory {
    /// Status and headers beside the value of a call: `ory.withResponse { try await $0.identity().getIdentity(id: id) }`.
    ///
    /// They are those of the last answer that came while `call` ran.
    public func withResponse<Value: Sendable>(
        _ call: @Sendable (Ory) async throws -> Value
    ) async throws -> ApiResponse<Value> {
        let recorder = responseRecorder()
        let value = try await call(recorder.ory())
        guard let head = recorder.last() else {
            throw OryError.Input(problem: Problem(kind: .input, message: "no operation was called"))
        }
        return ApiResponse(value: value, status: head.status, headers: head.headers, setCookie: head.setCookie)
    }

    /// A client over the same connections with other time limits, retries or further headers. Options that cannot be
    /// used are an error of its first call.
    public func withOptions(_ options: CallOptions) -> Ory {
        withOptions(options: options)
    }

    /// A client over the same connections whose requests are shown to an observer.
    public func withObserver(_ observer: any OryObserver) -> Ory {
        withObserver(observer: observer)
    }

    /// A client without a network: a mock answers. Without a configuration every service has an address and every
    /// operation a credential.
    public static func withMock(
        _ mock: OryMock, config: OryConfig? = nil, observer: (any OryObserver)? = nil
    ) throws -> Ory {
        try withMock(mock: mock, config: config, observer: observer)
    }
}

extension UiContainer {
    /// The messages of the form's fields, by the names of the fields; those of the whole form are `messages`.
    public func fieldMessages() -> [String: [UiText]] {
        var all: [String: [UiText]] = [:]
        for node in nodes where !node.messages.isEmpty {
            if case let .input(input) = node.attributes {
                all[input.name, default: []] += node.messages
            }
        }
        return all
    }
}

/// An observer in a value: two are equal if they are the same object.
struct ObserverReference: Hashable, Sendable {
    let observer: (any OryObserver)?

    private var identity: ObjectIdentifier? {
        observer.map { ObjectIdentifier($0) }
    }

    static func == (one: ObserverReference, other: ObserverReference) -> Bool {
        one.identity == other.identity
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(identity)
    }
}

/// The observer of a configuration.
func observerOf(_ config: OryConfig?) -> (any OryObserver)? {
    config?.observer
}
