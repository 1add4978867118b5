package ory.hub

import com.sun.jna.Callback
import com.sun.jna.CallbackThreadInitializer
import com.sun.jna.Native
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * Runs a call on threads that are there for work: the caller's thread only hands it over, and an app's code never goes
 * on on a thread of the library. An error says where in the app the call was made: the threads that raise it do not know.
 */
internal suspend fun <T> offCaller(call: suspend () -> T): T {
    val caller = Throwable()
    try {
        return withContext(Dispatchers.Default) { call() }
    } catch (error: OryException) {
        val own = error.stackTrace.takeWhile { it.className.startsWith("ory.hub.") }
        error.stackTrace = (own + caller.stackTrace.drop(1)).toTypedArray()
        throw error
    }
}

/** Lets the library's threads stay known to the JVM, which costs less than to make them known for each callback. */
internal fun keepAttached(vararg callbacks: Callback) {
    val initializer = CallbackThreadInitializer(true, false, "ory-hub")
    callbacks.forEach { Native.setCallbackThreadInitializer(it, initializer) }
}

/** The observer of a configuration. */
internal fun observerOf(config: OryConfig?): OryObserver? = config?.observer
