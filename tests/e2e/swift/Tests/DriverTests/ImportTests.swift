import Foundation
import OryHub
import XCTest

/// Imports and changes of identities, on a real Kratos.
final class ImportTests: XCTestCase {
    func testAnImportNamesEachBadRow() async throws {
        let ory = try TestSupport.kratos()
        let emails = (0..<30).map { _ in TestSupport.email("import") }
        let rows = emails.enumerated().map { row, email in
            switch row {
            case 7: "{no json"
            case 11: #"{"schema_id":"person","traits":{"email":"\#(emails[3])"}}"#
            case 13: #"{"schema_id":"person","traits":{}}"#
            case 17: #"{"schema_id":"person","traits":{"email":"\#(email)"},"unknown":1}"#
            default: #"{"schema_id":"person","traits":{"email":"\#(email)"}}"#
            }
        }
        var created: [UInt64] = []
        var failed: [UInt64] = []
        var kept = ""
        for try await event in try ory.identities().importJson(rows: rows, options: ImportOptions(batchSize: 10)) {
            switch event {
            case .created(let row, _): created.append(row)
            case .failed(let row, _): failed.append(row)
            case .progress(let checkpoint, _, _, _): kept = checkpoint
            case .alreadyThere(_, let id): XCTFail(id)
            }
        }
        let bad: [UInt64] = [7, 11, 13, 17]
        XCTAssertEqual(failed, bad)
        XCTAssertEqual(created, (0..<30).filter { !bad.contains($0) })
        for try await event in try ory.identities().importJson(rows: rows, options: ImportOptions(resumeFrom: kept)) {
            XCTFail("\(event)")
        }
    }

    /// On the main actor, as a screen does it: the change may use what the actor has.
    @MainActor
    func testModifyKeepsMetadataAndAPatchTouchesWhatItNames() async throws {
        var changes = 0
        let ory = try TestSupport.kratos()
        let email = TestSupport.email("modify")
        let made = try await TestSupport.create(ory, email: email)
        let admin = try JsonPatchBuilder().add(path: "/metadata_admin", value: Json(text: #"{"a/b":1}"#)).build()
        _ = try await ory.identity().patchIdentity(id: made.id, body: admin)
        _ = try await ory.identities().modify(id: made.id) {
            changes += 1
            $0.traits = Json(text: #"{"email":"\#(email)","newsletter":true}"#)
        }
        XCTAssertEqual(changes, 1)
        let path = try jsonPointer(names: ["metadata_admin", "a/b"])
        let steps = try JsonPatchBuilder().replace(path: path, value: Json(text: "2")).build()
        _ = try await ory.identity().patchIdentity(id: made.id, body: steps)
        let read = try await ory.identity().getIdentity(id: made.id)
        XCTAssertTrue(read.traits.text.contains("newsletter"))
        XCTAssertEqual(read.metadataPublic?.text, #"{"plan":"free"}"#)
        XCTAssertEqual(read.metadataAdmin?.text.filter { !$0.isWhitespace }, #"{"a/b":2}"#)
        let hash = try JsonPatchBuilder().replace(
            path: "/credentials/password/config/hashed_password", value: Json(text: #""x""#)
        ).build()
        let refused = try await TestSupport.failure { try await ory.identity().patchIdentity(id: made.id, body: hash) }
        XCTAssertEqual(refused.problem.kind, .input)
        XCTAssertTrue(refused.problem.message.contains("allowPasswordHash"), refused.problem.message)
        let mock = OryMock().answer(status: 404, body: "{}")
        let allowed = try Ory.withMock(mock).withOptions(CallOptions(allowPasswordHash: true))
        _ = try? await allowed.identity().patchIdentity(id: made.id, body: hash)
        XCTAssertEqual(mock.requests().count, 1)
    }
}
