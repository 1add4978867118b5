import Foundation
import OryHub
import XCTest

/// The program of the documentation.
final class ExamplesTests: XCTestCase {
    func testTheExampleOfTheDocumentationRuns() async throws {
        let faults = try TestSupport.variable("ORY_HUB_FAULTS")
        let ory = try Ory(
            config: OryConfig(projectUrl: "\(faults)/good.example", projectKey: Secret("ory_pat_example")))
        let identity = try await ory.identity().getIdentity(id: "any")
        struct Traits: Decodable {
            let email: String
        }
        let traits = try identity.traits.decode(as: Traits.self)
        try TestSupport.equal(traits.email, "ada@faults.example")
        var ids: Set<String> = []
        for try await page in ory.identity().listIdentitiesPages(pageSize: 250) { page.items.forEach { ids.insert($0.id) } }
        try TestSupport.equal(ids, [identity.id])

        let failing = try Ory(
            config: OryConfig(projectUrl: "\(faults)/error-herodot.example", projectKey: Secret("ory_pat_example")))
        var told = ""
        do { _ = try await failing.identity().getIdentity(id: "missing") }
        catch let OryError.Api(problem) { told = "\(problem.status ?? 0) \(problem.id ?? "-") \(problem.requestId ?? "-")" }
        try TestSupport.equal(told, "404 - 0d9c6b1e-fa17-4c3d-9b52-request00001")
    }
}
