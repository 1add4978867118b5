import java.time.Duration
import java.time.Instant
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import ory.hub.Json as OryJson
import ory.hub.OryException
import ory.hub.asFlow
import ory.hub.model.IdentityCredentialsType
import ory.hub.model.IdentityState
import ory.hub.model.JsonPatch
import ory.hub.model.JsonPatchOp
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Identities of a real Kratos, by the admin API. */
class IdentityTest {
    @Serializable
    data class Traits(val email: String)

    private val ory = TestSupport.kratos()

    @Test
    fun identityCreate() = TestSupport.case("identity-create") {
        val email = TestSupport.email("identity-create")
        val identity = TestSupport.create(ory, email)
        assertTrue(identity.id.isNotEmpty())
        assertEquals(IdentityState.Active, identity.state)
        assertEquals("person", identity.schemaId)
        assertEquals(email, Json.decodeFromString<Traits>(identity.traits.text).email)
        assertEquals("""{"plan":"free"}""", identity.metadataPublic?.text)
        val created = identity.createdAt!!
        assertTrue(created.raw.startsWith("20"), created.raw)
        assertTrue(Duration.between(created.at!!, Instant.now()).abs() < Duration.ofMinutes(1), created.raw)
    }

    @Test
    fun identityRead() = TestSupport.case("identity-read") {
        val email = TestSupport.email("identity-read")
        val created = TestSupport.create(ory, email)
        val read = ory.identity().getIdentity(created.id, includeCredential = listOf(IdentityCredentialsType.Password))
        assertEquals(created.id, read.id)
        assertEquals(created.traits, read.traits)
        assertEquals(created.metadataPublic, read.metadataPublic)
        assertEquals(listOf(email), read.credentials!!.getValue("password").identifiers)
    }

    @Test
    fun identityListPages() = TestSupport.case("identity-list-pages") {
        val mine = List(5) { TestSupport.create(ory, TestSupport.email("identity-list-pages")).id }
        val sizes = mutableListOf<Int>()
        val met = mutableListOf<String>()
        ory.identity().listIdentitiesPages(pageSize = 2).asFlow().collect { page ->
            sizes += page.items.size
            met += page.items.map { it.id }
        }
        assertTrue(sizes.size >= 3 && sizes.all { it in 1..2 }, "$sizes")
        mine.forEach { id -> assertEquals(1, met.count { it == id }) }
    }

    @Test
    fun identityPatch() = TestSupport.case("identity-patch") {
        val identity = TestSupport.create(ory, TestSupport.email("identity-patch"))
        val email = TestSupport.email("identity-patched")
        val patch = listOf(
            JsonPatch(op = JsonPatchOp.Replace, path = "/traits/email", value = OryJson("\"$email\"")),
            JsonPatch(op = JsonPatchOp.Add, path = "/metadata_public/seats", value = OryJson("9007199254740993")),
        )
        ory.identity().patchIdentity(identity.id, patch)
        val read = ory.identity().getIdentity(identity.id)
        assertEquals(email, Json.decodeFromString<Traits>(read.traits.text).email)
        val metadata = Json.parseToJsonElement(read.metadataPublic!!.text).jsonObject
        assertEquals("free", metadata.getValue("plan").jsonPrimitive.content)
        assertTrue(metadata.getValue("seats").jsonPrimitive.content == "9007199254740993", "$metadata")
    }

    @Test
    fun identityDelete() = TestSupport.case("identity-delete") {
        val identity = TestSupport.create(ory, TestSupport.email("identity-delete"))
        ory.identity().deleteIdentity(identity.id)
        val error = TestSupport.fails<OryException.Api> { ory.identity().getIdentity(identity.id) }
        assertEquals(404, error.problem.status)
    }
}
