package ory.hub

import com.sun.jna.Callback
import com.sun.jna.CallbackThreadInitializer
import com.sun.jna.Native
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * Runs a call on threads that are there for work: the caller's thread only hands it over, and an app's code never goes
 * on on a thread of the library.
 */
internal suspend fun <T> offCaller(call: suspend () -> T): T = withContext(Dispatchers.Default) { call() }

/** Lets the library's threads stay known to the JVM, which costs less than to make them known for each callback. */
internal fun keepAttached(vararg callbacks: Callback) {
    val initializer = CallbackThreadInitializer(true, false, "ory-hub")
    callbacks.forEach { Native.setCallbackThreadInitializer(it, initializer) }
}

/** The observer of a configuration. */
internal fun observerOf(config: OryConfig?): OryObserver? = config?.observer
