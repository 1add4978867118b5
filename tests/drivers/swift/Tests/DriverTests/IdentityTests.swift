import Foundation
import OryHub
import XCTest

/// Identities of a real Kratos, by the admin API.
final class IdentityTests: XCTestCase {
    struct Traits: Decodable {
        let email: String
    }

    func testIdentityCreate() async throws {
        try await Stand.run("identity-create") {
            let email = Stand.email("identity-create")
            let identity = try await Stand.create(Stand.kratos(), email: email)
            try Stand.expect(!identity.id.isEmpty, identity)
            try Stand.equal(identity.state, .active)
            try Stand.equal(identity.schemaId, "person")
            try Stand.equal(try identity.traits.decode(as: Traits.self).email, email)
            try Stand.equal(identity.metadataPublic?.text, #"{"plan":"free"}"#)
            let created = try XCTUnwrap(identity.createdAt)
            try Stand.expect(created.raw.hasPrefix("20"), created)
            try Stand.expect(abs(XCTUnwrap(created.at).timeIntervalSinceNow) < 60, created)
        }
    }

    func testIdentityRead() async throws {
        try await Stand.run("identity-read") {
            let ory = try Stand.kratos()
            let email = Stand.email("identity-read")
            let created = try await Stand.create(ory, email: email)
            let read = try await ory.identity().getIdentity(id: created.id, includeCredential: [.password])
            try Stand.equal(read.id, created.id)
            try Stand.equal(read.traits, created.traits)
            try Stand.equal(read.metadataPublic, created.metadataPublic)
            try Stand.equal(read.credentials?["password"]?.identifiers, [email])
        }
    }

    func testIdentityListPages() async throws {
        try await Stand.run("identity-list-pages") {
            let ory = try Stand.kratos()
            var mine: [String] = []
            for _ in 0..<5 {
                mine.append(try await Stand.create(ory, email: Stand.email("identity-list-pages")).id)
            }
            var sizes: [Int] = []
            var met: [String] = []
            for try await page in ory.identity().listIdentitiesPages(pageSize: 2) {
                sizes.append(page.items.count)
                met += page.items.map { $0.id }
            }
            try Stand.expect(sizes.count >= 3 && sizes.allSatisfy { (1...2).contains($0) }, sizes)
            for id in mine {
                try Stand.equal(met.filter { $0 == id }.count, 1)
            }
        }
    }

    func testIdentityPatch() async throws {
        try await Stand.run("identity-patch") {
            let ory = try Stand.kratos()
            let identity = try await Stand.create(ory, email: Stand.email("identity-patch"))
            let email = Stand.email("identity-patched")
            let patch = try [
                JsonPatch(op: .replace, path: "/traits/email", value: Json(encoding: email)),
                JsonPatch(op: .add, path: "/metadata_public/seats", value: "9007199254740993"),
            ]
            _ = try await ory.identity().patchIdentity(id: identity.id, body: patch)
            let read = try await ory.identity().getIdentity(id: identity.id)
            try Stand.equal(try read.traits.decode(as: Traits.self).email, email)
            struct Metadata: Decodable, Equatable {
                let plan: String
                let seats: Int64
            }
            let metadata = try XCTUnwrap(read.metadataPublic)
            try Stand.equal(try metadata.decode(), Metadata(plan: "free", seats: 9_007_199_254_740_993))
            try Stand.expect(metadata.text.contains("9007199254740993"), metadata.text)
        }
    }

    func testIdentityDelete() async throws {
        try await Stand.run("identity-delete") {
            let ory = try Stand.kratos()
            let identity = try await Stand.create(ory, email: Stand.email("identity-delete"))
            try await ory.identity().deleteIdentity(id: identity.id)
            let problem = try await Stand.failure { try await ory.identity().getIdentity(id: identity.id) }.problem
            try Stand.equal(problem.kind, .api)
            try Stand.equal(problem.status, 404)
        }
    }

    func testErrorConflict() async throws {
        try await Stand.run("error-conflict") {
            let ory = try Stand.kratos()
            let email = Stand.email("error-conflict")
            _ = try await Stand.create(ory, email: email)
            let problem = try await Stand.failure { try await Stand.create(ory, email: email) }.problem
            try Stand.equal(problem.kind, .api)
            try Stand.equal(problem.operation, "createIdentity")
            try Stand.equal(problem.status, 409)
            try Stand.equal(problem.code, "409")
            struct Body: Decodable {
                struct Inner: Decodable {
                    let message: String
                    let reason: String
                }
                let error: Inner
            }
            let body = try JSONDecoder().decode(Body.self, from: Data(XCTUnwrap(problem.body).utf8)).error
            try Stand.equal(problem.message, body.message)
            try Stand.equal(problem.reason, body.reason)
            let found = try await ory.identity().listIdentities(credentialsIdentifier: email)
            try Stand.equal(found.count, 1)
        }
    }

    func testErrorMissing() async throws {
        try await Stand.run("error-missing") {
            let id = UUID().uuidString.lowercased()
            do {
                _ = try await Stand.kratos().identity().getIdentity(id: id)
                try Stand.expect(false, "there is no error")
            } catch let OryError.Api(problem) {
                try Stand.equal(problem.kind, .api)
                try Stand.equal(problem.operation, "getIdentity")
                try Stand.equal(problem.status, 404)
                try Stand.equal(problem.code, "404")
                try Stand.expect(!problem.message.isEmpty, problem)
                try Stand.expect(problem.id == nil && problem.reason == nil, problem)
                try Stand.expect(problem.retryAfter == nil && problem.details == nil, problem)
                try Stand.expect(problem.body?.hasPrefix("{\"error\"") == true, problem.body ?? "-")
                let printed = "\(OryError.Api(problem: problem))"
                try Stand.expect(printed.contains("getIdentity") && printed.contains("404"), printed)
                try Stand.expect(!printed.contains("\n"), printed)
            }
        }
    }
}
