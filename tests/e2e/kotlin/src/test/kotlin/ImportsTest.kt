import kotlinx.coroutines.runBlocking
import ory.hub.ErrorKind
import ory.hub.Json
import ory.hub.Ory
import ory.hub.OryConfig
import ory.hub.OryException
import ory.hub.Problem
import ory.hub.Secret
import ory.hub.Timestamp
import ory.hub.model.Identity
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Test

/** Types that are not Ory's models are in the package of the client. `ExamplesTest` imports both packages with `*`. */
class ImportsTest {
    @Test
    fun typesThatAreNotModelsAreInThePackageOfTheClient() = runBlocking {
        val ory = Ory(OryConfig(projectUrl = "${TestSupport.variable("ORY_HUB_FAULTS")}/good.imports", projectKey = Secret("ory_pat_example")))
        val identity: Identity = ory.identity().getIdentity("any")
        val traits: Json = identity.traits
        assertEquals(true, traits.text.contains("ada@faults.example"))
        val created: Timestamp? = identity.createdAt
        assertNotNull(created?.at)
        val error: OryException = TestSupport.fails<OryException.Input> { ory.identity().getIdentity("") }
        val problem: Problem = error.problem
        assertEquals(ErrorKind.INPUT, problem.kind)
    }
}
