import Foundation
import OryHub
import XCTest

/// What a client guarantees its caller: cancellation, time-outs, redaction.
final class ClientGuaranteesTests: XCTestCase {
    func testCancel() async throws {
        try await TestSupport.run("cancel") {
            let ory = try TestSupport.faulty("slow.cancel")
            let call = Task { try await ory.frontend().toSession() }
            try await TestSupport.await("slow.cancel", "the request did not come") { $0["open"] == 1 }
            let since = Date()
            call.cancel()
            switch await call.result {
            case .success: throw TestSupport.Fault(description: "a session came")
            case let .failure(error): try TestSupport.expect(error is CancellationError, error)
            }
            try TestSupport.expect(Date().timeIntervalSince(since) < 1, "it took too long")
            try await TestSupport.await("slow.cancel", "the connection was not closed") {
                $0["open"] == 0 && $0["abandoned"] == 1
            }
        }
    }

    func testTimeout() async throws {
        try await TestSupport.run("timeout") {
            for fault in ["slow.timeout", "slow-body.timeout"] {
                let ory = try TestSupport.faulty(fault) {
                    $0.timeoutMs = 400
                    $0.maxRetries = 0
                }
                let since = Date()
                let problem = try await TestSupport.failure { try await ory.frontend().toSession() }.problem
                try TestSupport.equal(problem.kind, .timeout)
                try TestSupport.expect(Date().timeIntervalSince(since) < 3, "it took too long")
                try await TestSupport.await(fault, "the connection was not closed") {
                    $0["open"] == 0 && $0["abandoned"] == 1
                }
            }
        }
    }

    func testSecretHidden() async throws {
        try await TestSupport.run("secret-hidden") {
            let hidden = "ory_st_the-hidden-text"
            let secret = Secret(hidden)
            try TestSupport.equal("\(secret)", "[redacted]")
            try TestSupport.equal(secret.expose(), hidden)
            try TestSupport.equal(secret, Secret(hidden))
            let body = UpdateLoginFlowBody.password(
                UpdateLoginFlowWithPasswordMethod(identifier: "a", password: secret))
            let config = OryConfig(projectUrl: "https://p.example", projectKey: Secret(hidden), sessionToken: secret)
            let faulty = try TestSupport.faulty("error-herodot", token: secret)
            let error = try await TestSupport.failure { try await faulty.frontend().toSession() }
            for value in [secret, body, [body], config, error, error.problem] as [Any] {
                var dumped = ""
                dump(value, to: &dumped)
                let children = Mirror(reflecting: value).children.map { "\($0)" }
                let printed = [
                    "\(value)", String(describing: value), String(reflecting: value), dumped,
                    "\(Optional.some(value) as Any)", children.joined(),
                ]
                for text in printed {
                    try TestSupport.expect(!text.contains(hidden), text)
                }
            }
            try TestSupport.expect("\(config)".contains("[redacted]") && "\(body)".contains("[redacted]"), config)
            try TestSupport.expect(!error.localizedDescription.contains(hidden), error.localizedDescription)
        }
    }

    /// Not in the list of cases: the parts that are written in Swift.
    func testInvalidJsonIsRefusedBeforeItIsSent() async throws {
        let ory = try TestSupport.faulty("good.json")
        let patch = [JsonPatch(op: .replace, path: "/traits", value: Json(text: "{not json"))]
        let error = try await TestSupport.failure { try await ory.identity().patchIdentity(id: "any", body: patch) }
        try TestSupport.equal(error.problem.kind, .input)
        try TestSupport.expect(error.problem.message.contains("JSON"), error)
        try TestSupport.equal(try await TestSupport.count("good.json")["count"], 0)
    }

    func testACallInACancelledTaskSendsNothing() async throws {
        let ory = try TestSupport.faulty("good.cancelled")
        let call = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await ory.frontend().toSession()
        }
        let result = await call.result
        XCTAssertThrowsError(try result.get()) { XCTAssertTrue($0 is CancellationError, "\($0)") }
        try TestSupport.equal(try await TestSupport.count("good.cancelled")["count"], 0)
    }

    func testManyCallsThatAreCancelledAtAnyMoment() async throws {
        let ory = try TestSupport.faulty("good.many")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for delay in 0..<200 {
                group.addTask {
                    let call = Task { try await ory.frontend().toSession() }
                    try await Task.sleep(nanoseconds: UInt64(delay) * 50_000)
                    call.cancel()
                    switch await call.result {
                    case let .success(session): try TestSupport.equal(session.active, true)
                    case let .failure(error): try TestSupport.expect(error is CancellationError, error)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    func testValuesOfEnumsAreTexts() throws {
        try TestSupport.equal(IdentityState("active"), .active)
        try TestSupport.equal(IdentityState("frozen"), .unknown("frozen"))
        try TestSupport.equal(IdentityState.inactive.text, "inactive")
    }
}
