import Foundation
import OryHub
import XCTest

/// Not in the list of cases: operations of every group on the real servers, so that every shape of a call is crossed.
final class GroupsTests: XCTestCase {
    private func keto() throws -> Ory {
        try Ory(
            config: OryConfig(
                ketoReadUrl: TestSupport.variable("ORY_HUB_KETO_READ"),
                ketoWriteUrl: TestSupport.variable("ORY_HUB_KETO_WRITE"),
                ketoOplUrl: TestSupport.variable("ORY_HUB_KETO_OPL")))
    }

    private func hydra(bearer: Secret? = nil) throws -> Ory {
        try Ory(
            config: OryConfig(
                hydraPublicUrl: TestSupport.variable("ORY_HUB_HYDRA_PUBLIC"),
                hydraAdminUrl: TestSupport.variable("ORY_HUB_HYDRA_ADMIN"),
                bearer: bearer))
    }

    private func unique(_ what: String) -> String {
        "\(what)-\(UUID().uuidString.lowercased())"
    }

    func testRelationshipsAreWrittenCheckedAndDeleted() async throws {
        let keto = try self.keto()
        let video = unique("swift") + ".mp4"
        func view(_ who: String) -> Relationship {
            Relationship(namespace: "videos", object: video, relation: "view", subjectId: who)
        }
        let body = CreateRelationshipBody(namespace: "videos", object: video, relation: "view", subjectId: "alice")
        try TestSupport.equal(try await keto.relationship().createRelationship(body: body).object, video)
        let patch = (0..<3).map { RelationshipPatch(action: .insert, relationTuple: view("user-\($0)")) }
        try await keto.relationship().patchRelationships(body: patch)

        let permission = keto.permission()
        let yes = try await permission.checkPermission(namespace: "videos", object: video, relation: "view", subjectId: "alice")
        try TestSupport.equal(yes.allowed, true)
        let no = try await permission.checkPermissionOrError(namespace: "videos", object: video, relation: "view", subjectId: "bob")
        try TestSupport.equal(no.allowed, false)
        try TestSupport.equal(try await keto.permissions().check(relationship: view("user-2")), true)
        try TestSupport.equal(try await keto.permissions().check(relationship: view("bob")), false)
        let tree = try await permission.expandPermissions(namespace: "videos", object: video, relation: "view")
        try TestSupport.equal(tree.children?.count, 4)

        var subjects: Set<String?> = []
        for try await page in keto.relationship().getRelationshipsPages(pageSize: 2, namespace: "videos", object: video) {
            try TestSupport.expect(page.items.count <= 2, page)
            subjects.formUnion(page.items.map(\.subjectId))
        }
        try TestSupport.equal(subjects, ["alice", "user-0", "user-1", "user-2"])

        let all = try await TestSupport.failure { try await keto.relationship().deleteRelationships() }
        try TestSupport.equal(all.problem.kind, .input)
        try await keto.relationship().deleteRelationships(namespace: "videos", object: video)
        try TestSupport.equal(try await keto.permissions().check(relationship: view("alice")), false)
    }

    func testNamespacesAreListedAndTextIsChecked() async throws {
        let keto = try self.keto()
        let names = try await keto.relationship().listRelationshipNamespaces().namespaces?.map(\.name) ?? []
        try TestSupport.expect(names.contains("videos"), names)
        let good = try await keto.relationship().checkOplSyntax(body: "class User implements Namespace {}")
        try TestSupport.equal(good.errors?.count ?? 0, 0)
        let bad = try await keto.relationship().checkOplSyntax(body: "class User \"é\" {")
        try TestSupport.expect(!(bad.errors ?? []).isEmpty, bad)
    }

