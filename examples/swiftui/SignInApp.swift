#if canImport(SwiftUI)
import OryHub
import SwiftUI

@main
struct SignInApp: App {
    var body: some Scene {
        WindowGroup { SignInView() }
    }
}

struct SignInView: View {
    @State private var screen = Screen.signedOut(message: "")
    @State private var email = ""
    @State private var password = ""
    @State private var account: SignIn?

    var body: some View {
        VStack(spacing: 12) {
            switch screen {
            case let .signedIn(name):
                Text(name)
                Button("Sign out") { go { try await $0.signOut() } }
            case let .signedOut(message):
                TextField("Email", text: $email)
                SecureField("Password", text: $password)
                Button("Sign in") {
                    let (email, password) = (email, password)
                    go { try await $0.signIn(email: email, password: password) }
                }
                Text(message)
            }
        }
        .padding()
    }

    private func go(_ next: @escaping @Sendable (SignIn) async throws -> Screen) {
        Task { @MainActor in
            do {
                let account = try account ?? SignIn(
                    ory: Ory(config: OryConfig(projectUrl: "https://slug.projects.oryapis.com")))
                self.account = account
                screen = try await next(account)
            } catch {
                screen = .signedOut(message: "\(error)")
            }
        }
    }
}
#endif
