import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.ObjectInputStream
import java.io.ObjectOutputStream
import kotlinx.coroutines.runBlocking
import ory.hub.ErrorKind
import ory.hub.FlowAnswers
import ory.hub.FlowOutcome
import ory.hub.ImportOptions
import ory.hub.Json
import ory.hub.Ory
import ory.hub.OryConfig
import ory.hub.OryException
import ory.hub.OryMock
import ory.hub.Secret
import ory.hub.model.FlowKind
import ory.hub.model.Identity
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Not in the list of cases: mistakes that are found where they are made, and what the errors say. */
class RefusalsTest {
    private val identity = """{"id":"i","schema_id":"person","schema_url":"u","traits":{}}"""

    @Test
    fun aConfigurationThatNoCallCouldUseIsRefused() {
        val none = TestSupport.fails<OryException.Config> { Ory(OryConfig()) }
        assertTrue("set projectUrl" in none.problem.message, "$none")
        val wrong = TestSupport.fails<OryException.Config> { Ory(OryConfig(kratosAdminUrl = "")) }
        assertTrue("kratosAdminUrl" in wrong.problem.message, "$wrong")
        val key = TestSupport.fails<OryException.Credential> { Ory(OryConfig(projectUrl = "https://p.example", projectKey = Secret(""))) }
        assertTrue("projectKey is empty" in key.problem.message, "$key")
        val late = TestSupport.fails<OryException.Config> { Ory(OryConfig(projectUrl = "https://p.example", timeoutMs = -1)) }
        assertTrue("timeoutMs" in late.problem.message && "timeout_ms" !in "$late", "$late")
        val missing = TestSupport.fails<OryException.Config> {
            runBlocking { Ory(OryConfig(kratosPublicUrl = "http://127.0.0.1:4433")).identity().getIdentity("i") }
        }
        assertTrue("projectUrl or kratosAdminUrl" in missing.problem.message, "$missing")
    }

    @Test
    fun whatCannotBeAnAnswerIsRefused() {
        val refused = listOf<(OryMock) -> Any>(
            { it.answer(status = 99) },
            { it.answer(status = 600) },
            { it.answer(status = 65_736) },
            { it.answer(status = -1) },
            { it.answer(headers = mapOf("a b" to "c")) },
            { it.answer(headers = mapOf("a" to "c\nd")) },
            { it.answer(setCookie = listOf("a=1\r\nb")) },
            { it.answer(body = "half \ud83d") },
            { it.fail(ErrorKind.API) },
            { it.fail(ErrorKind.CONFIG) },
        )
        for (add in refused) {
            val mock = OryMock()
            val before = Ory.withMock(mock)
            add(mock)
            TestSupport.fails<OryException.Input> { Ory.withMock(mock) }
            TestSupport.fails<OryException.Input> { runBlocking { before.identity().getIdentity("i") } }
            assertEquals(0, mock.requests().size)
        }
    }

    @Test
    fun aListWithoutValuesIsNotOneThatIsLeftOut() = runBlocking {
        val mock = OryMock().answer(body = "[]").answer(body = "[]")
        val ory = Ory.withMock(mock)
        val empty = TestSupport.fails<OryException.Input> { runBlocking { ory.identity().listIdentities(ids = emptyList()) } }
        assertTrue("`ids`" in empty.problem.message, "$empty")
        val pages = ory.identity().listIdentitiesPages(includeCredential = emptyList())
        val credential = TestSupport.fails<OryException.Input> { runBlocking { pages.next() } }
        assertTrue("`include_credential`" in credential.problem.message, "$credential")
        assertEquals(0, mock.requests().size)
        ory.identity().listIdentities()
        ory.identity().listIdentities(ids = listOf("i"))
        assertEquals(2, mock.requests().size)
    }

    @Test
    fun aBatchOfNoRowsIsRefused() {
        val identities = Ory.withMock(OryMock()).identities()
        for (size in listOf(0, -1)) {
            val error = TestSupport.fails<OryException.Input> { identities.importJson(listOf("{}"), ImportOptions(batchSize = size)) }
            assertTrue("`batch_size`" in error.problem.message, "$error")
        }
    }

    @Test
    fun aListInItselfHasNoJson() {
        val list = mutableListOf<Any>()
        list.add(list)
        TestSupport.fails<OryException.Input> { Json.of(list) }
        val map = mutableMapOf<String, Any>()
        map["a"] = listOf(map)
        TestSupport.fails<OryException.Input> { Json.of(map) }
        var deep: Any = 1
        repeat(128) { deep = listOf(deep) }
        assertTrue(Json.of(deep).text.startsWith("[[["))
    }

