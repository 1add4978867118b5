// Signs in with a password, and asks who that is. Nothing here is of Android.

package example.signin

import ory.hub.*
import ory.hub.model.*

/** What the screen shows. */
sealed interface Screen {
    data class SignedOut(val message: String? = null) : Screen

    data class SignedIn(val name: String) : Screen
}

class SignIn(private val ory: OryInterface) {
    private var token: Secret? = null

    suspend fun signIn(email: String, password: String): Screen {
        val login = ory.selfService(FlowKind.LOGIN)
        var outcome = login.start()
        if (outcome is FlowOutcome.Form) {
            outcome = login.submit(outcome.form.answering("identifier", email).answering("password", password))
        }
        return when (outcome) {
            is FlowOutcome.Complete -> {
                token = outcome.result.sessionToken
                whoAmI()
            }
            is FlowOutcome.Form ->
                Screen.SignedOut(outcome.form.ui().messages?.joinToString(" ") { it.text } ?: "Not accepted.")
            is FlowOutcome.Failed -> Screen.SignedOut(outcome.problem.message)
            else -> Screen.SignedOut("This account needs a further step.")
        }
    }

    suspend fun whoAmI(): Screen {
        val session = ory.frontend().toSession(xSessionToken = token)
        return Screen.SignedIn(session.identity?.traits?.text ?: session.id)
    }

    suspend fun signOut(): Screen {
        token?.let { ory.frontend().performNativeLogout(PerformNativeLogoutBody(sessionToken = it)) }
        token = null
        return Screen.SignedOut()
    }
}
