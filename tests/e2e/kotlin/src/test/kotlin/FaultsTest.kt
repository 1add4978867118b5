import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import ory.hub.ErrorKind
import ory.hub.OryException
import ory.hub.model.AuthenticatorAssuranceLevel
import ory.hub.model.IdentityCredentialsType
import ory.hub.model.IdentityState
import ory.hub.model.UiNodeAttributes
import ory.hub.model.text
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Servers that answer wrongly. */
class FaultsTest {
    @Test
    fun faultUnknownEnum() = TestSupport.case("fault-unknown-enum") {
        val ory = TestSupport.faulty("unknown-enum")
        val session = ory.frontend().toSession()
        assertEquals(AuthenticatorAssuranceLevel.Unknown("aal9"), session.authenticatorAssuranceLevel)
        assertEquals(IdentityCredentialsType.Unknown("telepathy"), session.authenticationMethods!!.first().method)
        assertEquals("telepathy", session.authenticationMethods!!.first().method?.text)

        val identity = ory.identity().getIdentity("any")
        assertEquals(IdentityState.Unknown("frozen"), identity.state)
        assertTrue("retina" in identity.credentials!!)
        assertTrue("aura" in identity.extra, "${identity.extra.keys}")

        val nodes = ory.frontend().createNativeLoginFlow().ui.nodes.map { it.attributes }
        assertTrue(nodes.any { it is UiNodeAttributes.Input && it.value.name == "identifier" })
        val hologram = nodes.filterIsInstance<UiNodeAttributes.Unknown>().single().value
        assertEquals("hologram", hologram.tag)
        assertEquals("hologram", Json.parseToJsonElement(hologram.json.text).jsonObject.getValue("node_type").jsonPrimitive.content)
    }

    @Test
    fun faultHtml502() = TestSupport.case("fault-html-502") {
        val before = TestSupport.count("html-502").getValue("count")
        val ory = TestSupport.faulty("html-502") { it.copy(maxRetries = 0) }
        val problem = TestSupport.fails<OryException.Api> { ory.frontend().toSession() }.problem
        assertEquals("toSession", problem.operation)
        assertEquals(502, problem.status)
        assertTrue("<html>" in problem.body!!)
        assertFalse("<" in problem.message, problem.message)
        assertEquals(before + 1, TestSupport.count("html-502").getValue("count"))
    }

    @Test
    fun faultTruncated() = TestSupport.case("fault-truncated") {
        val problem = TestSupport.fails<OryException.Decode> { TestSupport.faulty("truncated").frontend().toSession() }.problem
        assertEquals(200, problem.status)
        assertTrue(problem.body!!.startsWith("{"))
        val cut = TestSupport.faulty("cut") { it.copy(maxRetries = 0) }
        assertEquals(true, TestSupport.fails<OryException.Transport> { cut.frontend().toSession() }.problem.connected)
    }

    @Test
    fun faultRateLimit() = TestSupport.case("fault-rate-limit") {
        val before = TestSupport.count("rate-limit").getValue("count")
        val taken = measureTime {
            val problem = TestSupport.fails<OryException.Api> { TestSupport.faulty("rate-limit").frontend().toSession() }.problem
            assertEquals(429, problem.status)
            assertEquals(7, problem.retryAfter)
        }
        assertTrue(taken < 2.seconds, "$taken")
        assertEquals(before + 1, TestSupport.count("rate-limit").getValue("count"))

        val once = TestSupport.count("rate-limit-once").getValue("count")
        assertEquals(true, TestSupport.faulty("rate-limit-once").frontend().toSession().active)
        assertEquals(once + 2, TestSupport.count("rate-limit-once").getValue("count"))
    }

    @Test
    fun faultRedirect() = TestSupport.case("fault-redirect") {
        val problem = TestSupport.fails<OryException.Redirect> { TestSupport.faulty("redirect").frontend().toSession() }.problem
        assertEquals(302, problem.status)
        val seen = TestSupport.read("${TestSupport.variable("ORY_HUB_FAULTS")}/redirect/_seen")
        assertTrue("x-session-token" in seen, seen)
        val trapped = Json.parseToJsonElement(TestSupport.read("${TestSupport.variable("ORY_HUB_FAULTS_OTHER")}/_trapped"))
        assertEquals("[]", trapped.toString())
    }

    @Test
    fun faultErrorFacts() = TestSupport.case("fault-error-facts") {
        val problem = TestSupport.fails<OryException.Api> { TestSupport.faulty("error-herodot").identity().getIdentity("any") }.problem
        assertEquals(ErrorKind.API, problem.kind)
        assertEquals("getIdentity", problem.operation)
        assertEquals(404, problem.status)
        assertEquals("404", problem.code)
        assertEquals("Unable to locate the resource", problem.message)
        assertEquals("No identity has this id.", problem.reason)
        assertEquals("0d9c6b1e-fa17-4c3d-9b52-request00001", problem.requestId)
        val details = Json.parseToJsonElement(problem.details!!.text).jsonObject
        assertEquals("1", details.getValue("attempts").jsonPrimitive.content)
        assertEquals("identity", details.getValue("asked").jsonPrimitive.content)
        assertTrue(Json.parseToJsonElement(problem.body!!).jsonObject.containsKey("error"))
        assertNull(problem.id)
        assertNull(problem.retryAfter)
    }
}
