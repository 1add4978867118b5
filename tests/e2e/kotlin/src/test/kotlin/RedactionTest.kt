import kotlinx.coroutines.runBlocking
import ory.hub.*
import ory.hub.model.*
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Not in the list of cases: what is redacted in printed values. */
class RedactionTest {
    private val hidden = "the-hidden-text"
    private val json = Json("""{"secret":"$hidden"}""")
    private val text = UiText(id = 1, text = hidden, type = UiTextType.Info, context = json)

    @Test
    fun valuesThatHoldSecretsAreNotPrinted() {
        val input = UiNodeInputAttributes(
            name = "csrf_token",
            type = UiNodeInputAttributesType.Hidden,
            disabled = false,
            value = json,
        )
        val records = listOf(
            IdentityCredentials(config = json),
            LogoutFlow(logoutToken = Secret(hidden), logoutUrl = "https://h.example/?token=$hidden"),
            UiNodeTextAttributes(id = "totp_secret_key", text = text),
            UiNodeImageAttributes(id = "totp_qr", src = "data:$hidden", width = 1, height = 1),
            input,
            UpdateLoginFlowBody.Passkey(UpdateLoginFlowWithPasskeyMethod(passkeyLogin = hidden, csrfToken = hidden)),
            UiNodeAttributes.Unknown(UnknownArm(tag = "of-tomorrow", json = json)),
            UiNode(UiNodeType.Input, UiNodeGroup.Default, UiNodeAttributes.Input(input), listOf(), UiNodeMeta()),
        )
        for (record in records) {
            assertFalse(hidden in "$record" || hidden in "${listOf(record)}", "$record")
            assertTrue("[redacted]" in "$record", "$record")
        }
        assertEquals(json, input.value)
    }

    @Test
    fun addressesArePrintedWithoutWhatMayBeACode() {
        val url = "https://u:pass@h.example/x?code=$hidden#$hidden"
        val outcomes = listOf(
            FlowOutcome.Redirect(url, RedirectReason.OTHER),
            FlowOutcome.StepUp("aal2", Secret(hidden), url),
            FlowOutcome.Reauthenticate(url),
            FlowOutcome.VerifyAddress("f", hidden, url),
            LoginChallenge.AlreadyHandled(url),
            SelfServiceOptions(returnTo = url),
            OryConfig(projectUrl = url, kratosAdminUrl = "https://u:pa/ss?w@h.example"),
            ResponseHead(200, mapOf("x" to hidden), listOf("a=$hidden")),
            AuthorizationRequest("app:/done", hidden, parameters = mapOf("nonce" to hidden), codeChallenge = hidden),
        )
        for (outcome in outcomes) {
            val printed = "$outcome ${listOf(outcome)}"
            assertFalse(hidden in printed || "pass" in printed || "pa/ss" in printed, printed)
        }
        assertTrue("url=https://h.example/x, " in "${outcomes.first()}", "${outcomes.first()}")
        val config = OryConfig(kratosPublicUrl = "https://u:pass@h.example:99/a")
        assertTrue("https://h.example:99/a" in "$config", "$config")
        assertEquals("SignedOut", "${FlowOutcome.SignedOut}")
        assertEquals("AlreadySignedIn", "${FlowOutcome.AlreadySignedIn}")
    }

    @Test
    fun recordedRequestsAndUnknownFieldsAreNotPrinted() = runBlocking {
        val mock = OryMock().answer(
            status = 201,
            body = """{"id":"i","schema_id":"s","schema_url":"u","traits":{},"aura":"$hidden"}""",
            setCookie = listOf("a=$hidden"),
        )
        val recorder = Ory.withMock(mock).responseRecorder()
        val made = recorder.ory().identity().createIdentity(CreateIdentityBody("s", Json("""{"x":"$hidden"}""")))
        for (printed in listOf("${mock.requests()}", "${recorder.last()}", "$made")) assertFalse(hidden in printed, printed)
        assertTrue("extra=[aura]" in "$made" && "body=[redacted]" in "${mock.requests()}", "$made ${mock.requests()}")
        assertTrue("a=$hidden" in recorder.last()!!.setCookie)
    }

    @Test
    fun otherValuesArePrinted() {
        val without = "${UiNodeInputAttributes(name = "email", type = UiNodeInputAttributesType.Email, disabled = true)}"
        assertTrue(
            without.startsWith("UiNodeInputAttributes(name=email, type=Email, disabled=true, ") && "value=null" in without,
            without,
        )
        assertTrue("tag=of-tomorrow" in "${UnknownArm(tag = "of-tomorrow", json = json)}")
    }

    @Test
    fun anErrorMadeByTheCallerPrintsInOneLine() {
        val problem = Problem(
            kind = ErrorKind.API,
            operation = "getIdentity",
            status = 404,
            message = "Not there.",
            reason = "It is gone.",
            details = Json("{no json"),
            body = hidden,
        )
        assertEquals("getIdentity: 404 Not Found: Not there: It is gone.", "$problem")
        assertEquals("getIdentity: 404 Not Found: Not there: It is gone.", OryException.Api(problem).message)
        assertEquals("half \\u{d800}\\u{a}", "${Problem(kind = ErrorKind.API, message = "half \ud800\n")}")
        assertEquals("-1: Not there (request r\\u{2028})", "${Problem(kind = ErrorKind.API, status = -1, message = "Not there", requestId = "r\u2028")}")
    }
}
