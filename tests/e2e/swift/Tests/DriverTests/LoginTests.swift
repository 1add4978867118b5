import OryHub
import XCTest

/// Self-service of a real Kratos, as an app does it.
final class LoginTests: XCTestCase {
    func testLoginNative() async throws {
        try await TestSupport.run("login-native") {
            let ory = try TestSupport.kratos()
            let email = TestSupport.email("login-native")
            let identity = try await TestSupport.create(ory, email: email)

            let flow = try await ory.frontend().createNativeLoginFlow()
            let inputs = flow.ui.nodes.compactMap { node -> String? in
                if case let .input(input) = node.attributes { return input.name }
                return nil
            }
            try TestSupport.expect(Set(inputs).isSuperset(of: ["identifier", "password"]), inputs)

            let password = UpdateLoginFlowWithPasswordMethod(identifier: email, password: Secret(TestSupport.password))
            let login = try await ory.frontend().updateLoginFlow(flow: flow.id, body: .password(password))
            let token = try XCTUnwrap(login.sessionToken)
            try TestSupport.equal(login.session.identity?.id, identity.id)

            let session = try await ory.frontend().toSession(xSessionToken: token)
            try TestSupport.equal(session.id, login.session.id)
            try TestSupport.equal(session.active, true)
            try TestSupport.equal(session.authenticationMethods?.first?.method, .password)

            try await ory.frontend().performNativeLogout(body: PerformNativeLogoutBody(sessionToken: token))
            let problem = try await TestSupport.failure { try await ory.frontend().toSession(xSessionToken: token) }.problem
            try TestSupport.equal(problem.kind, .api)
            try TestSupport.equal(problem.status, 401)
        }
    }
}
