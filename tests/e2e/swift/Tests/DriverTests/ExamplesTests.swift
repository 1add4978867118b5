import Foundation
import OryHub
import XCTest

/// The program of `examples/swift`, and the code of the documentation.
final class ExamplesTests: XCTestCase {
    func testIdentities() throws {
        // SwiftPM puts the program beside the test bundle.
        let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let program = Process()
        program.executableURL = folder.appendingPathComponent("identities")
        program.arguments = try ["ORY_HUB_KRATOS_PUBLIC", "ORY_HUB_KRATOS_ADMIN"].map(TestSupport.variable)
        let output = Pipe()
        program.standardOutput = output
        try program.run()
        let printed = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        program.waitUntilExit()
        XCTAssertEqual(program.terminationStatus, 0, printed)
        let lines = printed.split(separator: "\n")
        XCTAssertEqual(lines.count, 3, printed)
        XCTAssertTrue(lines[0].hasPrefix("created ") && lines[0].hasSuffix("@example.com"), printed)
        XCTAssertGreaterThan(Int(lines[1].dropFirst("listed ".count)) ?? 0, 0, printed)
        XCTAssertTrue(lines[2].hasPrefix("deleted: getIdentity: 404 "), printed)
    }

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
        var printed = ""
        do { _ = try await failing.identity().getIdentity(id: "missing") }
        catch let OryError.Api(problem) { printed = "\(problem.status ?? 0) \(problem.id ?? "-") \(problem.requestId ?? "-")" }
        try TestSupport.equal(printed, "404 - 0d9c6b1e-fa17-4c3d-9b52-request00001")
    }
}
