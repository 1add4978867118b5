import Foundation
import OryHub
import XCTest

/// Not in the list of cases: models as JSON and back, plain data as JSON.
final class JsonTests: XCTestCase {
    func testEveryModelIsCodableAndWritesItselfAndReadsItselfAgain() async throws {
        let ory = try TestSupport.faulty("unknown-enum")
        let identity = try await ory.identity().getIdentity(id: "any")
        let json = try identity.toJson()
        try TestSupport.expect(json.contains("\"aura\"") && json.contains("\"frozen\""), json)
        try TestSupport.equal(try Identity.fromJson(json), identity)
        let flow = try await ory.frontend().createNativeLoginFlow()
        try TestSupport.equal(try LoginFlow.fromJson(flow.toJson()), flow)

        let session = try await ory.frontend().toSession()
        let stored = try JSONEncoder().encode(session)
        let restored = try JSONDecoder().decode(Session.self, from: stored)
        try TestSupport.equal(restored.id, session.id)
        try TestSupport.equal(restored.authenticationMethods, session.authenticationMethods)
        let list = try PropertyListEncoder().encode(["a": session])
        try TestSupport.equal(try PropertyListDecoder().decode([String: Session].self, from: list)["a"]?.id, session.id)
        try TestSupport.equal(try JSONDecoder().decode([IdentityState].self, from: Data(#"["active","frozen"]"#.utf8)), [.active, .unknown("frozen")])
    }

    func testJsonOfAnotherModelIsADecodeErrorThatShowsNoValue() throws {
        XCTAssertThrowsError(try Identity.fromJson(#"{"id":"swordfish","traits":{}}"#)) { error in
            XCTAssertEqual((error as? OryError)?.problem.kind, .decode)
            XCTAssertTrue("\(error)".contains("Identity: $.schema_id is missing"), "\(error)")
        }
        XCTAssertThrowsError(try CreateIdentityBody(schemaId: "s", traits: Json(text: "{oops")).toJson()) { error in
            XCTAssertEqual((error as? OryError)?.problem.kind, .input)
        }
        XCTAssertThrowsError(try JSONDecoder().decode(Identity.self, from: Data("[]".utf8)))
    }

    func testLiteralsAreTheJsonThatTheyLookLike() throws {
        let json: Json = ["email": "a\"\\\n@b.example", "age": 42, "tags": ["x", true, .null, 1.5], "json": Json(text: #"{"a":1}"#)]
        try TestSupport.equal(json.text, #"{"email":"a\"\\\u000a@b.example","age":42,"tags":["x",true,null,1.5],"json":{"a":1}}"#)
        let patch = JsonPatch(op: .replace, path: "/external_id", value: "123")
        try TestSupport.equal(patch.value?.text, "\"123\"")
        let large = Json(text: "[18446744073709551615,12345678901234567890123,-0.25]")
        let again = try JSONDecoder().decode(Json.self, from: JSONEncoder().encode(large))
        try TestSupport.equal(again.text, large.text)
    }

    func testModelsWithAnIdAreIdentifiable() throws {
        func id<Model: Identifiable>(_ model: Model) -> Model.ID { model.id }
        let text = #"{"id":"i","schema_id":"person","schema_url":"u","traits":{"email":"a@b.example"}}"#
        let identity = try Identity.fromJson(text)
        try TestSupport.equal(id(identity), "i")
        struct Traits: Codable, Equatable {
            let email: String
        }
        try TestSupport.equal(try identity.traits.decode(as: Traits.self), Traits(email: "a@b.example"))
    }

    func testRecordsAreSendableAndHashable() async throws {
        func both<Value: Sendable & Hashable>(_ value: Value) -> Int { Set([value, value]).count }
        let ory = try TestSupport.faulty("good.hashable")
        try TestSupport.equal(both(try await ory.identity().getIdentity(id: "any")), 1)
        try TestSupport.equal(both(try await ory.identity().listIdentitiesPages().next()), 1)
        try TestSupport.equal(both(OryConfig(projectUrl: "https://p.example")) + both(CallOptions(timeoutMs: 1)), 2)
        let outcome = try await ory.selfService(.login).start()
        try TestSupport.equal(both(outcome), 1)
    }
}
