/* What a client guarantees its caller: time-outs and redaction. */
#include "support.h"

static void timeout(void) {
    static const char *const faults[] = {"slow.timeout", "slow-body.timeout"};
    for (size_t i = 0; i < 2; i++) {
        ory_client *client = fault_client(faults[i], 0, 400);
        ory_error *error = NULL;
        double start = clock_ms();
        CHECK(to_session(client, &error) == ORY_ERROR_TIMEOUT);
        CHECK(took_less(start, 3000));
        CHECK(fault_count_becomes(faults[i], "open", 0));
        CHECK(fault_count_becomes(faults[i], "abandoned", 1));
        ory_error_free(error);
        ory_client_free(client);
    }
}

static void secret_hidden(void) {
    ory_client *client = fault_client("error-herodot", -1, -1);
    ory_error *error = NULL;
    CHECK(to_session(client, &error) == ORY_ERROR_API);
    CHECK(!has(ory_error_get_message(error), TOKEN));
    CHECK(!has(ory_error_get_line(error), TOKEN));
    CHECK(!has(ory_error_get_reason(error), TOKEN));
    CHECK(!has(ory_error_get_details(error), TOKEN));
    ory_error_free(error);
    ory_client_free(client);
}

void client_guarantees_tests(void) {
    run_case("timeout", timeout);
    run_case("secret-hidden", secret_hidden);
}
