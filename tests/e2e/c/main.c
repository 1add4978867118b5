/* The cases of tests/cases.yaml that C has, and tests that only C has. */
#include "support.h"

int main(void) {
    char url[256];
    snprintf(url, sizeof url, "%s/_reset", variable("ORY_HUB_FAULTS"));
    free(http("POST", url));

    identity_tests();
    errors_tests();
    login_tests();
    self_service_tests();
    faults_tests();
    client_guarantees_tests();
    arguments_tests();
    mock_tests();
    services_tests();
    tokens_tests();
    threads_tests();
    host_tests();

    printf("%d passed, %d failed\n", passed_count(), failed_count());
    return failed_count() == 0 ? 0 : 1;
}