    @Test
    fun aKnownFieldIsNotWrittenTwice() = runBlocking {
        val read = Identity.fromJson(identity).copy(extra = mapOf("id" to Json("2"), "mood" to Json("1")))
        assertEquals("""{"id":"i","schema_id":"person","schema_url":"u","traits":{},"mood":1}""", read.toJson())
    }

    @Test
    fun anErrorIsStoredWithWhatItSays() {
        val ory = Ory.withMock(OryMock().answer(status = 404, body = """{"error":{"code":404,"message":"gone","extra":[1]}}"""))
        val error = TestSupport.fails<OryException.Api> { runBlocking { ory.identity().getIdentity("i") } }
        val stored = ByteArrayOutputStream().also { bytes -> ObjectOutputStream(bytes).use { it.writeObject(error) } }
        val read = ObjectInputStream(ByteArrayInputStream(stored.toByteArray())).readObject() as OryException.Api
        assertEquals(error.problem, read.problem)
        assertEquals("$error", "$read")
    }

    private suspend fun askedByTheApp(ory: Ory) = ory.identity().getIdentity("i").also { check(it.id == "i") }

    @Test
    fun anErrorSaysWhereItsCallWasMade() = runBlocking {
        val error = TestSupport.fails<OryException.Transport> { askedByTheApp(Ory.withMock(OryMock())) }
        val frames = error.stackTrace.map { "${it.className}.${it.methodName}" }
        assertTrue(frames.any { it.startsWith("RefusalsTest.askedByTheApp") }, "$frames")
        assertTrue(frames.any { it.startsWith("ory.hub.IdentityApi.getIdentity") }, "$frames")
    }

    @Test
    fun aFormIsThatOfTheOperationThatFailed() = runBlocking {
        val form = """{"id":"f1","type":"api","expires_at":"x","issued_at":"y","request_url":"x","state":"choose_method",
            "ui":{"action":"x","method":"POST","messages":[],"nodes":[]}}"""
        val ory = Ory.withMock(OryMock().answer(status = 400, body = form).answer(status = 400, body = form))
        val login = TestSupport.fails<OryException.Api> { ory.frontend().getLoginFlow("f1") }.problem
        assertEquals("f1", login.loginFlow()?.id)
        assertNull(login.registrationFlow())
        assertNull(login.recoveryFlow())
        assertNull(login.verificationFlow())
        val recovery = TestSupport.fails<OryException.Api> { ory.frontend().getRecoveryFlow("f1") }.problem
        assertNotNull(recovery.recoveryFlow())
        assertNull(recovery.loginFlow())
    }

    @Test
    fun whatIsNoAddressIsAnInputError() = runBlocking {
        val login = Ory.withMock(OryMock()).selfService(FlowKind.LOGIN)
        for (address in listOf("::::", "", "done?code=1", "https:")) {
            val outcome = login.returned(address)
            assertTrue(outcome is FlowOutcome.Failed && outcome.problem.kind == ErrorKind.INPUT, "$outcome")
        }
    }

    /** A page of a proxy, nothing, or a text in place of JSON never ends a flow by an exception. */
    @Test
    fun answersThatAreNoJsonAreOutcomes() = runBlocking {
        val html = mapOf("Content-Type" to "text/html")
        val mocks = listOf(
            OryMock().answer(status = 200, body = "<html>hello</html>", headers = html),
            OryMock().answer(status = 200),
            OryMock().answer(status = 404, body = "not found", headers = mapOf("Content-Type" to "text/plain")),
            OryMock().answer(status = 400, body = "<html>bad</html>", headers = html),
        )
        for (mock in mocks) {
            val outcome = Ory.withMock(mock).selfService(FlowKind.LOGIN).start()
            assertTrue(outcome is FlowOutcome.Failed, "$outcome")
            assertFalse("<html>" in "$outcome", "$outcome")
        }
    }

    /** The engine passes on what no node asks for; the server says what it makes of it. */
    @Test
    fun answersThatNoNodeAsksForAreSent() = runBlocking {
        val form = """{"id":"f1","type":"api","expires_at":"2030-01-01T00:00:00Z","issued_at":"2029-01-01T00:00:00Z","request_url":"x",
            "state":"choose_method","ui":{"action":"https://mock.example/self-service/login?flow=f1","method":"POST","nodes":[
            {"type":"input","group":"password","meta":{},"messages":[],"attributes":{"node_type":"input","name":"method","type":"submit","value":"password","disabled":false}}]}}"""
        val mock = OryMock().answer(body = form).answer(status = 400, body = form)
        val login = Ory.withMock(mock).selfService(FlowKind.LOGIN)
        login.start()
        login.submit(FlowAnswers().answering("method", "password").answering("of_tomorrow", "x"))
        assertTrue("\"of_tomorrow\":\"x\"" in mock.requests().last().body!!, "${mock.requests().last().body}")
    }
}
