import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json as Serialization
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import ory.hub.Json
import ory.hub.OryException
import ory.hub.Secret
import ory.hub.model.CreateIdentityBody
import ory.hub.model.Identity
import ory.hub.model.IdentityState
import ory.hub.model.LoginFlow
import ory.hub.model.UpdateLoginFlowBody
import ory.hub.model.UpdateLoginFlowWithPasswordMethod
import org.junit.jupiter.api.Assertions.assertEquals
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
