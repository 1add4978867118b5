package shrunk

import kotlinx.coroutines.runBlocking
import ory.hub.Ory
import ory.hub.OryConfig
import ory.hub.OryEvent
import ory.hub.OryException
import ory.hub.OryObserver

/** What PackageTest shrinks and obfuscates. */
object Main {
    @JvmStatic
    fun main(arguments: Array<String>) = runBlocking {
        val observer = object : OryObserver {
            override fun observe(event: OryEvent) = println("observed ${event.status}")
        }
        val ory = Ory(OryConfig(kratosAdminUrl = arguments[0], maxRetries = 0), observer)
        try {
            println(ory.identity().getIdentity("missing"))
        } catch (e: OryException) {
            println(e.problem)
        }
    }
}
