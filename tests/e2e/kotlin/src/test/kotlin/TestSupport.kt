import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.util.UUID
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.TimeSource
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long
import ory.hub.Json as OryJson
import ory.hub.Ory
import ory.hub.OryConfig
import ory.hub.OryException
import ory.hub.Secret
import ory.hub.model.CreateIdentityBody
import ory.hub.model.Identity
import ory.hub.model.IdentityWithCredentials
import ory.hub.model.IdentityWithCredentialsPassword
import ory.hub.model.IdentityWithCredentialsPasswordConfig
import org.junit.jupiter.api.Assertions.fail

/** What every test uses: the servers, fresh addresses, the `CASE` line. */
object TestSupport {
    const val PASSWORD = "correct-horse-7-battery"

    private val http = HttpClient.newHttpClient()

    fun variable(name: String): String = System.getenv(name) ?: fail("$name is not set")

    fun kratos(): Ory = Ory(
        OryConfig(
            kratosPublicUrl = variable("ORY_HUB_KRATOS_PUBLIC"),
            kratosAdminUrl = variable("ORY_HUB_KRATOS_ADMIN"),
        ),
    )

    fun faulty(fault: String, token: Secret? = Secret("ory_st_a-token-of-the-driver"), config: (OryConfig) -> OryConfig = { it }): Ory =
        Ory(
            config(
                OryConfig(
                    kratosPublicUrl = "${variable("ORY_HUB_FAULTS")}/$fault",
                    kratosAdminUrl = "${variable("ORY_HUB_FAULTS")}/$fault",
                    sessionToken = token,
                ),
            ),
        )

    fun email(case: String): String = "$case-${UUID.randomUUID()}@kotlin.example"

    suspend fun create(ory: Ory, email: String): Identity = ory.identity().createIdentity(
        CreateIdentityBody(
            schemaId = "person",
            traits = OryJson("""{"email":"$email"}"""),
            metadataPublic = OryJson("""{"plan":"free"}"""),
            credentials = IdentityWithCredentials(
                password = IdentityWithCredentialsPassword(
                    config = IdentityWithCredentialsPasswordConfig(password = Secret(PASSWORD)),
                ),
            ),
        ),
    )

    fun read(url: String): String =
        http.send(HttpRequest.newBuilder(URI(url)).build(), HttpResponse.BodyHandlers.ofString()).body()

    fun count(fault: String): Map<String, Long> {
        val body = Json.parseToJsonElement(read("${variable("ORY_HUB_FAULTS")}/$fault/_count")) as JsonObject
        return body.jsonObject.mapValues { it.value.jsonPrimitive.long }
    }

    /** Polls the counts of a fault until `wanted` accepts them. */
    suspend fun await(fault: String, what: String, within: Long = 5_000, wanted: (Map<String, Long>) -> Boolean) {
        val since = TimeSource.Monotonic.markNow()
        while (!wanted(count(fault))) {
            if (since.elapsedNow() > within.milliseconds) fail<Unit>("$what; the count is ${count(fault)}")
            delay(20)
        }
    }

    /** Runs one case of `cases.yaml` and prints its line. */
    fun case(id: String, body: suspend CoroutineScope.() -> Unit) {
        val since = TimeSource.Monotonic.markNow()
        val taken = { since.elapsedNow().inWholeMicroseconds / 1000.0 }
        try {
            runBlocking { body() }
        } catch (failure: Throwable) {
            println("CASE $id failed ${taken()}")
            throw failure
        }
        println("CASE $id ok ${taken()}")
    }

    /** The error that a call must throw. */
    inline fun <reified E : OryException> fails(call: () -> Any?): E {
        val value = try {
            call()
        } catch (error: OryException) {
            return error as? E ?: fail("unexpected error: $error")
        }
        return fail("no error but $value")
    }
}
