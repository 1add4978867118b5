// Calls against a server in a process of its own; writes `name TAB nanoseconds a call …` into a file.
//
// Properties: `bench.url`, `bench.callers` (how many at a time), `bench.out`.

import com.fasterxml.jackson.module.kotlin.jacksonObjectMapper
import com.fasterxml.jackson.module.kotlin.readValue
import java.io.File
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import okhttp3.OkHttpClient
import okhttp3.Request
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import ory.hub.Ory
import ory.hub.OryConfig
import ory.hub.Secret

private const val ROUNDS = 9
private const val CALLS = 1_920

class CallsTest {
    private val url = System.getProperty("bench.url")
    private val callers = System.getProperty("bench.callers").toInt()

    @Test
    fun calls() {
        val ory = Ory(OryConfig(kratosPublicUrl = url, sessionToken = Secret("ory_st_bench")))
        val http = OkHttpClient.Builder().build()
        val json = jacksonObjectMapper()
        val peer: suspend () -> Any = {
            withContext(Dispatchers.IO) {
                val request = Request.Builder().url("$url/sessions/whoami")
                    .header("X-Session-Token", "ory_st_bench").header("Accept", "application/json").build()
                http.newCall(request).execute().use { json.readValue<Map<String, Any?>>(it.body!!.bytes()) }
            }
        }
        val ours: suspend () -> Any = { ory.frontend().toSession() }
        val contestants = listOf("OkHttp 4.12.0 with Jackson 2.21.8 (maps)" to peer, "ory-hub" to ours)
        val times = contestants.associate { it.first to mutableListOf<Long>() }
        for (round in 0..ROUNDS) {
            for ((name, call) in contestants) {
                val measured = measure(call)
                if (round > 0) times.getValue(name).add(measured)
            }
        }
        times.values.forEach { assertEquals(ROUNDS, it.size) }
        File(System.getProperty("bench.out"))
            .writeText(times.entries.joinToString("") { (name, all) -> (listOf(name) + all).joinToString("\t", postfix = "\n") })
    }

    /** Nanoseconds that a call takes. */
    private fun measure(call: suspend () -> Any): Long = runBlocking(Dispatchers.Default) {
        val since = System.nanoTime()
        List(callers) { async { repeat(CALLS / callers) { call() } } }.awaitAll()
        (System.nanoTime() - since) / CALLS
    }
}
