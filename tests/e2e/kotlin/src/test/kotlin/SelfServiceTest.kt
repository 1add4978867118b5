import ory.hub.FlowOutcome
import ory.hub.FlowResult
import ory.hub.Ory
import ory.hub.SelfServiceOptions
import ory.hub.model.FlowKind
import ory.hub.model.FormReason
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Assertions.fail
import org.junit.jupiter.api.Test

/** The self-service engine on a real Kratos, as an app uses it. */
class SelfServiceTest {
    private val newPassword = "another-battery-staple-8"

    private suspend fun code(ory: Ory, email: String): String {
        val mails = ory.courier().listCourierMessages(recipient = email)
        val newest = ory.courier().getCourierMessage(mails.maxBy { it.createdAt.raw }.id)
        assertEquals(email, newest.recipient)
        return Regex("""\b\d{6}\b""").find(newest.body)!!.value
    }

    private fun form(outcome: FlowOutcome, reason: FormReason): FlowOutcome.Form {
        if (outcome !is FlowOutcome.Form) fail<Unit>("$outcome")
        assertEquals(reason, (outcome as FlowOutcome.Form).reason)
        return outcome
    }

    private fun complete(outcome: FlowOutcome): FlowResult {
        if (outcome !is FlowOutcome.Complete) fail<Unit>("$outcome")
        return (outcome as FlowOutcome.Complete).result
    }

    @Test
    fun selfServiceLogin() = TestSupport.case("self-service-login") {
        val ory = TestSupport.kratos()
        val email = TestSupport.email("engine-login")
        val identity = TestSupport.create(ory, email)
        val login = ory.selfService(FlowKind.LOGIN)
        val form = form(login.start(), FormReason.START).form
        val wrong = form.answering("identifier", email).answering("password", "not the password")
        val shown = form(login.submit(wrong), FormReason.INVALID)
        assertEquals(4000006L, shown.form.ui().messages!!.first().id)
        val done = complete(login.submit(wrong.answering("password", TestSupport.PASSWORD)))
        assertEquals(identity.id, done.identity?.id)
        val token = done.sessionToken!!
        assertTrue(token.expose() !in "$done")

        val options = SelfServiceOptions(sessionToken = token)
        val logout = ory.selfService(FlowKind.LOGOUT, options)
        assertEquals(FlowOutcome.SignedOut, logout.start())
        assertEquals(FlowOutcome.SignedOut, logout.start())
        assertEquals(FlowOutcome.SignedOut, ory.selfService(FlowKind.SETTINGS, options).start())
    }

    @Test
    fun selfServiceRegistration() = TestSupport.case("self-service-registration") {
        val ory = TestSupport.kratos()
        val email = TestSupport.email("engine-registration")
        val registration = ory.selfService(FlowKind.REGISTRATION)
        val answers = form(registration.start(), FormReason.START).form
            .answering("traits.email", email)
            .answering("traits.age", "7")
            .answering("traits.newsletter", "on")
            .answering("traits.name.last", "")
            .answering("password", TestSupport.PASSWORD)
        form(registration.submit(answers), FormReason.INVALID)
        val done = complete(registration.submit(answers.answering("traits.age", "42")))
        val traits = done.identity!!.traits.text.replace(" ", "")
        assertTrue("\"age\":42" in traits && "\"newsletter\":true" in traits, traits)
        assertNotNull(done.sessionToken)

        val verification = ory.selfService(FlowKind.VERIFICATION, SelfServiceOptions(flow = done.verificationFlow!!))
        val form = form(verification.start(), FormReason.START).form
        form(verification.submit(form.answering("code", "000000")), FormReason.INVALID)
        complete(verification.submit(form.answering("code", code(ory, email))))
    }

    @Test
    fun selfServiceRecovery() = TestSupport.case("self-service-recovery") {
        val ory = TestSupport.kratos()
        val email = TestSupport.email("engine-recovery")
        TestSupport.create(ory, email)
        val recovery = ory.selfService(FlowKind.RECOVERY)
        val asked = form(recovery.start(), FormReason.START).form
        val sent = form(recovery.submit(asked.answering("email", email)), FormReason.NEXT_STEP).form
        form(recovery.submit(sent.answering("code", "000000")), FormReason.INVALID)
        val done = complete(recovery.submit(sent.answering("code", code(ory, email))))

        val options = SelfServiceOptions(flow = done.settingsFlow!!, sessionToken = done.sessionToken!!)
        val settings = ory.selfService(FlowKind.SETTINGS, options)
        val form = form(settings.start(), FormReason.START).form
        form(settings.submit(form.answering("password", "short")), FormReason.INVALID)
        assertNotNull(complete(settings.submit(form.answering("password", newPassword))).form)

        val login = ory.selfService(FlowKind.LOGIN)
        val answers = form(login.start(), FormReason.START).form.answering("identifier", email)
        complete(login.submit(answers.answering("password", newPassword)))
    }
}
