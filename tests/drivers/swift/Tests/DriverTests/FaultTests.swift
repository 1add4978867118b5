import Foundation
import OryHub
import XCTest

/// Servers that misbehave.
final class FaultTests: XCTestCase {
    func testFaultUnknownEnum() async throws {
        try await Stand.run("fault-unknown-enum") {
            let ory = try Stand.faulty("unknown-enum")
            let session = try await ory.frontend().toSession()
            try Stand.equal(session.authenticatorAssuranceLevel, .unknown("aal9"))
            try Stand.equal(session.authenticationMethods?.first?.method, .unknown("telepathy"))
            try Stand.equal(session.authenticationMethods?.first?.method?.text, "telepathy")

            let identity = try await ory.identity().getIdentity(id: "any")
            try Stand.equal(identity.state, .unknown("frozen"))
            try Stand.expect(identity.credentials?["retina"] != nil, identity)
            try Stand.expect(identity.extra["aura"] != nil, identity.extra)

            let nodes = try await ory.frontend().createNativeLoginFlow().ui.nodes
            var inputs: [String] = []
            var unknown: [UnknownArm] = []
            for node in nodes {
                if case let .input(input) = node.attributes { inputs.append(input.name) }
                if case let .unknown(arm) = node.attributes { unknown.append(arm) }
            }
            try Stand.expect(inputs.contains("identifier"), inputs)
            try Stand.equal(unknown.map { $0.tag }, ["hologram"])
            try Stand.expect(unknown.first?.json.text.contains("\"hologram\"") == true, unknown)
        }
    }

    func testFaultHtml502() async throws {
        try await Stand.run("fault-html-502") {
            let before = try await Stand.count("html-502")["count"] ?? 0
            let ory = try Stand.faulty("html-502") { $0.maxRetries = 0 }
            let problem = try await Stand.failure { try await ory.frontend().toSession() }.problem
            try Stand.equal(problem.kind, .api)
            try Stand.equal(problem.operation, "toSession")
            try Stand.equal(problem.status, 502)
            try Stand.expect(problem.body?.contains("<html>") == true, problem.body ?? "-")
            try Stand.expect(!problem.message.contains("<"), problem.message)
            try Stand.equal(try await Stand.count("html-502")["count"], before + 1)
        }
    }

    func testFaultTruncated() async throws {
        try await Stand.run("fault-truncated") {
            let half = try Stand.faulty("truncated")
            let problem = try await Stand.failure { try await half.frontend().toSession() }.problem
            try Stand.equal(problem.kind, .decode)
            try Stand.equal(problem.status, 200)
            try Stand.expect(problem.body?.hasPrefix("{") == true, problem.body ?? "-")
            let cut = try Stand.faulty("cut") { $0.maxRetries = 0 }
            try Stand.equal(try await Stand.failure { try await cut.frontend().toSession() }.problem.kind, .transport)
        }
    }

    func testFaultRateLimit() async throws {
        try await Stand.run("fault-rate-limit") {
            let before = try await Stand.count("rate-limit")["count"] ?? 0
            let since = Date()
            let ory = try Stand.faulty("rate-limit")
            let problem = try await Stand.failure { try await ory.frontend().toSession() }.problem
            try Stand.expect(Date().timeIntervalSince(since) < 2, "it took too long")
            try Stand.equal(problem.kind, .api)
            try Stand.equal(problem.status, 429)
            try Stand.equal(problem.retryAfter, 7)
            try Stand.equal(try await Stand.count("rate-limit")["count"], before + 1)

            let once = try await Stand.count("rate-limit-once")["count"] ?? 0
            let session = try await Stand.faulty("rate-limit-once").frontend().toSession()
            try Stand.equal(session.active, true)
            try Stand.equal(try await Stand.count("rate-limit-once")["count"], once + 2)
        }
    }

    func testFaultRedirect() async throws {
        try await Stand.run("fault-redirect") {
            let ory = try Stand.faulty("redirect")
            let problem = try await Stand.failure { try await ory.frontend().toSession() }.problem
            try Stand.equal(problem.kind, .redirect)
            try Stand.equal(problem.status, 302)
            let seen = try await Stand.read("\(Stand.variable("ORY_HUB_FAULTS"))/redirect/_seen")
            try Stand.expect(String(decoding: seen, as: UTF8.self).contains("x-session-token"), "no credential was seen")
            let trapped = try await Stand.read("\(Stand.variable("ORY_HUB_FAULTS_OTHER"))/_trapped")
            try Stand.equal(String(decoding: trapped, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines), "[]")
        }
    }

    func testFaultErrorFacts() async throws {
        try await Stand.run("fault-error-facts") {
            let ory = try Stand.faulty("error-herodot")
            let problem = try await Stand.failure { try await ory.identity().getIdentity(id: "any") }.problem
            try Stand.equal(problem.kind, .api)
            try Stand.equal(problem.operation, "getIdentity")
            try Stand.equal(problem.status, 404)
            try Stand.equal(problem.code, "404")
            try Stand.equal(problem.message, "Unable to locate the resource")
            try Stand.equal(problem.reason, "No identity has this id.")
            try Stand.equal(problem.requestId, "0d9c6b1e-fa17-4c3d-9b52-request00001")
            struct Details: Decodable, Equatable {
                let attempts: Int
                let asked: String
            }
            try Stand.equal(try XCTUnwrap(problem.details).decode(), Details(attempts: 1, asked: "identity"))
            try Stand.expect(problem.body?.contains("\"error\"") == true, problem.body ?? "-")
            try Stand.expect(problem.id == nil && problem.retryAfter == nil, problem)
        }
    }
}
