import Foundation
import OryHub
import XCTest

/// Identities of a real Kratos, by the admin API.
final class IdentityTests: XCTestCase {
    struct Traits: Decodable {
        let email: String
    }

    func testIdentityCreate() async throws {
        try await TestSupport.run("identity-create") {
            let email = TestSupport.email("identity-create")
            let identity = try await TestSupport.create(TestSupport.kratos(), email: email)
            try TestSupport.expect(!identity.id.isEmpty, identity)
            try TestSupport.equal(identity.state, .active)
            try TestSupport.equal(identity.schemaId, "person")
            try TestSupport.equal(try identity.traits.decode(as: Traits.self).email, email)
            try TestSupport.equal(identity.metadataPublic?.text, #"{"plan":"free"}"#)
            let created = try XCTUnwrap(identity.createdAt)
            try TestSupport.expect(created.raw.hasPrefix("20"), created)
            try TestSupport.expect(abs(XCTUnwrap(created.at).timeIntervalSinceNow) < 60, created)
        }
    }

    func testIdentityRead() async throws {
        try await TestSupport.run("identity-read") {
            let ory = try TestSupport.kratos()
            let email = TestSupport.email("identity-read")
            let created = try await TestSupport.create(ory, email: email)
            let read = try await ory.identity().getIdentity(id: created.id, includeCredential: [.password])
            try TestSupport.equal(read.id, created.id)
            try TestSupport.equal(read.traits, created.traits)
            try TestSupport.equal(read.metadataPublic, created.metadataPublic)
            try TestSupport.equal(read.credentials?["password"]?.identifiers, [email])
        }
    }

    func testIdentityListPages() async throws {
        try await TestSupport.run("identity-list-pages") {
            let ory = try TestSupport.kratos()
            var mine: [String] = []
            for _ in 0..<5 {
                mine.append(try await TestSupport.create(ory, email: TestSupport.email("identity-list-pages")).id)
            }
            var sizes: [Int] = []
            var met: [String] = []
            for try await page in ory.identity().listIdentitiesPages(pageSize: 2) {
                sizes.append(page.items.count)
                met += page.items.map { $0.id }
            }
            try TestSupport.expect(sizes.count >= 3 && sizes.allSatisfy { (1...2).contains($0) }, sizes)
            for id in mine {
                try TestSupport.equal(met.filter { $0 == id }.count, 1)
            }
        }
    }

    func testIdentityPatch() async throws {
        try await TestSupport.run("identity-patch") {
            let ory = try TestSupport.kratos()
            let identity = try await TestSupport.create(ory, email: TestSupport.email("identity-patch"))
            let email = TestSupport.email("identity-patched")
            let patch = try [
                JsonPatch(op: .replace, path: "/traits/email", value: Json(encoding: email)),
                JsonPatch(op: .add, path: "/metadata_public/seats", value: Json(text: "9007199254740993")),
            ]
            _ = try await ory.identity().patchIdentity(id: identity.id, body: patch)
            let read = try await ory.identity().getIdentity(id: identity.id)
            try TestSupport.equal(try read.traits.decode(as: Traits.self).email, email)
            struct Metadata: Decodable, Equatable {
                let plan: String
                let seats: Int64
            }
            let metadata = try XCTUnwrap(read.metadataPublic)
            try TestSupport.equal(try metadata.decode(), Metadata(plan: "free", seats: 9_007_199_254_740_993))
            try TestSupport.expect(metadata.text.contains("9007199254740993"), metadata.text)
        }
    }

    func testIdentityDelete() async throws {
        try await TestSupport.run("identity-delete") {
            let ory = try TestSupport.kratos()
            let identity = try await TestSupport.create(ory, email: TestSupport.email("identity-delete"))
            try await ory.identity().deleteIdentity(id: identity.id)
            let problem = try await TestSupport.failure { try await ory.identity().getIdentity(id: identity.id) }.problem
            try TestSupport.equal(problem.kind, .api)
            try TestSupport.equal(problem.status, 404)
        }
    }
}
