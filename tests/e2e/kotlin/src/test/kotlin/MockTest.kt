import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import ory.hub.CallOptions
import ory.hub.ErrorKind
import ory.hub.IdentityApiInterface
import ory.hub.Json
import ory.hub.ListIdentitiesPagesInterface
import ory.hub.Ory
import ory.hub.OryConfig
import ory.hub.OryEvent
import ory.hub.OryException
import ory.hub.OryInterface
import ory.hub.OryMock
import ory.hub.OryObserver
import ory.hub.Secret
import ory.hub.asFlow
import ory.hub.model.CreateIdentityBody
import ory.hub.model.Identity
import ory.hub.model.fieldMessages
import ory.hub.withResponse
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

private const val IDENTITY = """{"id":"i","schema_id":"person","schema_url":"u","traits":{"email":"a@b.example"}}"""

private const val FORM = """{"id":"f1","type":"api","expires_at":"2030-01-01T00:00:00Z","issued_at":"2029-01-01T00:00:00Z",
    "request_url":"x","state":"choose_method","ui":{"action":"x","method":"POST","messages":[],"nodes":[
    {"type":"input","group":"password","meta":{},"attributes":{"node_type":"input","name":"password","type":"password","disabled":false},
    "messages":[{"id":4000005,"type":"error","text":"The password is too short."}]}]}}"""

/** Not in the list of cases: tests of an app's own code without a network, and what else calls can tell. */
class MockTest {
    @Test
    fun aMockAnswersAndRemembers() = runBlocking {
        val mock = OryMock().answer(body = IDENTITY, status = 201).fail(ErrorKind.TIMEOUT)
        val ory = Ory.withMock(mock)
        val created = ory.identity().createIdentity(CreateIdentityBody(schemaId = "person", traits = Json.of(mapOf("email" to "a@b.example"))))
        assertEquals("i", created.id)
        TestSupport.fails<OryException.Timeout> { ory.identity().createIdentity(CreateIdentityBody("person", Json.of(mapOf<String, Any>()))) }
        TestSupport.fails<OryException.Transport> { ory.identity().getIdentity("none left") }
        val sent = mock.requests().first()
        assertEquals("POST", sent.method)
        assertTrue(sent.url.endsWith("/admin/identities"), sent.url)
        assertEquals("Bearer ory_pat_mock", sent.headers.getValue("authorization").expose())
        assertTrue("\"schema_id\":\"person\"" in sent.body!!, sent.body)
        assertFalse("ory_pat_mock" in "$sent", "$sent")
    }

    @Test
    fun theFormOfA400IsTyped() = runBlocking {
        val ory = Ory.withMock(OryMock().answer(status = 400, body = FORM).answer(status = 400, body = """{"error":{"code":400,"message":"m"}}"""))
        val error = TestSupport.fails<OryException.Api> { ory.frontend().getLoginFlow("f1") }
        val flow = error.problem.loginFlow()!!
        assertEquals("f1", flow.id)
        assertEquals(listOf("The password is too short."), flow.ui.fieldMessages().getValue("password").map { it.text })
        assertNull(error.problem.registrationFlow())
        assertNull(TestSupport.fails<OryException.Api> { ory.frontend().getLoginFlow("f1") }.problem.loginFlow())
    }

    @Test
    fun statusAndHeadersStandBesideTheValue() = runBlocking {
        val mock = OryMock().answer(
            body = IDENTITY,
            headers = mapOf("X-Request-ID" to "r1", "Ory-Session-Cache-For" to "60"),
            setCookie = listOf("a=1; Path=/", "b=2"),
        )
        val ory = Ory.withMock(mock)
        val answer = ory.withResponse { it.identity().getIdentity("i") }
        assertEquals("i", answer.value.id)
        assertEquals(200, answer.status)
        assertEquals("60", answer.headers["ory-session-cache-for"])
        assertEquals(listOf("a=1; Path=/", "b=2"), answer.setCookie)
        assertFalse("a=1" in "$answer", "$answer")
        TestSupport.fails<OryException.Input> { ory.withResponse { 1 } }
        val offline = Ory.withMock(OryMock().fail(ErrorKind.TIMEOUT))
        TestSupport.fails<OryException.Timeout> { offline.withResponse { runCatching { it.identity().getIdentity("i") } } }
    }

