import Foundation
import OryHub
import XCTest

/// The self-service engine on a real Kratos, as an app uses it.
final class SelfServiceTests: XCTestCase {
    private let newPassword = "another-battery-staple-8"

    private func code(_ ory: Ory, _ email: String) async throws -> String {
        let mails = try await ory.courier().listCourierMessages(recipient: email)
        let id = try XCTUnwrap(mails.max { $0.createdAt.raw < $1.createdAt.raw }).id
        let newest = try await ory.courier().getCourierMessage(id: id)
        try TestSupport.equal(newest.recipient, email)
        let found = try XCTUnwrap(newest.body.range(of: #"\b\d{6}\b"#, options: .regularExpression))
        return String(newest.body[found])
    }

    private func form(_ outcome: FlowOutcome, _ reason: FormReason) throws -> FlowForm {
        guard case let .form(form, given) = outcome else {
            throw TestSupport.Fault(description: "\(outcome)")
        }
        try TestSupport.equal(given, reason)
        return form
    }

    private func complete(_ outcome: FlowOutcome) throws -> FlowResult {
        guard case let .complete(result) = outcome else {
            throw TestSupport.Fault(description: "\(outcome)")
        }
        return result
    }

    private func signedOut(_ outcome: FlowOutcome) throws {
        guard case .signedOut = outcome else {
            throw TestSupport.Fault(description: "\(outcome)")
        }
    }

    func testSelfServiceLogin() async throws {
        try await TestSupport.run("self-service-login") {
            let ory = try TestSupport.kratos()
            let email = TestSupport.email("engine-login")
            let identity = try await TestSupport.create(ory, email: email)
            let login = ory.selfService(.login)
            let shown = try await form(login.start(), .start)
            let wrong = shown.answering("identifier", email)
                .answering("password", "not the password")
            let refused = try await form(login.submit(wrong), .invalid)
            try TestSupport.equal(refused.ui().messages?.first?.id, 4_000_006)
            let right = wrong.answering("password", TestSupport.password)
            let done = try await complete(login.submit(right))
            try TestSupport.equal(done.identity?.id, identity.id)
            let token = try XCTUnwrap(done.sessionToken)

            let options = SelfServiceOptions(sessionToken: token)
            let logout = ory.selfService(.logout, options: options)
            try await signedOut(logout.start())
            try await signedOut(logout.start())
            try await signedOut(ory.selfService(.settings, options: options).start())
        }
    }

    func testSelfServiceRegistration() async throws {
        try await TestSupport.run("self-service-registration") {
            let ory = try TestSupport.kratos()
            let email = TestSupport.email("engine-registration")
            let registration = ory.selfService(.registration)
            let answers = try await form(registration.start(), .start)
                .answering("traits.email", email)
                .answering("traits.age", "7")
                .answering("traits.newsletter", "on")
                .answering("traits.name.last", "")
                .answering("password", TestSupport.password)
            _ = try await form(registration.submit(answers), .invalid)
            let older = answers.answering("traits.age", "42")
            let done = try await complete(registration.submit(older))
            let traits = try XCTUnwrap(done.identity).traits.text.replacingOccurrences(of: " ", with: "")
            try TestSupport.expect(traits.contains("\"age\":42") && traits.contains("\"newsletter\":true"), traits)
            _ = try XCTUnwrap(done.sessionToken)

            let options = try SelfServiceOptions(flow: XCTUnwrap(done.verificationFlow))
            let verification = ory.selfService(.verification, options: options)
            let shown = try await form(verification.start(), .start)
            let wrong = shown.answering("code", "000000")
            _ = try await form(verification.submit(wrong), .invalid)
            let right = try await shown.answering("code", code(ory, email))
            _ = try await complete(verification.submit(right))
        }
    }

    func testSelfServiceRecovery() async throws {
        try await TestSupport.run("self-service-recovery") {
            let ory = try TestSupport.kratos()
            let email = TestSupport.email("engine-recovery")
            _ = try await TestSupport.create(ory, email: email)
            let recovery = ory.selfService(.recovery)
            let asked = try await form(recovery.start(), .start)
            let address = asked.answering("email", email)
            let sent = try await form(recovery.submit(address), .nextStep)
            let wrong = sent.answering("code", "000000")
            _ = try await form(recovery.submit(wrong), .invalid)
            let right = try await sent.answering("code", code(ory, email))
            let done = try await complete(recovery.submit(right))

            let options = try SelfServiceOptions(flow: XCTUnwrap(done.settingsFlow), sessionToken: XCTUnwrap(done.sessionToken))
            let settings = ory.selfService(.settings, options: options)
            let shown = try await form(settings.start(), .start)
            let short = shown.answering("password", "short")
            _ = try await form(settings.submit(short), .invalid)
            let changed = shown.answering("password", newPassword)
            let saved = try await complete(settings.submit(changed))
            _ = try XCTUnwrap(saved.form)

            let login = ory.selfService(.login)
            let answers = try await form(login.start(), .start).answering("identifier", email)
            _ = try await complete(login.submit(answers.answering("password", newPassword)))
        }
    }
}
