import Foundation
import OryHub
import XCTest

/// Not in the list of cases: what is redacted in printed values.
final class RedactionTests: XCTestCase {
    private let hidden = "the-hidden-text"
    private var json: Json { Json(text: "{\"secret\":\"\(hidden)\"}") }

    /// All ways in which Swift prints a value.
    private func printed(_ value: Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        return [
            "\(value)", String(describing: value), String(reflecting: value), dumped, "\([value])",
            "\(Optional.some(value) as Any)",
            Mirror(reflecting: value).children.map { "\($0)" }.joined(),
        ]
    }

    func testValuesThatHoldSecretsAreNotPrinted() {
        let text = UiText(id: 1, text: hidden, type: .info, context: json)
        let input = UiNodeInputAttributes(name: "csrf_token", type: .hidden, disabled: false, value: json)
        let passkey = UpdateLoginFlowWithPasskeyMethod(passkeyLogin: hidden, csrfToken: hidden)
        let records: [Any] = [
            IdentityCredentials(config: json),
            LogoutFlow(logoutToken: Secret(hidden), logoutUrl: "https://h.example/?token=\(hidden)"),
            UiNodeTextAttributes(id: "totp_secret_key", text: text),
            UiNodeImageAttributes(id: "totp_qr", src: "data:\(hidden)", width: 1, height: 1),
            input,
            UpdateLoginFlowBody.passkey(passkey),
            UiNodeAttributes.unknown(UnknownArm(tag: "of-tomorrow", json: json)),
            UiNode(type: .input, group: .default, attributes: .input(input), messages: [], meta: UiNodeMeta()),
        ]
        for record in records {
            for text in printed(record) {
                XCTAssertFalse(text.contains(hidden), text)
            }
            XCTAssertTrue("\(record)".contains("[redacted]"), "\(record)")
        }
        XCTAssertEqual(input.value, json)
    }

    func testAddressesArePrintedWithoutWhatMayBeACode() {
        let url = "https://u:pass@h.example/x?code=\(hidden)#\(hidden)"
        let values: [Any] = [
            FlowOutcome.redirect(url: url, reason: .other),
            FlowOutcome.stepUp(aal: "aal2", sessionToken: Secret(hidden), redirectTo: url),
            FlowOutcome.reauthenticate(redirectTo: url),
            FlowOutcome.verifyAddress(flow: "f", address: hidden, redirectTo: url),
            LoginChallenge.alreadyHandled(redirectTo: url),
            SelfServiceOptions(returnTo: url),
            OryConfig(projectUrl: url, kratosAdminUrl: "https://u:pass/w?w@h.example"),
            ResponseHead(status: 200, headers: ["x": hidden], setCookie: ["a=\(hidden)"]),
            AuthorizationRequest(
                redirectUri: "app:/done", state: hidden, scopes: [], parameters: ["nonce": hidden], codeChallenge: hidden),
        ]
        for value in values {
            for text in printed(value) {
                XCTAssertFalse(text.contains(hidden) || text.contains("pass"), text)
            }
        }
        XCTAssertTrue("\(values[0])".hasPrefix("redirect(url: \"https://h.example/x\", reason: "), "\(values[0])")
        let config = OryConfig(kratosPublicUrl: "https://u:pass@h.example:99/a")
        XCTAssertTrue("\(config)".contains("https://h.example:99/a"), "\(config)")
        XCTAssertEqual("\(FlowOutcome.signedOut)", "signedOut")
    }

    func testRecordedRequestsAndUnknownFieldsAreNotPrinted() async throws {
        let answer = #"{"id":"i","schema_id":"s","schema_url":"u","traits":{},"aura":"\#(hidden)"}"#
        let mock = OryMock().answer(status: 201, body: answer, setCookie: ["a=\(hidden)"])
        let recorder = try Ory.withMock(mock).responseRecorder()
        let body = CreateIdentityBody(schemaId: "s", traits: json)
        let made = try await recorder.ory().identity().createIdentity(body: body)
        let head = try XCTUnwrap(recorder.last())
        for value in [mock.requests(), head, made] as [Any] {
            for text in printed(value) {
                XCTAssertFalse(text.contains(hidden), text)
            }
        }
        XCTAssertTrue("\(made)".contains("aura"), "\(made)")
        XCTAssertEqual(head.setCookie, ["a=\(hidden)"])
        XCTAssertTrue(mock.requests()[0].body?.contains(hidden) == true)
    }

    func testOtherValuesArePrinted() {
        let input = UiNodeInputAttributes(name: "the-name", type: .email, disabled: true)
        for text in printed(input) {
            XCTAssertTrue(text.contains("the-name"), text)
            XCTAssertFalse(text.contains("[redacted]"), text)
        }
        XCTAssertTrue("\(UnknownArm(tag: "of-tomorrow", json: json))".contains("of-tomorrow"))
    }

    func testAnErrorMadeByTheCallerPrintsInOneLine() {
        let problem = Problem(
            kind: .api, operation: "getIdentity", status: 404, message: "Not there.", reason: "It is gone.",
            details: Json(text: "{no json: \(hidden)"), body: hidden)
        XCTAssertEqual(problem.description, "getIdentity: 404 Not Found: Not there: It is gone.")
        for value in [problem, OryError.Api(problem: problem)] as [Any] {
            for text in printed(value) {
                XCTAssertFalse(text.contains(hidden), text)
            }
        }
    }
}
