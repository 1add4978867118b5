import java.net.CookieManager
import java.net.CookiePolicy
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.UUID
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import ory.hub.AuthorizationRequest
import ory.hub.ClientAuth
import ory.hub.ConsentChallenge
import ory.hub.LoginChallenge
import ory.hub.Ory
import ory.hub.OryConfig
import ory.hub.OryException
import ory.hub.OryMock
import ory.hub.Pkce
import ory.hub.Secret
import ory.hub.asFlow
import ory.hub.model.AcceptOAuth2ConsentRequest
import ory.hub.model.AcceptOAuth2LoginRequest
import ory.hub.model.CreateJsonWebKeySet
import ory.hub.model.CreateRelationshipBody
import ory.hub.model.IntrospectOAuth2TokenBody
import ory.hub.model.OAuth2Client
import ory.hub.model.Relationship
import ory.hub.model.RelationshipPatch
import ory.hub.model.RelationshipPatchAction
import ory.hub.model.SessionExpand
import ory.hub.model.UpdateLoginFlowBody
import ory.hub.model.UpdateLoginFlowWithPasswordMethod
import ory.hub.withResponse
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Not in the list of cases: operations of every group on the real servers, so that every shape of a call is crossed. */
class GroupsTest {
    private val keto = Ory(
        OryConfig(
            ketoReadUrl = TestSupport.variable("ORY_HUB_KETO_READ"),
            ketoWriteUrl = TestSupport.variable("ORY_HUB_KETO_WRITE"),
            ketoOplUrl = TestSupport.variable("ORY_HUB_KETO_OPL"),
        ),
    )
    private val hydra = Ory(
        OryConfig(
            hydraPublicUrl = TestSupport.variable("ORY_HUB_HYDRA_PUBLIC"),
            hydraAdminUrl = TestSupport.variable("ORY_HUB_HYDRA_ADMIN"),
        ),
    )

    @Test
    fun relationshipsAreWrittenCheckedAndDeleted() = runBlocking {
        val video = "kotlin-${UUID.randomUUID()}.mp4"
        fun view(who: String) = Relationship(namespace = "videos", `object` = video, relation = "view", subjectId = who)
        val body = CreateRelationshipBody(namespace = "videos", `object` = video, relation = "view", subjectId = "alice")
        assertEquals(video, keto.relationship().createRelationship(body).`object`)
        val patch = (0 until 3).map { RelationshipPatch(RelationshipPatchAction.Insert, view("user-$it")) }
        keto.relationship().patchRelationships(patch)

        val permission = keto.permission()
        assertTrue(permission.checkPermission(namespace = "videos", `object` = video, relation = "view", subjectId = "alice").allowed)
        assertFalse(permission.checkPermissionOrError(namespace = "videos", `object` = video, relation = "view", subjectId = "bob").allowed)
        assertTrue(keto.permissions().check(view("user-2")))
        assertFalse(keto.permissions().check(view("bob")))
        assertFalse(keto.permissions().check(view("alice").copy(namespace = "nowhere")))
        assertEquals(4, permission.expandPermissions("videos", video, "view").children?.size)

        val pages = keto.relationship().getRelationshipsPages(pageSize = 2, namespace = "videos", `object` = video).asFlow().toList()
        assertTrue(pages.size >= 2 && pages.all { it.items.size <= 2 }, "${pages.map { it.items.size }}")
        assertEquals(setOf("alice", "user-0", "user-1", "user-2"), pages.flatMap { it.items }.map { it.subjectId }.toSet())

        TestSupport.fails<OryException.Input> { keto.relationship().deleteRelationships() }
        keto.relationship().deleteRelationships(namespace = "videos", `object` = video)
        assertFalse(keto.permissions().check(view("alice")))
    }

    @Test
    fun namespacesAreListedAndTextIsChecked() = runBlocking {
        val names = keto.relationship().listRelationshipNamespaces().namespaces.orEmpty().map { it.name }
        assertTrue("videos" in names, "$names")
        assertTrue(keto.relationship().checkOplSyntax("class User implements Namespace {}").errors.isNullOrEmpty())
        assertFalse(keto.relationship().checkOplSyntax("class User \"é\" {").errors.isNullOrEmpty())
    }

    @Test
    fun clientsAreMadeListedAndDeleted() = runBlocking {
        val name = "kotlin-${UUID.randomUUID()}"
        val ids = List(2) { hydra.oauth2().createOAuth2Client(OAuth2Client(clientName = name)).clientId!! }
        assertEquals(name, hydra.oauth2().getOAuth2Client(ids.first()).clientName)
        val pages = hydra.oauth2().listOAuth2ClientsPages(pageSize = 1, clientName = name).asFlow().toList()
        assertEquals(ids.toSet(), pages.flatMap { it.items }.map { it.clientId }.toSet())
        ids.forEach { hydra.oauth2().deleteOAuth2Client(it) }
        assertEquals(404, TestSupport.fails<OryException.Api> { hydra.oauth2().getOAuth2Client(ids.first()) }.problem.status)
    }

