import Foundation
import OryHub
import XCTest

/// Not in the list of cases: tests of an app's own code without a network, and what else calls can tell.
final class MockTests: XCTestCase {
    private let identity = #"{"id":"i","schema_id":"person","schema_url":"u","traits":{"email":"a@b.example"}}"#
    private let form = """
        {"id":"f1","type":"api","expires_at":"2030-01-01T00:00:00Z","issued_at":"2029-01-01T00:00:00Z",
        "request_url":"x","state":"choose_method","ui":{"action":"x","method":"POST","messages":[],"nodes":[
        {"type":"input","group":"password","meta":{},"attributes":
        {"node_type":"input","name":"password","type":"password","disabled":false},
        "messages":[{"id":4000005,"type":"error","text":"The password is too short."}]}]}}
        """

    func testAMockAnswersAndRemembers() async throws {
        let mock = OryMock().answer(status: 201, body: identity).fail(kind: .timeout)
        let ory = try Ory.withMock(mock)
        let body = CreateIdentityBody(schemaId: "person", traits: ["email": "a@b.example"])
        let created = try await ory.identity().createIdentity(body: body)
        try TestSupport.equal(created.id, "i")
        let late = try await TestSupport.failure { try await ory.identity().createIdentity(body: body) }
        try TestSupport.equal(late.problem.kind, .timeout)
        let none = try await TestSupport.failure { try await ory.identity().getIdentity(id: "none left") }
        try TestSupport.equal(none.problem.kind, .transport)
        let sent = try XCTUnwrap(mock.requests().first)
        try TestSupport.equal(sent.method, "POST")
        try TestSupport.expect(sent.url.hasSuffix("/admin/identities"), sent.url)
        try TestSupport.equal(sent.headers["authorization"]?.expose(), "Bearer ory_pat_mock")
        try TestSupport.expect(!"\(sent)".contains("ory_pat_mock"), sent)
    }

    func testTheFormOfA400IsTyped() async throws {
        let mock = OryMock().answer(status: 400, body: form).answer(status: 400, body: #"{"error":{"code":400,"message":"m"}}"#)
        let ory = try Ory.withMock(mock)
        let problem = try await TestSupport.failure { try await ory.frontend().getLoginFlow(id: "f1") }.problem
        let flow = try XCTUnwrap(problem.loginFlow())
        try TestSupport.equal(flow.id, "f1")
        try TestSupport.equal(flow.ui.fieldMessages()["password"]?.map(\.text), ["The password is too short."])
        try TestSupport.expect(problem.registrationFlow() == nil, problem)
        let other = try await TestSupport.failure { try await ory.frontend().getLoginFlow(id: "f1") }.problem
        try TestSupport.expect(other.loginFlow() == nil, other)
    }

    func testStatusAndHeadersStandBesideTheValue() async throws {
        let mock = OryMock().answer(
            body: identity, headers: ["X-Request-ID": "r1", "Ory-Session-Cache-For": "60"], setCookie: ["a=1; Path=/", "b=2"])
        let ory = try Ory.withMock(mock)
        let answer = try await ory.withResponse { try await $0.identity().getIdentity(id: "i") }
        try TestSupport.equal(answer.value.id, "i")
        try TestSupport.equal(answer.status, 200)
        try TestSupport.equal(answer.headers["ory-session-cache-for"], "60")
        try TestSupport.equal(answer.setCookie, ["a=1; Path=/", "b=2"])
        try TestSupport.expect(!"\(answer)".contains("a=1"), answer)
        let nothing = try await TestSupport.failure { try await ory.withResponse { _ in 1 } }
        try TestSupport.equal(nothing.problem.kind, .input)
    }

    func testOptionsOfSomeCalls() async throws {
        let mock = OryMock().answer(body: identity).answer(body: identity)
        let config = OryConfig(kratosAdminUrl: "http://127.0.0.1:4434", headers: ["X-Key": "the-key"])
        let ory = try Ory.withMock(mock, config: config)
        let tenant = ory.withOptions(CallOptions(timeoutMs: 500, headers: ["X-Tenant": "a"]))
        _ = try await tenant.identity().getIdentity(id: "i")
        _ = try await ory.identity().getIdentity(id: "i")
        try TestSupport.equal(mock.requests().map { $0.headers["x-tenant"]?.expose() }, ["a", nil])
        try TestSupport.equal(mock.requests().map { $0.headers["x-key"]?.expose() }, ["the-key", "the-key"])
        let wrong = ory.withOptions(CallOptions(headers: ["Authorization": "x"]))
        let refused = try await TestSupport.failure { try await wrong.identity().getIdentity(id: "i") }
        try TestSupport.equal(refused.problem.kind, .input)
        try TestSupport.expect(!"\(config)\(CallOptions(headers: ["X-Key": "the-key"]))".contains("the-key"), config)
    }

    final class Observer: OryObserver, @unchecked Sendable {
        private let lock = NSLock()
        private var events: [OryEvent] = []

        func observe(event: OryEvent) {
            lock.lock()
            defer { lock.unlock() }
            events.append(event)
        }

        func seen() -> [OryEvent] {
            lock.lock()
            defer { lock.unlock() }
            return events
        }
    }

    func testAnObserverSeesEveryAttemptAndNoSecret() async throws {
        let observer = Observer()
        let mock = OryMock().answer(status: 503).answer(body: identity, headers: ["X-Request-ID": "r2"])
        let config = OryConfig(kratosAdminUrl: "http://127.0.0.1:4434", bearer: Secret("the-token"))
        let ory = try Ory.withMock(mock, config: config).withObserver(observer)
        _ = try await ory.identity().getIdentity(id: "i")
        let seen = observer.seen()
        let lines = seen.map { "\($0.operation) \($0.method) \($0.status ?? 0) \($0.attempt)" }
        try TestSupport.equal(lines, ["getIdentity GET 503 1", "getIdentity GET 200 2"])
        try TestSupport.equal(seen.map(\.errorKind), [.api, nil])
        try TestSupport.equal(seen.last?.requestId, "r2")
        try TestSupport.expect(!"\(seen)".contains("the-token"), seen)

        let url = try "\(TestSupport.variable("ORY_HUB_FAULTS"))/good.observed"
        let observed = try Ory(config: OryConfig(kratosPublicUrl: url, sessionToken: "ory_st_x"), observer: observer)
        _ = try await observed.frontend().toSession()
        try TestSupport.equal(observer.seen().last?.operation, "toSession")
    }

    /// No class of the library is needed for a fake: its protocols name each other.
    struct FakeVersions: MetadataApiProtocol {
        func getVersion() async throws -> Version { try Version.fromJson(#"{"version":"fake"}"#) }
        func isAlive() async throws -> HealthStatus { throw CancellationError() }
        func isReady() async throws -> IsReady200Response { throw CancellationError() }
    }

    func testProtocolsCanBeFaked() async throws {
        func version(of api: any MetadataApiProtocol) async throws -> String { try await api.getVersion().version }
        func read<Client: OryProtocol>(_ ory: Client) async throws -> String { try await version(of: ory.metadata()) }
        let fake = try await version(of: FakeVersions())
        try TestSupport.equal(fake, "fake")
        let ory = try Ory.withMock(OryMock().answer(body: #"{"version":"v1.3.1"}"#))
        let real = try await read(ory)
        try TestSupport.equal(real, "v1.3.1")
    }
}
