import Foundation
import OryHub
import XCTest

/// Servers that answer wrongly.
final class FaultsTests: XCTestCase {
    func testFaultUnknownEnum() async throws {
        try await TestSupport.run("fault-unknown-enum") {
            let ory = try TestSupport.faulty("unknown-enum")
            let session = try await ory.frontend().toSession()
            try TestSupport.equal(session.authenticatorAssuranceLevel, .unknown("aal9"))
            try TestSupport.equal(session.authenticationMethods?.first?.method, .unknown("telepathy"))
            try TestSupport.equal(session.authenticationMethods?.first?.method?.text, "telepathy")

            let identity = try await ory.identity().getIdentity(id: "any")
            try TestSupport.equal(identity.state, .unknown("frozen"))
            try TestSupport.expect(identity.credentials?["retina"] != nil, identity)
            try TestSupport.expect(identity.extra["aura"] != nil, identity.extra)

            let nodes = try await ory.frontend().createNativeLoginFlow().ui.nodes
            var inputs: [String] = []
            var unknown: [UnknownArm] = []
            for node in nodes {
                if case let .input(input) = node.attributes { inputs.append(input.name) }
                if case let .unknown(arm) = node.attributes { unknown.append(arm) }
            }
            try TestSupport.expect(inputs.contains("identifier"), inputs)
            try TestSupport.equal(unknown.map { $0.tag }, ["hologram"])
            try TestSupport.expect(unknown.first?.json.text.contains("\"hologram\"") == true, unknown)
        }
    }

    func testFaultHtml502() async throws {
        try await TestSupport.run("fault-html-502") {
            let before = try await TestSupport.count("html-502")["count"] ?? 0
            let ory = try TestSupport.faulty("html-502") { $0.maxRetries = 0 }
            let problem = try await TestSupport.failure { try await ory.frontend().toSession() }.problem
            try TestSupport.equal(problem.kind, .api)
            try TestSupport.equal(problem.operation, "toSession")
            try TestSupport.equal(problem.status, 502)
            try TestSupport.expect(problem.body?.contains("<html>") == true, problem.body ?? "-")
            try TestSupport.expect(!problem.message.contains("<"), problem.message)
            try TestSupport.equal(try await TestSupport.count("html-502")["count"], before + 1)
        }
    }

    func testFaultTruncated() async throws {
        try await TestSupport.run("fault-truncated") {
            let half = try TestSupport.faulty("truncated")
            let problem = try await TestSupport.failure { try await half.frontend().toSession() }.problem
            try TestSupport.equal(problem.kind, .decode)
            try TestSupport.equal(problem.status, 200)
            try TestSupport.expect(problem.body?.hasPrefix("{") == true, problem.body ?? "-")
            let cut = try TestSupport.faulty("cut") { $0.maxRetries = 0 }
            let lost = try await TestSupport.failure { try await cut.frontend().toSession() }.problem
            try TestSupport.equal(lost.kind, .transport)
            try TestSupport.equal(lost.connected, true)
        }
    }

    func testFaultRateLimit() async throws {
        try await TestSupport.run("fault-rate-limit") {
            let before = try await TestSupport.count("rate-limit")["count"] ?? 0
            let since = Date()
            let ory = try TestSupport.faulty("rate-limit")
            let problem = try await TestSupport.failure { try await ory.frontend().toSession() }.problem
            try TestSupport.expect(Date().timeIntervalSince(since) < 2, "it took too long")
            try TestSupport.equal(problem.kind, .api)
            try TestSupport.equal(problem.status, 429)
            try TestSupport.equal(problem.retryAfter, 7)
            try TestSupport.equal(try await TestSupport.count("rate-limit")["count"], before + 1)

            let once = try await TestSupport.count("rate-limit-once")["count"] ?? 0
            let session = try await TestSupport.faulty("rate-limit-once").frontend().toSession()
            try TestSupport.equal(session.active, true)
            try TestSupport.equal(try await TestSupport.count("rate-limit-once")["count"], once + 2)
        }
    }

    func testFaultRedirect() async throws {
        try await TestSupport.run("fault-redirect") {
            let ory = try TestSupport.faulty("redirect")
            let problem = try await TestSupport.failure { try await ory.frontend().toSession() }.problem
            try TestSupport.equal(problem.kind, .redirect)
            try TestSupport.equal(problem.status, 302)
            let seen = try await TestSupport.read("\(TestSupport.variable("ORY_HUB_FAULTS"))/redirect/_seen")
            try TestSupport.expect(String(decoding: seen, as: UTF8.self).contains("x-session-token"), "no credential was seen")
            let trapped = try await TestSupport.read("\(TestSupport.variable("ORY_HUB_FAULTS_OTHER"))/_trapped")
            try TestSupport.equal(String(decoding: trapped, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines), "[]")
        }
    }

    func testFaultErrorFacts() async throws {
        try await TestSupport.run("fault-error-facts") {
            let ory = try TestSupport.faulty("error-herodot")
            let problem = try await TestSupport.failure { try await ory.identity().getIdentity(id: "any") }.problem
            try TestSupport.equal(problem.kind, .api)
            try TestSupport.equal(problem.operation, "getIdentity")
            try TestSupport.equal(problem.status, 404)
            try TestSupport.equal(problem.code, "404")
            try TestSupport.equal(problem.message, "Unable to locate the resource")
            try TestSupport.equal(problem.reason, "No identity has this id.")
            try TestSupport.equal(problem.requestId, "0d9c6b1e-fa17-4c3d-9b52-request00001")
            struct Details: Decodable, Equatable {
                let attempts: Int
                let asked: String
            }
            try TestSupport.equal(try XCTUnwrap(problem.details).decode(), Details(attempts: 1, asked: "identity"))
            try TestSupport.expect(problem.body?.contains("\"error\"") == true, problem.body ?? "-")
            try TestSupport.expect(problem.id == nil && problem.retryAfter == nil, problem)
        }
    }
}