    @Test
    fun keysAndDocumentsAreRead() = runBlocking {
        val set = "kotlin-${UUID.randomUUID()}"
        val made = hydra.jwk().createJsonWebKeySet(set, CreateJsonWebKeySet(alg = "ES256", kid = "one", use = "sig"))
        assertEquals("one", made.keys?.single()?.kid)
        assertEquals("one", hydra.jwk().getJsonWebKey(set, "one").keys?.single()?.kid)
        hydra.jwk().deleteJsonWebKeySet(set)
        assertEquals(404, TestSupport.fails<OryException.Api> { hydra.jwk().getJsonWebKeySet(set) }.problem.status)
        assertFalse(hydra.wellknown().discoverJsonWebKeys().keys.isNullOrEmpty())
        assertTrue(hydra.oidc().discoverOidcConfiguration().tokenEndpoint.endsWith("/oauth2/token"))
        assertTrue(hydra.metadata().getVersion().version.isNotEmpty())
        assertEquals("ok", hydra.metadata().isAlive().status)
        assertEquals("ok", hydra.metadata().isReady().status)
        assertTrue(hydra.oauth2().oauth2AuthorizeUrl().endsWith("/oauth2/auth"))
        // A redirect is what it answers: it has no value.
        assertEquals(3, hydra.withResponse { it.oauth2().oAuth2Authorize() }.status / 100)
    }

    @Test
    fun aCodeFlowWithConsent() = runBlocking {
        val callback = "http://127.0.0.1:9/callback"
        val client = hydra.oauth2().createOAuth2Client(
            OAuth2Client(
                clientName = "kotlin",
                redirectUris = listOf(callback),
                grantTypes = listOf("authorization_code", "refresh_token"),
                responseTypes = listOf("code"),
                scope = "openid offline_access read:cats",
                tokenEndpointAuthMethod = "none",
            ),
        )
        val tokens = hydra.tokenClient(ClientAuth.Public(client.clientId!!))
        val pkce = Pkce()
        val request = AuthorizationRequest(
            redirectUri = callback,
            state = "state-of-the-test",
            scopes = listOf("openid", "offline_access", "read:cats"),
            parameters = mapOf("nonce" to "nonce-of-the-test"),
            codeChallenge = pkce.challenge(),
        )
        assertFalse("state-of-the-test" in "$request" || pkce.challenge() in "$request", "$request")
        val browser = Browser()
        val login = parameter(browser.visit(tokens.authorizationUrl(request)), "login_challenge")
        val asked = hydra.challenges().login(login) as LoginChallenge.Open
        assertFalse(asked.request.skip)
        val toConsent = hydra.challenges().acceptLogin(login, AcceptOAuth2LoginRequest(subject = "user-1"))
        val consent = parameter(browser.visit(toConsent), "consent_challenge")
        val wanted = hydra.challenges().consent(consent) as ConsentChallenge.Open
        assertEquals("user-1", wanted.request.subject)
        val body = AcceptOAuth2ConsentRequest(grantScope = wanted.request.requestedScope)
        val back = browser.visit(hydra.challenges().acceptConsent(consent, body))
        assertEquals("state-of-the-test", parameter(back, "state"))

        val first = tokens.exchangeCode(Secret(parameter(back, "code")), callback, pkce.verifier())
        assertNotNull(first.idToken)
        val seen = hydra.oauth2().introspectOAuth2Token(IntrospectOAuth2TokenBody(first.accessToken!!))
        assertTrue(seen.active && seen.sub == "user-1", "$seen")
        val second = tokens.refresh(first.refreshToken!!)
        tokens.revoke(second.accessToken!!)
        assertFalse(hydra.oauth2().introspectOAuth2Token(IntrospectOAuth2TokenBody(second.accessToken!!)).active)
        TestSupport.fails<OryException.Input> { tokens.authorizationUrl(request.copy(state = "short")) }
        assertEquals(404, TestSupport.fails<OryException.Api> { hydra.challenges().login("unknown") }.problem.status)
    }

