// Signs in with a password, and asks who that is. Nothing here is of SwiftUI.

import OryHub

/// What the screen shows.
enum Screen: Sendable {
    case signedOut(message: String)
    case signedIn(name: String)
}

actor SignIn {
    private let ory: Ory
    private var token: Secret?

    init(ory: Ory) {
        self.ory = ory
    }

    func signIn(email: String, password: String) async throws -> Screen {
        let login = ory.selfService(.login)
        var outcome = try await login.start()
        if case let .form(form, _) = outcome {
            outcome = try await login.submit(
                form.answering("identifier", email).answering("password", password))
        }
        switch outcome {
        case let .complete(result):
            token = result.sessionToken
            return try await whoAmI()
        case let .form(form, _):
            let messages = form.ui().messages?.map(\.text) ?? ["Not accepted."]
            return .signedOut(message: messages.joined(separator: " "))
        case let .failed(problem, _):
            return .signedOut(message: problem.message)
        default:
            return .signedOut(message: "This account needs a further step.")
        }
    }

    func whoAmI() async throws -> Screen {
        let session = try await ory.frontend().toSession(xSessionToken: token)
        return .signedIn(name: session.identity?.traits.text ?? session.id)
    }

    func signOut() async throws -> Screen {
        if let token {
            try await ory.frontend().performNativeLogout(body: PerformNativeLogoutBody(sessionToken: token))
        }
        token = nil
        return .signedOut(message: "")
    }
}