    func testClientsAndTokens() async throws {
        let hydra = try self.hydra()
        let name = unique("swift")
        let secret = Secret("a-secret-of-sixteen-letters")
        let wanted = OAuth2Client(
            clientName: name, clientSecret: secret, grantTypes: ["client_credentials"], scope: "read write")
        let made = try await hydra.oauth2().createOAuth2Client(body: wanted)
        let id = try XCTUnwrap(made.clientId)
        try TestSupport.equal(try await hydra.oauth2().getOAuth2Client(id: id).clientName, name)
        var found: [String?] = []
        for try await page in hydra.oauth2().listOAuth2ClientsPages(pageSize: 1, clientName: name) {
            found += page.items.map(\.clientId)
        }
        try TestSupport.equal(found, [id])

        let tokens = hydra.tokenClient(auth: .basic(clientId: id, clientSecret: secret))
        let token = try await tokens.clientCredentials(scopes: ["read"])
        try TestSupport.equal(token.scope, "read")
        let access = try XCTUnwrap(token.accessToken)
        let introspect = IntrospectOAuth2TokenBody(token: access)
        try TestSupport.equal(try await hydra.oauth2().introspectOAuth2Token(body: introspect).active, true)
        try await tokens.revoke(token: access)
        try TestSupport.equal(try await hydra.oauth2().introspectOAuth2Token(body: introspect).active, false)

        try await hydra.oauth2().deleteOAuth2Client(id: id)
        let gone = try await TestSupport.failure { try await hydra.oauth2().getOAuth2Client(id: id) }
        try TestSupport.equal(gone.problem.status, 404)
    }

    func testAnAuthorizationBeginsAndChallengesHaveStates() async throws {
        let hydra = try self.hydra()
        let pkce = try Pkce()
        let again = Pkce.fromVerifier(verifier: pkce.verifier())
        try TestSupport.equal(again.challenge(), pkce.challenge())
        let tokens = hydra.tokenClient(auth: .public(clientId: "app"))
        let request = AuthorizationRequest(
            redirectUri: "app:/done", state: "state-of-the-test", scopes: ["openid", "read:cats"],
            parameters: ["nonce": "nonce-of-the-test"], codeChallenge: pkce.challenge())
        let url = try tokens.authorizationUrl(request: request)
        for part in ["/oauth2/auth?", "state=state-of-the-test", "code_challenge=\(pkce.challenge())", "nonce=nonce-of-the-test"] {
            try TestSupport.expect(url.contains(part), url)
        }
        var short = request
        short.state = "short"
        XCTAssertThrowsError(try tokens.authorizationUrl(request: short)) {
            XCTAssertEqual(($0 as? OryError)?.problem.kind, .input)
        }
        let unknown = try await TestSupport.failure { try await hydra.challenges().login(challenge: "unknown") }
        try TestSupport.equal(unknown.problem.status, 404)

        let handled = #"{"redirect_to":"https://h.example/oauth2/auth?login_verifier=v"}"#
        let expired = #"{"error":"invalid_request","error_description":"too old"}"#
        let mock = OryMock().answer(status: 410, body: handled).answer(status: 401, body: expired)
        let scripted = try Ory.withMock(mock)
        let state = try await scripted.challenges().login(challenge: "c")
        try TestSupport.equal(state, .alreadyHandled(redirectTo: "https://h.example/oauth2/auth?login_verifier=v"))
        try TestSupport.expect(!"\(state)".contains("login_verifier"), state)
        try TestSupport.equal(try await scripted.challenges().login(challenge: "c"), .expired)
    }

