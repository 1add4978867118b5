import OryHub
import XCTest

/// Self-service of a real Kratos, as an app does it.
final class LoginTests: XCTestCase {
    func testLoginNative() async throws {
        try await Stand.run("login-native") {
            let ory = try Stand.kratos()
            let email = Stand.email("login-native")
            let identity = try await Stand.create(ory, email: email)

            let flow = try await ory.frontend().createNativeLoginFlow()
            let inputs = flow.ui.nodes.compactMap { node -> String? in
                if case let .input(input) = node.attributes { return input.name }
                return nil
            }
            try Stand.expect(Set(inputs).isSuperset(of: ["identifier", "password"]), inputs)

            let password = UpdateLoginFlowWithPasswordMethod(identifier: email, password: Secret(Stand.password))
            let login = try await ory.frontend().updateLoginFlow(flow: flow.id, body: .password(password))
            let token = try XCTUnwrap(login.sessionToken)
            try Stand.equal(login.session.identity?.id, identity.id)

            let session = try await ory.frontend().toSession(xSessionToken: token)
            try Stand.equal(session.id, login.session.id)
            try Stand.equal(session.active, true)
            try Stand.equal(session.authenticationMethods?.first?.method, .password)

            try await ory.frontend().performNativeLogout(body: PerformNativeLogoutBody(sessionToken: token))
            let problem = try await Stand.failure { try await ory.frontend().toSession(xSessionToken: token) }.problem
            try Stand.equal(problem.kind, .api)
            try Stand.equal(problem.status, 401)
        }
    }
}