    @Test
    fun optionsOfSomeCalls() = runBlocking {
        val mock = OryMock().answer(body = IDENTITY).answer(body = IDENTITY)
        val ory = Ory.withMock(mock, OryConfig(kratosAdminUrl = "http://127.0.0.1:4434", headers = mapOf("X-Key" to "the-key")))
        val tenant = ory.withOptions(CallOptions(timeoutMs = 500, headers = mapOf("X-Tenant" to "a")))
        tenant.identity().getIdentity("i")
        ory.identity().getIdentity("i")
        assertEquals(listOf("a", null), mock.requests().map { it.headers["x-tenant"]?.expose() })
        assertEquals(listOf("the-key", "the-key"), mock.requests().map { it.headers["x-key"]?.expose() })
        val wrong = ory.withOptions(CallOptions(timeoutMs = -1))
        TestSupport.fails<OryException.Input> { wrong.identity().getIdentity("i") }
        assertFalse("the-key" in "${OryConfig(headers = mapOf("X-Key" to "the-key"))}")
        assertFalse("the-key" in "${CallOptions(headers = mapOf("X-Key" to "the-key"))}")
    }

    @Test
    fun anObserverSeesEveryAttemptAndNoSecret() = runBlocking {
        val seen = CopyOnWriteArrayList<OryEvent>()
        val observer = object : OryObserver {
            override fun observe(event: OryEvent) {
                seen += event
                error("what an observer throws is its own affair")
            }
        }
        val mock = OryMock().answer(status = 503).answer(body = IDENTITY, headers = mapOf("X-Request-ID" to "r2"))
        val ory = Ory.withMock(mock, OryConfig(kratosAdminUrl = "http://127.0.0.1:4434", bearer = Secret("the-token"))).withObserver(observer)
        ory.identity().getIdentity("i")
        assertEquals(listOf("getIdentity GET 503 1 API", "getIdentity GET 200 2 null"), seen.map { "${it.operation} ${it.method} ${it.status} ${it.attempt} ${it.errorKind}" })
        assertEquals("r2", seen.last().requestId)
        assertFalse("the-token" in "$seen", "$seen")

        seen.clear()
        val url = "${TestSupport.variable("ORY_HUB_FAULTS")}/good.observed"
        Ory(OryConfig(kratosPublicUrl = url, sessionToken = Secret("ory_st_x"), observer = observer)).frontend().toSession()
        Ory(OryConfig(kratosPublicUrl = url, sessionToken = Secret("ory_st_x")), observer).frontend().toSession()
        assertEquals(listOf("toSession 200", "toSession 200"), seen.map { "${it.operation} ${it.status}" })
    }

    /** No class of the library is needed for a fake: its interfaces name each other. */
    @Test
    fun interfacesCanBeFaked() = runBlocking {
        class FakePages : ListIdentitiesPagesInterface {
            private var left = 2
            override suspend fun next() =
                if (left-- > 0) ory.hub.model.ListIdentitiesPage(listOf(Identity.fromJson(IDENTITY))) else null
        }
        val identities = java.lang.reflect.Proxy.newProxyInstance(javaClass.classLoader, arrayOf(IdentityApiInterface::class.java)) { _, method, _ ->
            if (method.name == "listIdentitiesPages") FakePages() else error(method.name)
        } as IdentityApiInterface
        val fake = java.lang.reflect.Proxy.newProxyInstance(javaClass.classLoader, arrayOf(OryInterface::class.java)) { _, method, _ ->
            if (method.name == "identity") identities else error(method.name)
        } as OryInterface
        assertEquals(2, fake.identity().listIdentitiesPages().asFlow().toList().size)
    }
}