    func testADeviceIsPolledUntilSomebodySignedIn() async throws {
        let device = #"{"device_code":"the-code","user_code":"ABCD","verification_uri":"https://ory.test/device","interval":1}"#
        let mock = OryMock()
            .answer(body: device)
            .answer(status: 400, body: #"{"error":"authorization_pending"}"#)
            .answer(body: #"{"access_token":"at","token_type":"bearer"}"#)
            .answer(status: 400, body: #"{"error":"access_denied"}"#)
        let app = try Ory.withMock(mock).tokenClient(auth: .public(clientId: "app"))
        let started = try await app.startDevice(scopes: ["openid"])
        try TestSupport.equal(started.userCode, "ABCD")
        try TestSupport.expect(!"\(started)".contains("the-code"), started)
        try TestSupport.equal(try await app.pollDevice(device: started).accessToken?.expose(), "at")
        let refused = try await TestSupport.failure { try await app.pollDevice(device: started) }
        try TestSupport.equal(refused.problem.code, "access_denied")
        try TestSupport.equal(mock.requests().count, 4)
    }

    func testKeysAndDocumentsAreRead() async throws {
        let hydra = try self.hydra()
        let set = unique("swift")
        let key = CreateJsonWebKeySet(alg: "ES256", kid: "one", use: "sig")
        try TestSupport.equal(try await hydra.jwk().createJsonWebKeySet(set: set, body: key).keys?.map(\.kid), ["one"])
        try TestSupport.equal(try await hydra.jwk().getJsonWebKey(set: set, kid: "one").keys?.count, 1)
        try await hydra.jwk().deleteJsonWebKeySet(set: set)
        let gone = try await TestSupport.failure { try await hydra.jwk().getJsonWebKeySet(set: set) }
        try TestSupport.equal(gone.problem.status, 404)
        try TestSupport.expect(try await !(hydra.wellknown().discoverJsonWebKeys().keys ?? []).isEmpty, "no keys")
        let document = try await hydra.oidc().discoverOidcConfiguration()
        try TestSupport.expect(document.tokenEndpoint.hasSuffix("/oauth2/token"), document.tokenEndpoint)
        try TestSupport.equal(try await hydra.metadata().isAlive().status, "ok")
        try TestSupport.equal(try await hydra.metadata().isReady().status, "ok")
        try TestSupport.expect(try hydra.oauth2().oauth2AuthorizeUrl().hasSuffix("/oauth2/auth"), "another address")
        // A redirect is what it answers: it has no value.
        let answer = try await hydra.withResponse { try await $0.oauth2().oAuth2Authorize() }
        try TestSupport.equal(answer.status / 100, 3)
    }

    func testAClientRegistersReadsAndRemovesItself() async throws {
        let wanted = OAuth2Client(clientName: "swift-dynamic", redirectUris: ["http://127.0.0.1:9/cb"])
        let made = try await hydra().oidc().createOidcDynamicClient(body: wanted)
        let id = try XCTUnwrap(made.clientId)
        let own = try hydra(bearer: XCTUnwrap(made.registrationAccessToken)).oidc()
        try TestSupport.equal(try await own.getOidcDynamicClient(id: id).clientName, "swift-dynamic")
        try await own.deleteOidcDynamicClient(id: id)
        let gone = try await TestSupport.failure { try await own.getOidcDynamicClient(id: id) }
        try TestSupport.equal(gone.problem.status, 401)
    }

    func testSessionsSchemasAndTextOfKratos() async throws {
        let kratos = try TestSupport.kratos()
        let email = TestSupport.email("groups")
        let identity = try await TestSupport.create(kratos, email: email)
        let flow = try await kratos.frontend().createNativeLoginFlow()
        let password = UpdateLoginFlowWithPasswordMethod(identifier: email, password: Secret(TestSupport.password))
        let session = try await kratos.frontend().updateLoginFlow(flow: flow.id, body: .password(password)).session
        let read = try await kratos.identity().getSession(id: session.id, expand: [.identity])
        try TestSupport.equal(read.identity?.id, identity.id)
        var sessions: [String] = []
        for try await page in kratos.identity().listIdentitySessionsPages(id: identity.id, pageSize: 1) {
            sessions += page.items.map(\.id)
        }
        try TestSupport.equal(sessions, [session.id])
        try await kratos.identity().disableSession(id: session.id)
        try TestSupport.expect(try await kratos.identity().getIdentitySchema(id: "person").text.contains("email"), "no schema")
        try TestSupport.expect(try await kratos.frontend().getWebAuthnJavaScript().contains("function"), "no script")
        try TestSupport.expect(try await !kratos.metadata().getVersion().version.isEmpty, "no version")
    }
}
