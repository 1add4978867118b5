/* Runs tests; what they share. */
#define _POSIX_C_SOURCE 200809L
#include "support.h"

#include <time.h>
#include <unistd.h>

static int passed = 0;
static int failures = 0;
static bool test_failed = false;

static double clock_of(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

double clock_ms(void) {
    return clock_of(CLOCK_MONOTONIC);
}

bool took_less(double start, double milliseconds) {
    double factor = getenv("ORY_HUB_INSTRUMENTED") == NULL ? 1 : 20;
    return clock_ms() - start < milliseconds * factor;
}

int64_t unix_now_ms(void) {
    return (int64_t)clock_of(CLOCK_REALTIME);
}

void sleep_ms(long milliseconds) {
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    nanosleep(&time, NULL);
}

static void run(const char *kind, const char *name, test_function test) {
    const char *only = getenv("ORY_HUB_CASE");
    if (only != NULL && strcmp(only, name) != 0) {
        return;
    }
    double start = clock_ms();
    test_failed = false;
    test();
    if (test_failed) {
        failures++;
    } else {
        passed++;
    }
    printf("%s %s %s %.1f\n", kind, name, test_failed ? "failed" : "ok", clock_ms() - start);
    fflush(stdout);
}

void run_case(const char *name, test_function test) {
    run("CASE", name, test);
}

void run_test(const char *name, test_function test) {
    run("TEST", name, test);
}

int passed_count(void) {
    return passed;
}

int failed_count(void) {
    return failures;
}

void failed_at(const char *file, int line, const char *what) {
    fprintf(stderr, "%s:%d: failed: %s\n", file, line, what);
    test_failed = true;
}

void show(const ory_error *error) {
    ory_str line = ory_error_get_line(error);
    fprintf(stderr, "%.*s\n", (int)line.len, line.data);
}

const char *variable(const char *name) {
    const char *value = getenv(name);
    if (value == NULL) {
        fprintf(stderr, "%s is not set\n", name);
        exit(2);
    }
    return value;
}

bool same(ory_str one, ory_str other) {
    return one.len == other.len && (one.len == 0 || memcmp(one.data, other.data, one.len) == 0);
}

bool is(ory_str text, const char *expected) {
    return same(text, ORY_STR(expected));
}

bool has(ory_str text, const char *part) {
    size_t length = strlen(part);
    for (size_t start = 0; start + length <= text.len; start++) {
        if (memcmp(text.data + start, part, length) == 0) {
            return true;
        }
    }
    return false;
}

address fresh_address(const char *name) {
    static unsigned made = 0;
    struct timespec now;
    address result;
    clock_gettime(CLOCK_REALTIME, &now);
    snprintf(result.text, sizeof result.text, "%s-%lx%lx%lx%x@c.example", name, (unsigned long)now.tv_sec,
             (unsigned long)now.tv_nsec, (unsigned long)getpid(), made++);
    return result;
}

static ory_client *build(ory_config *config) {
    ory_client *client = NULL;
    ory_error *error = NULL;
    if (ory_config_build(config, &client, &error) != ORY_OK) {
        show(error);
        ory_error_free(error);
    }
    return client;
}

ory_client *kratos_client(void) {
    ory_config *config = ory_config_new();
    ory_config_set_kratos_public_url(config, ORY_STR(variable("ORY_HUB_KRATOS_PUBLIC")));
    ory_config_set_kratos_admin_url(config, ORY_STR(variable("ORY_HUB_KRATOS_ADMIN")));
    return build(config);
}

ory_client *fault_client(const char *fault, int max_retries, int timeout_ms) {
    char url[256];
    ory_config *config = ory_config_new();
    snprintf(url, sizeof url, "%s/%s", variable("ORY_HUB_FAULTS"), fault);
    ory_config_set_kratos_public_url(config, ORY_STR(url));
    ory_config_set_kratos_admin_url(config, ORY_STR(url));
    ory_config_set_session_token(config, ORY_STR(TOKEN));
    if (max_retries >= 0) {
        ory_config_set_max_retries(config, (uint32_t)max_retries);
    }
    if (timeout_ms >= 0) {
        ory_config_set_timeout_ms(config, (uint64_t)timeout_ms);
    }
    return build(config);
}

ory_identity *new_identity(const ory_client *client, const char *email, ory_error **error) {
    char traits[160];
    ory_identity *identity = NULL;
    ory_create_identity_body *body = ory_create_identity_body_new();
    ory_identity_with_credentials *credentials = ory_identity_with_credentials_new();
    ory_identity_with_credentials_password *password = ory_identity_with_credentials_password_new();
    ory_identity_with_credentials_password_config *config = ory_identity_with_credentials_password_config_new();

    ory_identity_with_credentials_password_config_set_password(config, ORY_STR(PASSWORD));
    ory_identity_with_credentials_password_set_config(password, config);
    ory_identity_with_credentials_set_password(credentials, password);

    snprintf(traits, sizeof traits, "{\"email\":\"%s\"}", email);
    ory_create_identity_body_set_schema_id(body, ORY_STR("person"));
    ory_create_identity_body_set_traits(body, ORY_STR(traits));
    ory_create_identity_body_set_metadata_public(body, ORY_STR("{\"plan\":\"free\"}"));
    ory_create_identity_body_set_credentials(body, credentials);
    ory_client_create_identity(client, body, &identity, error);

    ory_identity_with_credentials_password_config_free(config);
    ory_identity_with_credentials_password_free(password);
    ory_identity_with_credentials_free(credentials);
    ory_create_identity_body_free(body);
    return identity;
}

ory_result to_session(const ory_client *client, ory_error **error) {
    ory_session *session = NULL;
    ory_result result = ory_client_to_session(client, NULL, &session, error);
    ory_session_free(session);
    return result;
}
