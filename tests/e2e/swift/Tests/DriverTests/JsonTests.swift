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

    func testANumberThatWouldChangeIsRefused() throws {
        for text in ["0.1", "-0.25", "1e300", "12345678901234567890123456789012345678", "1.7976931348623157e308", "[1e2,{\"a\":-0}]"] {
            let json = Json(text: text)
            let written = try JSONEncoder().encode(["a": json])
            let tree = try XCTUnwrap(String(data: written, encoding: .utf8)).dropFirst(5).dropLast()
            try TestSupport.equal(Json(text: String(tree)), json)
        }
        for text in ["1e400", "1e-400", "123456789012345678901234567890123456789012345", "[0.12345678901234567890123456789012345678901]", "{oops"] {
            XCTAssertThrowsError(try JSONEncoder().encode(["a": Json(text: text)])) { XCTAssertTrue($0 is EncodingError, "\($0)") }
        }
        for text in ["1e400", "123456789012345678901234567890123456789012345", "[0.12345678901234567890123456789012345678901]"] {
            XCTAssertThrowsError(try JSONDecoder().decode(Json.self, from: Data(text.utf8))) {
                XCTAssertTrue($0 is DecodingError, "\($0)")
            }
        }
    }

    func testJsonIsComparedByValue() throws {
        let same = [
            (#"{"a":1,"b":[true,null]}"#, "{ \"b\" : [true, null],\n\"a\": 1.0e0 }"),
            ("100", "1e2"), ("0.5", "5e-1"), ("-0", "0.00"), (#""é\ud83d\ude00""#, #""\u00e9😀""#),
            ("9007199254740993", "9007199254740993.0"), ("{oops", "{oops"),
        ]
        for (one, other) in same {
            XCTAssertEqual(Json(text: one), Json(text: other), "\(one) \(other)")
            XCTAssertEqual(Json(text: one).hashValue, Json(text: other).hashValue, "\(one) \(other)")
        }
        let different = [
            ("1", "\"1\""), ("9007199254740993", "9007199254740992"), ("[1,2]", "[2,1]"), ("null", "false"), ("{oops", "{"),
            ("01", "1"), ("[1,]", "[1]"), ("1.", "1"), ("\"\n\"", #""\n""#),
        ]
        for (one, other) in different {
            XCTAssertNotEqual(Json(text: one), Json(text: other), "\(one) \(other)")
        }
    }

    func testATimeThatIsMadeByHandHasItsInstant() throws {
        let times: [(String, Double)] = [
            ("2026-01-31T12:00:00.5+02:00", 1_769_853_600.5), ("0001-01-01T00:00:00Z", -62_135_596_800),
            ("2016-12-31T23:59:60Z", 1_483_228_800), ("1970-01-01 00:00:00.1234567891-00:30", 1_800.123456789),
        ]
        for (raw, seconds) in times {
            XCTAssertEqual(Timestamp(raw: raw).at?.timeIntervalSince1970 ?? 0, seconds, accuracy: 0.000001, raw)
        }
        for raw in ["", "yesterday", "2023-02-29T00:00:00Z", "2023-01-01T24:00:00Z", "2023-01-01T00:00:00", "2023-01-01T00:00:00.Z"] {
            XCTAssertNil(Timestamp(raw: raw).at, raw)
        }
        let text = #"{"id":"i","schema_id":"s","schema_url":"u","traits":{},"created_at":"2026-01-31T12:00:00.5Z"}"#
        XCTAssertEqual(try Identity.fromJson(text).createdAt, Timestamp(raw: "2026-01-31T12:00:00.5Z"))
    }

    func testAKnownFieldIsNotWrittenTwice() throws {
        let text = #"{"id":"i","schema_id":"person","schema_url":"u","traits":{}}"#
        var identity = try Identity.fromJson(text)
        identity.extra["id"] = "2"
        try TestSupport.equal(try identity.toJson(), text)
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
