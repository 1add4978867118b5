import java.io.ByteArrayOutputStream
import java.io.PrintStream
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.Serializable
import kotlinx.serialization.json.Json
import ory.hub.*
import ory.hub.model.*
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The program of `examples/kotlin`, and the code of the documentation, with both packages imported by `*`. */
class ExamplesTest {
    @Serializable
    data class Traits(val email: String)

    @Test
    fun identities() {
        val before = System.out
        val printed = ByteArrayOutputStream()
        System.setOut(PrintStream(printed, true))
        try {
            example.identities.main(
                arrayOf(TestSupport.variable("ORY_HUB_KRATOS_PUBLIC"), TestSupport.variable("ORY_HUB_KRATOS_ADMIN")),
            )
        } finally {
            System.setOut(before)
        }
        val expected = Regex("created \\S+ ada-\\S+@example\\.com\nlisted [1-9]\\d*\ndeleted: getIdentity: 404 .*\n")
        assertTrue(expected.matches("$printed"), "$printed")
    }

    @Test
    fun theExampleOfTheDocumentationRuns() = runBlocking {
        val url = "${TestSupport.variable("ORY_HUB_FAULTS")}/good.example"
        val ory = Ory(OryConfig(projectUrl = url, projectKey = Secret("ory_pat_example")))
        val identity: Identity = ory.identity().getIdentity("any")
        val traits = Json { ignoreUnknownKeys = true }.decodeFromString<Traits>(identity.traits.text)
        assertEquals("ada@faults.example", traits.email)
        val ids = mutableListOf<String>()
        ory.identity().listIdentitiesPages(pageSize = 250).asFlow().collect { page -> page.items.forEach { ids += it.id } }
        assertEquals(listOf(identity.id), ids.distinct())
        val pages = ory.identity().listIdentitiesPages(pageSize = 250)
        var met = 0
        while (true) met += (pages.next() ?: break).items.size
        assertEquals(ids.size, met)

        val failing = Ory(OryConfig(projectUrl = "${TestSupport.variable("ORY_HUB_FAULTS")}/error-herodot.example", projectKey = Secret("ory_pat_example")))
        var printed = ""
        try {
            failing.identity().getIdentity("missing")
        } catch (e: OryException.Api) {
            printed = "${e.problem.status} ${e.problem.id} ${e.problem.requestId}"
        }
        assertEquals("404 null 0d9c6b1e-fa17-4c3d-9b52-request00001", printed)
    }

    @Test
    fun everyEnumValueHasItsText() {
        assertEquals(IdentityState.Active, IdentityState.of("active"))
        assertEquals(IdentityState.Unknown("frozen"), IdentityState.of("frozen"))
        assertEquals("username webauthn", UiNodeInputAttributesAutocomplete.of("username webauthn").text)
        assertEquals("Active", "${IdentityState.Active}")
    }
}
