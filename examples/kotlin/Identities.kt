// Creates an identity, reads it, lists all identities page by page, and handles an error.
//
// Arguments: the public and the admin URL of Kratos.

package example.identities

import java.util.UUID
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.Serializable
import kotlinx.serialization.encodeToString
import kotlinx.serialization.json.Json
import ory.hub.*
import ory.hub.Json as OryJson
import ory.hub.model.*

@Serializable
data class Traits(val email: String)

fun main(arguments: Array<String>) = runBlocking {
    val (publicUrl, adminUrl) = arguments
    val ory = Ory(OryConfig(kratosPublicUrl = publicUrl, kratosAdminUrl = adminUrl))

    val traits = OryJson(Json.encodeToString(Traits("ada-${UUID.randomUUID()}@example.com")))
    val created = ory.identity().createIdentity(CreateIdentityBody(schemaId = "person", traits = traits))
    val identity: Identity = ory.identity().getIdentity(created.id)
    println("created ${identity.id} ${Json.decodeFromString<Traits>(identity.traits.text).email}")

    var count = 0
    ory.identity().listIdentitiesPages(pageSize = 250).asFlow().collect { page -> count += page.items.size }
    println("listed $count")

    ory.identity().deleteIdentity(identity.id)
    try {
        ory.identity().getIdentity(identity.id)
        error("the identity is still there")
    } catch (e: OryException.Api) {
        if (e.problem.status != 404) throw e
        println("deleted: ${e.problem}")
    }
}
