import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import ory.hub.Json;
import ory.hub.Ory;
import ory.hub.OryConfig;
import ory.hub.OryException;
import ory.hub.OryJava;
import ory.hub.OryMock;
import ory.hub.Secret;
import ory.hub.model.Identity;
import org.junit.jupiter.api.Test;

/** Not in the list of cases: the package as Java sees it. */
class JavaTest {
    private static final String IDENTITY = "{\"id\":\"i\",\"schema_id\":\"person\",\"schema_url\":\"u\",\"traits\":{}}";

    @Test
    void aConfigurationIsBuilt() throws Exception {
        OryConfig config = OryConfig.builder()
            .projectUrl("https://slug.projects.oryapis.com")
            .projectKey(new Secret("ory_pat_x"))
            .timeoutMs(500)
            .headers(Map.of("X-Tenant", "a"))
            .build();
        assertEquals(500, config.getTimeoutMs());
        assertEquals(2, config.getMaxRetries());
        assertTrue(config.toString().contains("[redacted]"));
        new Ory(config, null).close();
    }

    @Test
    void callsBlockOrGiveAFuture() throws Exception {
        OryMock mock = new OryMock();
        mock.answer(200, IDENTITY, null, null);
        mock.answer(200, IDENTITY, null, null);
        mock.answer(404, "{\"error\":{\"code\":404,\"message\":\"gone\"}}", null, null);
        Ory ory = Ory.Companion.withMock(mock, null, null);
        Identity identity = OryJava.blocking(call -> ory.identity().getIdentity("i", null, call));
        assertEquals("i", identity.getId());
        assertEquals(identity, Identity.fromJson(identity.toJson()));
        CompletableFuture<Identity> future = OryJava.future(call -> ory.identity().getIdentity("i", null, call));
        assertEquals("i", future.get().getId());
        CompletableFuture<Identity> failing = OryJava.future(call -> ory.identity().getIdentity("missing", null, call));
        Throwable cause = assertThrows(ExecutionException.class, failing::get).getCause();
        assertEquals(404, ((OryException) cause).getProblem().getStatus());
        assertEquals("[1]", Json.of(List.of(1)).getText());
    }
}
