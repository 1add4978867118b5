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

/** Servers that misbehave. */
class FaultTest {
    @Test
    fun faultUnknownEnum() = Stand.case("fault-unknown-enum") {
        val ory = Stand.faulty("unknown-enum")
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
    fun faultHtml502() = Stand.case("fault-html-502") {
        val before = Stand.count("html-502").getValue("count")
        val ory = Stand.faulty("html-502") { it.copy(maxRetries = 0) }
        val problem = Stand.fails<OryException.Api> { ory.frontend().toSession() }.problem
        assertEquals("toSession", problem.operation)
        assertEquals(502, problem.status)
        assertTrue("<html>" in problem.body!!)
        assertFalse("<" in problem.message, problem.message)
        assertEquals(before + 1, Stand.count("html-502").getValue("count"))
    }

    @Test
    fun faultTruncated() = Stand.case("fault-truncated") {
        val problem = Stand.fails<OryException.Decode> { Stand.faulty("truncated").frontend().toSession() }.problem
        assertEquals(200, problem.status)
        assertTrue(problem.body!!.startsWith("{"))
        val cut = Stand.faulty("cut") { it.copy(maxRetries = 0) }
        Stand.fails<OryException.Transport> { cut.frontend().toSession() }
    }

    @Test
    fun faultRateLimit() = Stand.case("fault-rate-limit") {
        val before = Stand.count("rate-limit").getValue("count")
        val taken = measureTime {
            val problem = Stand.fails<OryException.Api> { Stand.faulty("rate-limit").frontend().toSession() }.problem
            assertEquals(429, problem.status)
            assertEquals(7, problem.retryAfter)
        }
        assertTrue(taken < 2.seconds, "$taken")
        assertEquals(before + 1, Stand.count("rate-limit").getValue("count"))

        val once = Stand.count("rate-limit-once").getValue("count")
        assertEquals(true, Stand.faulty("rate-limit-once").frontend().toSession().active)
        assertEquals(once + 2, Stand.count("rate-limit-once").getValue("count"))
    }

    @Test
    fun faultRedirect() = Stand.case("fault-redirect") {
        val problem = Stand.fails<OryException.Redirect> { Stand.faulty("redirect").frontend().toSession() }.problem
        assertEquals(302, problem.status)
        val seen = Stand.read("${Stand.variable("ORY_HUB_FAULTS")}/redirect/_seen")
        assertTrue("x-session-token" in seen, seen)
        val trapped = Json.parseToJsonElement(Stand.read("${Stand.variable("ORY_HUB_FAULTS_OTHER")}/_trapped"))
        assertEquals("[]", trapped.toString())
    }

    @Test
    fun faultErrorFacts() = Stand.case("fault-error-facts") {
        val problem = Stand.fails<OryException.Api> { Stand.faulty("error-herodot").identity().getIdentity("any") }.problem
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
