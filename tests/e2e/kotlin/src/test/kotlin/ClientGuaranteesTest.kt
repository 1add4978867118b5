import java.io.PrintWriter
import java.io.StringWriter
import kotlin.coroutines.cancellation.CancellationException
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.runBlocking
import ory.hub.Json
import ory.hub.Ory
import ory.hub.OryConfig
import ory.hub.OryException
import ory.hub.Secret
import ory.hub.model.JsonPatch
import ory.hub.model.JsonPatchOp
import ory.hub.model.UpdateLoginFlowBody
import ory.hub.model.UpdateLoginFlowWithPasswordMethod
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What a client guarantees its caller: cancellation, time-outs, redaction. */
class ClientGuaranteesTest {
    @Test
    fun cancel() = TestSupport.case("cancel") {
        val ory = TestSupport.faulty("slow.cancel")
        val call = async(Dispatchers.Default) { ory.frontend().toSession() }
        TestSupport.await("slow.cancel", "the request did not come") { it["open"] == 1L }
        val taken = measureTime { call.cancelAndJoin() }
        assertTrue(taken < 1.seconds, "$taken")
        assertTrue(runCatching { call.await() }.exceptionOrNull() is CancellationException)
        TestSupport.await("slow.cancel", "the connection was not closed") { it["open"] == 0L && it["abandoned"] == 1L }
    }

    @Test
    fun timeout() = TestSupport.case("timeout") {
        for (fault in listOf("slow.timeout", "slow-body.timeout")) {
            val ory = TestSupport.faulty(fault) { it.copy(timeoutMs = 400, maxRetries = 0) }
            val taken = measureTime { TestSupport.fails<OryException.Timeout> { ory.frontend().toSession() } }
            assertTrue(taken < 3.seconds, "$taken")
            TestSupport.await(fault, "the connection was not closed") { it["open"] == 0L && it["abandoned"] == 1L }
        }
    }

    @Test
    fun secretHidden() = TestSupport.case("secret-hidden") {
        val hidden = "ory_st_the-hidden-text"
        val secret = Secret(hidden)
        assertEquals("[redacted]", secret.toString())
        assertEquals("[redacted]", "$secret")
        assertEquals(hidden, secret.expose())
        assertEquals(secret, Secret(hidden))
        val body = UpdateLoginFlowBody.Password(UpdateLoginFlowWithPasswordMethod(identifier = "a", password = secret))
        val config = OryConfig(projectUrl = "https://p.example", projectKey = Secret(hidden), sessionToken = secret)
        val error = TestSupport.fails<OryException.Api> { TestSupport.faulty("error-herodot", secret).frontend().toSession() }
        val trace = StringWriter().also { error.printStackTrace(PrintWriter(it)) }.toString()
        val printed = listOf("$config", "$body", listOf(body).toString(), "$error", "${error.message}", "${error.problem}", trace)
        printed.forEach { assertFalse(hidden in it, it) }
        assertTrue("[redacted]" in "$config" && "[redacted]" in "$body")
    }

    /** Not in the list of cases: the parts that are written in Kotlin. */
    @Test
    fun invalidJsonIsRefusedBeforeItIsSent() = runBlocking {
        val ory = TestSupport.faulty("good.json")
        val patch = listOf(JsonPatch(op = JsonPatchOp.Replace, path = "/traits", value = Json("{not json")))
        val error = TestSupport.fails<OryException.Input> { ory.identity().patchIdentity("any", patch) }
        assertTrue("JSON" in (error as OryException).problem.message, "$error")
        assertEquals(0, TestSupport.count("good.json").getValue("count"))
        assertEquals("null", Json.NULL.text)
    }
}
