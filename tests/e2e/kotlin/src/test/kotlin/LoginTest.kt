import ory.hub.OryException
import ory.hub.Secret
import ory.hub.model.IdentityCredentialsType
import ory.hub.model.PerformNativeLogoutBody
import ory.hub.model.UiNodeAttributes
import ory.hub.model.UpdateLoginFlowBody
import ory.hub.model.UpdateLoginFlowWithPasswordMethod
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Self-service of a real Kratos, as an app does it. */
class LoginTest {
    @Test
    fun loginNative() = TestSupport.case("login-native") {
        val ory = TestSupport.kratos()
        val email = TestSupport.email("login-native")
        val identity = TestSupport.create(ory, email)

        val flow = ory.frontend().createNativeLoginFlow()
        val inputs = flow.ui.nodes.mapNotNull { (it.attributes as? UiNodeAttributes.Input)?.value?.name }
        assertTrue(inputs.containsAll(listOf("identifier", "password")), "$inputs")

        val login = ory.frontend().updateLoginFlow(
            flow.id,
            UpdateLoginFlowBody.Password(
                UpdateLoginFlowWithPasswordMethod(identifier = email, password = Secret(TestSupport.PASSWORD)),
            ),
        )
        val token = login.sessionToken!!
        assertEquals(identity.id, login.session.identity?.id)

        val session = ory.frontend().toSession(xSessionToken = token)
        assertEquals(login.session.id, session.id)
        assertEquals(true, session.active)
        assertEquals(IdentityCredentialsType.Password, session.authenticationMethods!!.first().method)

        ory.frontend().performNativeLogout(PerformNativeLogoutBody(sessionToken = token))
        val error = TestSupport.fails<OryException.Api> { ory.frontend().toSession(xSessionToken = token) }
        assertEquals(401, error.problem.status)
    }
}
