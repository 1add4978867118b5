extension Identities {
    /// Reads an identity, lets it be changed, and writes it back with everything that was not changed: metadata, the
    /// external id, fields that this version does not know. There is no lock at the server: what somebody else writes
    /// meanwhile is overwritten. With Swift 6 `change` runs where the caller runs, such as on the main actor.
    #if compiler(>=6.0)
        public func modify(
            id: String, isolation: isolated (any Actor)? = #isolation, _ change: (inout Identity) throws -> Void
        ) async throws -> Identity {
            var identity = try await read(id: id)
            try apply(change, to: &identity)
            return try await writeBack(identity: identity)
        }
    #else
        public func modify(id: String, _ change: (inout Identity) throws -> Void) async throws -> Identity {
            var identity = try await read(id: id)
            try apply(change, to: &identity)
            return try await writeBack(identity: identity)
        }
    #endif

    private func apply(_ change: (inout Identity) throws -> Void, to identity: inout Identity) throws {
        let read = identity.id
        try change(&identity)
        if identity.id != read { try changedId() }
    }
}

extension ImportRun: AsyncSequence, AsyncIteratorProtocol {
    /// What happens in the import.
    public typealias Element = ImportEvent

    /// The events that are left.
    public func makeAsyncIterator() -> ImportRun {
        self
    }
}
