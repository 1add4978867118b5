import kotlinx.coroutines.runBlocking
import ory.hub.CallOptions
import ory.hub.ImportEvent
import ory.hub.ImportOptions
import ory.hub.Json
import ory.hub.JsonPatchBuilder
import ory.hub.Ory
import ory.hub.OryException
import ory.hub.OryMock
import ory.hub.asFlow
import ory.hub.jsonPointer
import ory.hub.modify
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Imports and changes of identities, on a real Kratos. */
class ImportTest {
    private val ory = TestSupport.kratos()

    @Test
    fun anImportNamesEachBadRow() = runBlocking {
        val emails = List(30) { TestSupport.email("import") }
        val rows = emails.mapIndexed { row, email ->
            when (row) {
                7 -> "{no json"
                11 -> """{"schema_id":"person","traits":{"email":"${emails[3]}"}}"""
                13 -> """{"schema_id":"person","traits":{}}"""
                17 -> """{"schema_id":"person","traits":{"email":"$email"},"unknown":1}"""
                else -> """{"schema_id":"person","traits":{"email":"$email"}}"""
            }
        }
        val created = mutableListOf<Int>()
        val failed = mutableListOf<Int>()
        var checkpoint = ""
        ory.identities().importJson(rows, ImportOptions(batchSize = 10)).asFlow().collect { event ->
            when (event) {
                is ImportEvent.Created -> created += event.row.toInt()
                is ImportEvent.Failed -> failed += event.row.toInt()
                is ImportEvent.Progress -> checkpoint = event.checkpoint
                is ImportEvent.AlreadyThere -> throw AssertionError(event.id)
            }
        }
        val bad = listOf(7, 11, 13, 17)
        assertEquals(bad, failed)
        assertEquals((0 until 30).filter { it !in bad }, created)
        var left = 0
        ory.identities().importJson(rows, ImportOptions(resumeFrom = checkpoint)).asFlow().collect { left += 1 }
        assertEquals(0, left)
    }

    @Test
    fun modifyKeepsMetadataAndAPatchTouchesWhatItNames() = runBlocking {
        val email = TestSupport.email("modify")
        val made = TestSupport.create(ory, email)
        val admin = JsonPatchBuilder().add("/metadata_admin", Json("""{"a/b":1}""")).build()
        ory.identity().patchIdentity(made.id, admin)
        ory.identities().modify(made.id) {
            it.copy(traits = Json("""{"email":"$email","newsletter":true}"""))
        }
        val path = jsonPointer(listOf("metadata_admin", "a/b"))
        ory.identity().patchIdentity(made.id, JsonPatchBuilder().replace(path, Json("2")).build())
        val read = ory.identity().getIdentity(made.id)
        assertTrue("newsletter" in read.traits.text)
        assertEquals("""{"plan":"free"}""", read.metadataPublic?.text)
        assertEquals("""{"a/b":2}""", read.metadataAdmin?.text?.filterNot { it.isWhitespace() })
        val hash = JsonPatchBuilder().replace("/credentials/password/config/hashed_password", Json("\"x\"")).build()
        val refused = TestSupport.fails<OryException.Input> { ory.identity().patchIdentity(made.id, hash) }
        assertTrue("allowPasswordHash" in refused.message!!, refused.message)
        val mock = OryMock().answer(status = 404, body = "{}")
        val allowed = Ory.withMock(mock).withOptions(CallOptions(allowPasswordHash = true))
        TestSupport.fails<OryException.Api> { allowed.identity().patchIdentity(made.id, hash) }
        assertEquals(1, mock.requests().size)
    }
}
