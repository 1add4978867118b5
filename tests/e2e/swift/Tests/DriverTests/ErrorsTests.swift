import Foundation
import OryHub
import XCTest

/// Errors of a real Kratos.
final class ErrorsTests: XCTestCase {
    func testErrorConflict() async throws {
        try await TestSupport.run("error-conflict") {
            let ory = try TestSupport.kratos()
            let email = TestSupport.email("error-conflict")
            _ = try await TestSupport.create(ory, email: email)
            let problem = try await TestSupport.failure { try await TestSupport.create(ory, email: email) }.problem
            try TestSupport.equal(problem.kind, .api)
            try TestSupport.equal(problem.operation, "createIdentity")
            try TestSupport.equal(problem.status, 409)
            try TestSupport.equal(problem.code, "409")
            struct Body: Decodable {
                struct Inner: Decodable {
                    let message: String
                    let reason: String
                }
                let error: Inner
            }
            let body = try JSONDecoder().decode(Body.self, from: Data(XCTUnwrap(problem.body).utf8)).error
            try TestSupport.equal(problem.message, body.message)
            try TestSupport.equal(problem.reason, body.reason)
            let found = try await ory.identity().listIdentities(credentialsIdentifier: email)
            try TestSupport.equal(found.count, 1)
        }
    }

    func testErrorMissing() async throws {
        try await TestSupport.run("error-missing") {
            let id = UUID().uuidString.lowercased()
            do {
                _ = try await TestSupport.kratos().identity().getIdentity(id: id)
                try TestSupport.expect(false, "there is no error")
            } catch let OryError.Api(problem) {
                try TestSupport.equal(problem.kind, .api)
                try TestSupport.equal(problem.operation, "getIdentity")
                try TestSupport.equal(problem.status, 404)
                try TestSupport.equal(problem.code, "404")
                try TestSupport.expect(!problem.message.isEmpty, problem)
                try TestSupport.expect(problem.id == nil && problem.reason == nil, problem)
                try TestSupport.expect(problem.retryAfter == nil && problem.details == nil, problem)
                try TestSupport.expect(problem.body?.hasPrefix("{\"error\"") == true, problem.body ?? "-")
                let printed = "\(OryError.Api(problem: problem))"
                try TestSupport.expect(printed.contains("getIdentity") && printed.contains("404"), printed)
                try TestSupport.expect(!printed.contains("\n"), printed)
            }
        }
    }
}