    @Test
    fun aDeviceIsPolledUntilSomebodySignedIn() = runBlocking {
        val device = """{"device_code":"the-code","user_code":"ABCD","verification_uri":"https://ory.test/device","interval":1}"""
        val mock = OryMock()
            .answer(body = device)
            .answer(status = 400, body = """{"error":"authorization_pending"}""")
            .answer(body = """{"access_token":"at","token_type":"bearer"}""")
            .answer(status = 400, body = """{"error":"access_denied"}""")
        val app = Ory.withMock(mock).tokenClient(ClientAuth.Public("app"))
        val started = app.startDevice(listOf("openid"))
        assertEquals("ABCD", started.userCode)
        assertFalse("the-code" in "$started", "$started")
        assertEquals("at", app.pollDevice(started).accessToken?.expose())
        assertEquals("access_denied", TestSupport.fails<OryException.Api> { app.pollDevice(started) }.problem.code)
        assertEquals(4, mock.requests().size)
    }

    @Test
    fun aClientHasATokenOfItsOwn() = runBlocking {
        val secret = Secret("a-secret-of-sixteen-letters")
        val made = hydra.oauth2().createOAuth2Client(
            OAuth2Client(clientSecret = secret, grantTypes = listOf("client_credentials"), scope = "read write"),
        )
        val tokens = hydra.tokenClient(ClientAuth.Basic(made.clientId!!, secret))
        assertEquals("read", tokens.clientCredentials(listOf("read")).scope)
        val wrong = hydra.tokenClient(ClientAuth.Basic(made.clientId!!, Secret("wrong")))
        assertEquals("invalid_client", TestSupport.fails<OryException.Api> { wrong.clientCredentials() }.problem.code)
    }

    @Test
    fun aClientRegistersReadsAndRemovesItself() = runBlocking {
        val wanted = OAuth2Client(clientName = "kotlin-dynamic", redirectUris = listOf("http://127.0.0.1:9/cb"))
        val made = hydra.oidc().createOidcDynamicClient(wanted)
        val own = Ory(
            OryConfig(
                hydraPublicUrl = TestSupport.variable("ORY_HUB_HYDRA_PUBLIC"),
                hydraAdminUrl = TestSupport.variable("ORY_HUB_HYDRA_ADMIN"),
                bearer = made.registrationAccessToken!!,
            ),
        )
        assertEquals("kotlin-dynamic", own.oidc().getOidcDynamicClient(made.clientId!!).clientName)
        own.oidc().deleteOidcDynamicClient(made.clientId!!)
        assertEquals(401, TestSupport.fails<OryException.Api> { own.oidc().getOidcDynamicClient(made.clientId!!) }.problem.status)
    }

    @Test
    fun sessionsSchemasAndTextOfKratos() = runBlocking {
        val kratos = TestSupport.kratos()
        val email = TestSupport.email("groups")
        val identity = TestSupport.create(kratos, email)
        val flow = kratos.frontend().createNativeLoginFlow()
        val body = UpdateLoginFlowBody.Password(UpdateLoginFlowWithPasswordMethod(identifier = email, password = Secret(TestSupport.PASSWORD)))
        val session = kratos.frontend().updateLoginFlow(flow.id, body).session
        assertEquals(identity.id, kratos.identity().getSession(session.id, expand = listOf(SessionExpand.Identity)).identity?.id)
        val sessions = kratos.identity().listIdentitySessionsPages(identity.id, pageSize = 1).asFlow().toList().flatMap { it.items }
        assertEquals(listOf(session.id), sessions.map { it.id })
        kratos.identity().disableSession(session.id)
        val schemas = kratos.identity().listIdentitySchemasPages(pageSize = 1).asFlow().toList().flatMap { it.items }
        assertTrue(schemas.any { it.id == "person" }, "${schemas.map { it.id }}")
        assertTrue("email" in kratos.identity().getIdentitySchema("person").text)
        assertTrue("function" in kratos.frontend().getWebAuthnJavaScript())
        assertTrue(kratos.metadata().getVersion().version.isNotEmpty())
    }

    /** It keeps cookies and follows redirects as long as they lead to Hydra. */
    private class Browser {
        private val home = TestSupport.variable("ORY_HUB_HYDRA_PUBLIC").trimEnd('/')
        private val http = HttpClient.newBuilder()
            .cookieHandler(CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()

        /** The first address outside of Hydra that a visit leads to. */
        fun visit(url: String): String {
            var at = url
            repeat(10) {
                if (!at.startsWith(home)) return at
                val response = http.send(HttpRequest.newBuilder(URI(at)).build(), HttpResponse.BodyHandlers.ofString())
                val next = response.headers().firstValue("location").orElseThrow { AssertionError("${response.statusCode()}: ${response.body()}") }
                at = URI(at).resolve(next).toString()
            }
            throw AssertionError("too many redirects")
        }
    }

    private fun parameter(url: String, name: String): String {
        val query = URI(url).rawQuery.orEmpty().split('&').associate { it.substringBefore('=') to it.substringAfter('=') }
        return java.net.URLDecoder.decode(query[name] ?: throw AssertionError("no $name in $url"), Charsets.UTF_8)
    }
}
