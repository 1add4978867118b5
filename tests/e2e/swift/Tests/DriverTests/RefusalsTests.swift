import Foundation
import OryHub
import XCTest

/// Not in the list of cases: mistakes that are found where they are made, and what the errors say.
final class RefusalsTests: XCTestCase {
    private func refused(_ kind: ErrorKind, _ says: String? = nil, _ make: () throws -> Ory) {
        XCTAssertThrowsError(try make()) { error in
            let problem = (error as? OryError)?.problem
            XCTAssertEqual(problem?.kind, kind, "\(error)")
            XCTAssertTrue(says.map { problem?.message.contains($0) == true } ?? true, "\(error)")
        }
    }

    func testAConfigurationThatNoCallCouldUseIsRefused() {
        refused(.config, "set projectUrl") { try Ory(config: OryConfig()) }
        refused(.config, "kratosAdminUrl") { try Ory(config: OryConfig(kratosAdminUrl: "")) }
        refused(.credential, "projectKey is empty") {
            try Ory(config: OryConfig(projectUrl: "https://p.example", projectKey: ""))
        }
        refused(.config, "maxRetries") { try Ory(config: OryConfig(projectUrl: "https://p.example", maxRetries: 1_000)) }
    }

    func testWhatCannotBeAnAnswerIsRefused() async throws {
        let adds: [(OryMock) -> OryMock] = [
            { $0.answer(status: 99) },
            { $0.answer(status: 1_000) },
            { $0.answer(status: -1) },
            { $0.answer(headers: ["a b": "c"]) },
            { $0.answer(headers: ["a": "c\nd"]) },
            { $0.answer(setCookie: ["a=1\r\nb"]) },
            { $0.fail(kind: .api) },
            { $0.fail(kind: .config) },
        ]
        for add in adds {
            let mock = OryMock()
            let before = try Ory.withMock(mock)
            _ = add(mock)
            refused(.input) { try Ory.withMock(mock) }
            let error = try await TestSupport.failure { try await before.identity().getIdentity(id: "i") }
            try TestSupport.equal(error.problem.kind, .input)
            try TestSupport.equal(mock.requests().count, 0)
        }
    }

    func testAFormIsThatOfTheOperationThatFailed() async throws {
        let form = #"""
            {"id":"f1","type":"api","expires_at":"x","issued_at":"y","request_url":"x","state":"choose_method",
            "ui":{"action":"x","method":"POST","messages":[],"nodes":[]}}
            """#
        let ory = try Ory.withMock(OryMock().answer(status: 400, body: form).answer(status: 400, body: form))
        let login = try await TestSupport.failure { try await ory.frontend().getLoginFlow(id: "f1") }.problem
        try TestSupport.equal(login.loginFlow()?.id, "f1")
        try TestSupport.expect(login.registrationFlow() == nil && login.recoveryFlow() == nil, login)
        try TestSupport.expect(login.verificationFlow() == nil, login)
        let recovery = try await TestSupport.failure { try await ory.frontend().getRecoveryFlow(id: "f1") }.problem
        try TestSupport.expect(recovery.recoveryFlow() != nil && recovery.loginFlow() == nil, recovery)
    }

    func testAListWithoutValuesIsNotOneThatIsLeftOut() async throws {
        let mock = OryMock().answer(body: "[]").answer(body: "[]")
        let ory = try Ory.withMock(mock)
        let empty = try await TestSupport.failure { try await ory.identity().listIdentities(ids: []) }.problem
        try TestSupport.equal(empty.kind, .input)
        try TestSupport.expect(empty.message.contains("`ids`"), empty)
        let pages = ory.identity().listIdentitiesPages(includeCredential: [])
        let credential = try await TestSupport.failure { try await pages.next() }.problem
        try TestSupport.expect(credential.message.contains("`include_credential`"), credential)
        try TestSupport.equal(mock.requests().count, 0)
        _ = try await ory.identity().listIdentities()
        _ = try await ory.identity().listIdentities(ids: ["i"])
        try TestSupport.equal(mock.requests().count, 2)
    }

    func testABatchOfNoRowsIsRefused() async throws {
        let identities = try Ory.withMock(OryMock()).identities()
        let options = ImportOptions(batchSize: 0)
        let error = try await TestSupport.failure { try identities.importJson(rows: ["{}"], options: options) }.problem
        try TestSupport.equal(error.kind, .input)
        try TestSupport.expect(error.message.contains("`batch_size`"), error)
    }

    func testWhatIsNoAddressIsAnInputError() async throws {
        let login = try Ory.withMock(OryMock()).selfService(.login)
        for address in ["::::", "", "done?code=1", "https:"] {
            guard case let .failed(problem, _) = try await login.returned(address) else {
                throw TestSupport.Fault(description: address)
            }
            try TestSupport.equal(problem.kind, .input)
        }
    }

    /// A page of a proxy, nothing, or a text in place of JSON never ends a flow by an exception.
    func testAnswersThatAreNoJsonAreOutcomes() async throws {
        let html = ["Content-Type": "text/html"]
        let mocks = [
            OryMock().answer(body: "<html>hello</html>", headers: html),
            OryMock().answer(),
            OryMock().answer(status: 404, body: "not found", headers: ["Content-Type": "text/plain"]),
            OryMock().answer(status: 400, body: "<html>bad</html>", headers: html),
        ]
        for mock in mocks {
            let outcome = try await Ory.withMock(mock).selfService(.login).start()
            guard case .failed = outcome else { throw TestSupport.Fault(description: "\(outcome)") }
            try TestSupport.expect(!"\(outcome)".contains("<html>"), outcome)
        }
    }

    /// The engine passes on what no node asks for; the server says what it makes of it.
    func testAnswersThatNoNodeAsksForAreSent() async throws {
        let form = #"""
            {"id":"f1","type":"api","expires_at":"2030-01-01T00:00:00Z","issued_at":"2029-01-01T00:00:00Z","request_url":"x",
            "state":"choose_method","ui":{"action":"https://mock.example/self-service/login?flow=f1","method":"POST","nodes":[
            {"type":"input","group":"password","meta":{},"messages":[],"attributes":
            {"node_type":"input","name":"method","type":"submit","value":"password","disabled":false}}]}}
            """#
        let mock = OryMock().answer(body: form).answer(status: 400, body: form)
        let login = try Ory.withMock(mock).selfService(.login)
        _ = try await login.start()
        _ = try await login.submit(FlowAnswers().answering("method", "password").answering("of_tomorrow", "x"))
        let body = try XCTUnwrap(mock.requests().last?.body)
        try TestSupport.expect(body.contains(#""of_tomorrow":"x""#), body)
    }

    /// What a class of the library can leave out can be left out where only its protocol is known.
    func testProtocolsHaveDefaultArguments() async throws {
        func read(_ api: any IdentityApiProtocol) async throws -> String { try await api.getIdentity(id: "i").id }
        func first<Client: OryProtocol>(_ ory: Client) async throws -> Int? {
            try await ory.identity().listIdentitiesPages(pageSize: 1).next()?.items.count
        }
        let identity = #"{"id":"i","schema_id":"person","schema_url":"u","traits":{}}"#
        let ory = try Ory.withMock(OryMock().answer(body: identity).answer(body: "[\(identity)]"))
        try TestSupport.equal(try await read(ory.identity()), "i")
        try TestSupport.equal(try await first(ory), 1)
    }
}
