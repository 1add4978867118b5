package ory.hub

import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.future
import kotlinx.coroutines.runBlocking

/** Suspending functions for callers in Java: the last argument of each is the `call` that these hand over. */
object OryJava {
    /** `CompletableFuture<Identity> f = OryJava.future(call -> identities.getIdentity(id, null, call))`. */
    @JvmStatic
    fun <T> future(call: suspend () -> T): CompletableFuture<T> =
        CoroutineScope(Dispatchers.Default).future { call() }

    /** `Identity i = OryJava.blocking(call -> identities.getIdentity(id, null, call))`. */
    @JvmStatic
    @Throws(OryException::class, InterruptedException::class)
    fun <T> blocking(call: suspend () -> T): T = runBlocking(Dispatchers.Default) { call() }
}
