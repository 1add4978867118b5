import java.util.UUID
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import ory.hub.ErrorKind
import ory.hub.OryException
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Errors of a real Kratos. */
class ErrorsTest {
    private val ory = TestSupport.kratos()

    @Test
    fun errorConflict() = TestSupport.case("error-conflict") {
        val email = TestSupport.email("error-conflict")
        TestSupport.create(ory, email)
        val problem = TestSupport.fails<OryException.Api> { TestSupport.create(ory, email) }.problem
        assertEquals(ErrorKind.API, problem.kind)
        assertEquals("createIdentity", problem.operation)
        assertEquals(409, problem.status)
        assertEquals("409", problem.code)
        val body = Json.parseToJsonElement(problem.body!!).jsonObject.getValue("error").jsonObject
        assertEquals(body.getValue("message").jsonPrimitive.content, problem.message)
        assertEquals(body.getValue("reason").jsonPrimitive.content, problem.reason)
        assertEquals(1, ory.identity().listIdentities(credentialsIdentifier = email).size)
    }

    @Test
    fun errorMissing() = TestSupport.case("error-missing") {
        val error = TestSupport.fails<OryException.Api> { ory.identity().getIdentity(UUID.randomUUID().toString()) }
        val problem = error.problem
        assertEquals(ErrorKind.API, problem.kind)
        assertEquals("getIdentity", problem.operation)
        assertEquals(404, problem.status)
        assertEquals("404", problem.code)
        assertFalse(problem.message.isBlank())
        assertNull(problem.id)
        assertNull(problem.reason)
        assertNull(problem.retryAfter)
        assertNull(problem.details)
        assertTrue(Json.parseToJsonElement(problem.body!!).jsonObject.containsKey("error"))
        val printed = error.toString()
        assertTrue(printed.lines().size == 1 && "getIdentity" in printed && "404" in printed, printed)
    }
}
