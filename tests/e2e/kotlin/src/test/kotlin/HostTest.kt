import java.io.File
import java.lang.management.ManagementFactory
import java.util.concurrent.Executors
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import ory.hub.FlowAnswers
import ory.hub.Json
import ory.hub.Ory
import ory.hub.OryConfig
import ory.hub.OryException
import ory.hub.OryMock
import ory.hub.Secret
import ory.hub.model.CreateIdentityBody
import ory.hub.model.FlowKind
import ory.hub.model.IdentityWithCredentials
import ory.hub.model.IdentityWithCredentialsPassword
import ory.hub.model.IdentityWithCredentialsPasswordConfig
import ory.hub.model.UpdateLoginFlowBody
import ory.hub.model.UpdateLoginFlowWithPasswordMethod
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Not in the list of cases: hosts that a call must not harm, and arguments that it must not lose memory for. */
class HostTest {
    @Test
    fun anUnconfinedCoroutineDelaysNoOtherCall() = runBlocking {
        val ory = TestSupport.faulty("good.unconfined")
        var thread = ""
        val blocked = launch(Dispatchers.Unconfined) {
            ory.frontend().toSession()
            thread = Thread.currentThread().name
            Thread.sleep(3_000)
        }
        while (thread.isEmpty()) delay(5)
        val taken = measureTime { withContext(Dispatchers.Default) { repeat(4) { ory.frontend().toSession() } } }
        assertTrue(taken < 1.seconds, "$taken")
        assertFalse("ory" in thread, thread)
        blocked.join()
    }

    /** A thread like Android's main one has nothing to do with a call but to hand it over and to take its result. */
    @Test
    fun aCallDoesItsWorkAwayFromTheCallersThread() = runBlocking {
        val identity = """{"id":"9f425a8d-7efc-4768-8f23-7647a74fdf13","schema_id":"person",
            "schema_url":"https://slug.projects.oryapis.com/schemas/cGVyc29u","state":"active",
            "created_at":"2026-01-31T12:00:00Z","traits":{"email":"a@b.example","a":[1,2,3]}}"""
        val page = List(5_000) { identity }.joinToString(",", "[", "]")
        val ory = Ory.withMock(OryMock().answer(body = page).answer(body = page).answer(body = page))
        repeat(2) { ory.identity().listIdentities() }
        val threads = ManagementFactory.getThreadMXBean()
        val executor = Executors.newSingleThreadExecutor { Thread(it, "main-like") }
        val busy = withContext(executor.asCoroutineDispatcher()) {
            val before = threads.currentThreadCpuTime
            assertEquals(5_000, ory.identity().listIdentities().size)
            assertEquals("main-like", Thread.currentThread().name.substringBefore(' '))
            (threads.currentThreadCpuTime - before).nanoseconds
        }
        executor.shutdown()
        assertTrue(busy < 20.milliseconds, "the caller's thread worked for $busy")
    }

    @Test
    fun halfACharacterIsAnInputError() = runBlocking {
        val ory = TestSupport.faulty("good.half")
        val body = UpdateLoginFlowBody.Password(UpdateLoginFlowWithPasswordMethod(identifier = "a", password = Secret("half \ud83d")))
        val error = TestSupport.fails<OryException.Input> { ory.frontend().updateLoginFlow("f", body) }
        assertTrue("half a character" in error.problem.message, "$error")
        TestSupport.fails<OryException.Input> { ory.frontend().toSession(xSessionToken = Secret("\udc00")) }
        TestSupport.fails<OryException.Input> { ory.identity().getIdentity("\ud83d") }
        TestSupport.fails<OryException.Input> { ory.identity().listIdentities(credentialsIdentifier = "\ud83d\ud83d") }
        assertEquals(0, TestSupport.count("good.half").getValue("count"))
        ory.identity().listIdentities(credentialsIdentifier = "\ud83d\ude00 whole")
        assertEquals(1, TestSupport.count("good.half").getValue("count"))
    }

    /** What is refused is freed: 300 times a megabyte leaves no 300 megabytes behind. */
    @Test
    fun refusedArgumentsLeaveNoMemoryBehind() = runBlocking {
        val ory = Ory.withMock(OryMock())
        val large = "x".repeat(1_000_000)
        val refused = suspend {
            val body = CreateIdentityBody(
                schemaId = large,
                traits = Json("{oops"),
                credentials = IdentityWithCredentials(
                    password = IdentityWithCredentialsPassword(config = IdentityWithCredentialsPasswordConfig(password = Secret("\ud83d"))),
                ),
            )
            TestSupport.fails<OryException.Input> { ory.identity().createIdentity(body) }
            TestSupport.fails<OryException.Input> { ory.frontend().toSession(cookie = Secret(large), tokenizeAs = "\ud83d") }
        }
        repeat(30) { refused() }
        val before = residentKilobytes()
        repeat(300) { refused() }
        val grown = residentKilobytes() - before
        assertTrue(grown < 200_000, "$grown kB more")
    }

    @Test
    fun wrongNumbersAndClosedClientsAreOryExceptions() {
        TestSupport.fails<OryException.Config> { Ory(OryConfig(projectUrl = "https://p.example", timeoutMs = -1)) }
        TestSupport.fails<OryException.Config> { Ory(OryConfig(projectUrl = "https://p.example", maxRetries = -1)) }
        val ory = Ory.withMock(OryMock())
        ory.close()
        TestSupport.fails<OryException.Input> { ory.identity() }
    }

    /** An answer that no type can hold is the one error and nothing of the inside. */
    @Test
    fun valuesOutOfRangeAreDecodeErrors() = runBlocking {
        val session = """{"id":"s","issued_at":"9999-12-31T23:59:59.999999999Z","expires_at":"0000-01-01T00:00:00Z"}"""
        val flow = """{"id":"f","type":"api","expires_at":"x","issued_at":"y","request_url":"x","state":"s",
            "ui":{"action":"x","method":"POST","nodes":[],"messages":[{"id":99999999999999999999,"type":"error","text":"t"}]}}"""
        val ory = Ory.withMock(OryMock().answer(body = session).answer(body = flow))
        val read = ory.frontend().toSession()
        assertEquals(java.time.Instant.parse("9999-12-31T23:59:59.999999999Z"), read.issuedAt?.at)
        assertEquals(java.time.Instant.parse("0000-01-01T00:00:00Z"), read.expiresAt?.at)
        TestSupport.fails<OryException.Decode> { ory.frontend().getLoginFlow("f") }
    }

    private fun residentKilobytes(): Long {
        System.gc()
        val line = File("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }
        return line.filter { it.isDigit() }.toLong()
    }

    @Test
    fun whatIsClosedIsNoArgument() = runBlocking {
        val answers = FlowAnswers().answering("password", "p")
        answers.close()
        val login = Ory.withMock(OryMock()).selfService(FlowKind.LOGIN)
        assertTrue(TestSupport.fails<OryException.Input> { login.submit(answers) }.message!!.contains("closed"))
        val mock = OryMock()
        mock.close()
        assertTrue(TestSupport.fails<OryException.Input> { Ory.withMock(mock) }.message!!.contains("closed"))
    }
}
