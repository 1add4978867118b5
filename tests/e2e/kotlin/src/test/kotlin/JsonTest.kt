import java.time.Instant
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json as Serialization
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import ory.hub.Json
import ory.hub.OryException
import ory.hub.Secret
import ory.hub.Timestamp
import ory.hub.model.CreateIdentityBody
import ory.hub.model.Identity
import ory.hub.model.IdentityState
import ory.hub.model.LoginFlow
import ory.hub.model.UpdateLoginFlowBody
import ory.hub.model.UpdateLoginFlowWithPasswordMethod
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Not in the list of cases: models as JSON text and back, plain data as JSON. */
class JsonTest {
    @Test
    fun everyModelWritesItselfAndReadsItselfAgain() = runBlocking {
        val ory = TestSupport.faulty("unknown-enum")
        val identity = ory.identity().getIdentity("any")
        val json = identity.toJson()
        assertTrue("\"aura\"" in json && "\"frozen\"" in json, json)
        assertEquals(identity, Identity.fromJson(json))
        val flow = ory.frontend().createNativeLoginFlow()
        assertEquals(flow, LoginFlow.fromJson(flow.toJson()))
        assertEquals("\"frozen\"", IdentityState.Unknown("frozen").toJson())
        assertEquals(IdentityState.Active, IdentityState.fromJson("\"active\""))
    }

    @Test
    fun namesOfTheWireAndSecretsAreWritten() {
        val body = UpdateLoginFlowBody.Password(UpdateLoginFlowWithPasswordMethod(identifier = "a", password = Secret("b")))
        val written = Serialization.parseToJsonElement(body.toJson()).jsonObject
        assertEquals(setOf("identifier", "password", "method"), written.keys)
        assertEquals("b", written.getValue("password").jsonPrimitive.content)
        assertEquals(body, UpdateLoginFlowBody.fromJson(body.toJson()))
        val unknown = """{"method":"telepathy","thought":[1,2]}"""
        assertEquals(unknown, UpdateLoginFlowBody.fromJson(unknown).toJson())
    }

    @Test
    fun jsonOfAnotherModelIsADecodeErrorThatShowsNoValue() {
        val error = TestSupport.fails<OryException.Decode> { Identity.fromJson("""{"id":"swordfish","traits":{}}""") }
        assertTrue("Identity: $.schema_id is missing" in error.problem.message, "$error")
        TestSupport.fails<OryException.Decode> { Identity.fromJson("{") }
        TestSupport.fails<OryException.Input> { CreateIdentityBody(schemaId = "s", traits = Json("{oops")).toJson() }
        TestSupport.fails<OryException.Input> { Identity.fromJson("{\"id\":\"half \ud83d\"}") }
        assertNull(CreateIdentityBody.fromJson("""{"schema_id":"s","traits":{}}""").state)
    }

    @Test
    fun jsonIsComparedByValue() {
        val same = listOf(
            "{\"a\":1,\"b\":[true,null]}" to "{ \"b\" : [true, null],\n\"a\": 1.0e0 }",
            "100" to "1e2",
            "-0" to "0.00",
            "\"\u00e9\\n\"" to "\"\\u00e9\\u000a\"",
            "9007199254740993" to "9007199254740993.0",
            "{oops" to "{oops",
        )
        for ((one, other) in same) {
            assertEquals(Json(one), Json(other))
            assertEquals(Json(one).hashCode(), Json(other).hashCode(), "$one $other")
        }
        val different = listOf(
            "1" to "\"1\"", "9007199254740993" to "9007199254740992", "[1,2]" to "[2,1]", "null" to "false", "{oops" to "{",
            "01" to "1", "[1,]" to "[1]", "1." to "1", "\"\n\"" to "\"\\n\"",
        )
        for ((one, other) in different) assertNotEquals(Json(one), Json(other), "$one $other")
    }

    @Test
    fun aTimeThatIsMadeByHandHasItsInstant() {
        val times = mapOf(
            "2026-01-31T12:00:00.123456789+02:00" to "2026-01-31T10:00:00.123456789Z",
            "0001-01-01T00:00:00Z" to "0001-01-01T00:00:00Z",
            "2016-12-31T23:59:60Z" to "2017-01-01T00:00:00Z",
        )
        for ((raw, at) in times) assertEquals(Instant.parse(at), Timestamp(raw).at, raw)
        for (raw in listOf("", "yesterday", "2023-02-29T00:00:00Z", "2023-01-01T24:00:00Z", "2023-01-01T00:00:00")) {
            assertNull(Timestamp(raw).at, raw)
        }
        val read = Identity.fromJson(
            "{\"id\":\"i\",\"schema_id\":\"s\",\"schema_url\":\"u\",\"traits\":{},\"created_at\":\"2026-01-31T12:00:00.5Z\"}",
        )
        assertEquals(Timestamp("2026-01-31T12:00:00.5Z"), read.createdAt)
    }

    @Test
    fun plainDataBecomesJson() {
        val data = mapOf(
            "email" to "a\"\\\n@b.example",
            "age" to 42L,
            "tags" to listOf("x", true, null, 1.5),
            "nested" to mapOf("json" to Json("""{"a":1}""")),
        )
        assertEquals(
            """{"email":"a\"\\\u000a@b.example","age":42,"tags":["x",true,null,1.5],"nested":{"json":{"a":1}}}""",
            Json.of(data).text,
        )
        TestSupport.fails<OryException.Input> { Json.of(Any()) }
        TestSupport.fails<OryException.Input> { Json.of(Double.NaN) }
    }
}
