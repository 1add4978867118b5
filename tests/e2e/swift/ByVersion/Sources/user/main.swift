import OryHub

let ory = try Ory.withMock(OryMock().answer(body: #"{"version":"v1.3.1"}"#))
let version = try await ory.metadata().getVersion().version
guard version == "v1.3.1" else { fatalError(version) }
