package example.signin

import android.app.Activity
import android.os.Bundle
import android.text.InputType
import android.widget.Button
import android.widget.EditText
import android.widget.LinearLayout
import android.widget.TextView
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import ory.hub.*

class MainActivity : Activity() {
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Main)
    private val account = SignIn(Ory(OryConfig(projectUrl = "https://slug.projects.oryapis.com")))

    override fun onCreate(state: Bundle?) {
        super.onCreate(state)
        show(Screen.SignedOut())
    }

    override fun onDestroy() {
        scope.cancel()
        super.onDestroy()
    }

    private fun go(next: suspend () -> Screen) {
        scope.launch {
            show(try {
                next()
            } catch (error: OryException) {
                Screen.SignedOut(error.problem.message)
            })
        }
    }

    private fun show(screen: Screen) {
        val column = LinearLayout(this)
        column.orientation = LinearLayout.VERTICAL
        when (screen) {
            is Screen.SignedIn -> {
                column.addView(TextView(this).apply { text = screen.name })
                column.addView(button("Sign out") { account.signOut() })
            }
            is Screen.SignedOut -> {
                val email = EditText(this).apply { hint = "Email" }
                val password = EditText(this).apply {
                    hint = "Password"
                    inputType = InputType.TYPE_CLASS_TEXT or InputType.TYPE_TEXT_VARIATION_PASSWORD
                }
                column.addView(email)
                column.addView(password)
                column.addView(button("Sign in") { account.signIn(email.text.toString(), password.text.toString()) })
                column.addView(TextView(this).apply { text = screen.message.orEmpty() })
            }
        }
        setContentView(column)
    }

    private fun button(label: String, next: suspend () -> Screen) = Button(this).apply {
        text = label
        setOnClickListener { go(next) }
    }
}
