/* One client, four threads. */
#define _POSIX_C_SOURCE 200809L
#include "support.h"

#include <pthread.h>

enum { THREADS = 4, CALLS = 25 };

/* Calls one after the other; returns NULL if all succeeded. */
static void *work(void *client) {
    for (int i = 0; i < CALLS; i++) {
        ory_session *session = NULL;
        ory_error *error = NULL;
        bool right = ory_client_to_session(client, NULL, &session, &error) == ORY_OK && ory_session_get_active(session);
        ory_session_free(session);
        if (!right) {
            show(error);
            ory_error_free(error);
            return client;
        }
    }
    return NULL;
}

static void one_client(void) {
    ory_client *client = fault_client("good.threads", -1, -1);
    pthread_t threads[THREADS];
    bool right = true;
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, work, client) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        void *failed = NULL;
        pthread_join(threads[i], &failed);
        right = right && failed == NULL;
    }
    CHECK(right);
    CHECK(fault_count("good.threads", "count") == THREADS * CALLS);
    ory_client_free(client);
}

static void *wait_for_slow(void *client) {
    ory_session *session = NULL;
    ory_error *error = NULL;
    ory_result result = ory_client_to_session(client, NULL, &session, &error);
    ory_session_free(session);
    ory_error_free(error);
    return result == ORY_ERROR_TIMEOUT ? NULL : client;
}

/* Blocked calls do not block each other. */
static void at_once(void) {
    ory_client *client = fault_client("slow.threads", 0, 500);
    pthread_t threads[THREADS];
    double start = clock_ms();
    bool right = true;
    for (int i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, wait_for_slow, client) == 0);
    }
    for (int i = 0; i < THREADS; i++) {
        void *failed = NULL;
        pthread_join(threads[i], &failed);
        right = right && failed == NULL;
    }
    CHECK(right);
    CHECK(clock_ms() - start < 1500);
    ory_client_free(client);
}

static void *wait_for_cancel(void *client) {
    ory_session *session = NULL;
    ory_error *error = NULL;
    ory_result result = ory_client_to_session(client, NULL, &session, &error);
    bool right = result == ORY_ERROR_CANCELLED && is(ory_error_get_operation(error), "toSession");
    ory_session_free(session);
    ory_error_free(error);
    return right ? NULL : client;
}

/* Another thread ends a call in progress; later calls of the client work, and freeing it waits for nothing. */
static void cancelled(void) {
    ory_client *client = fault_client("slow.cancelled", 0, 10000);
    pthread_t thread;
    void *failed = NULL;
    double start = clock_ms();
    CHECK(pthread_create(&thread, NULL, wait_for_cancel, client) == 0);
    sleep_ms(300);
    ory_client_cancel(client);
    pthread_join(thread, &failed);
    CHECK(failed == NULL);
    CHECK(clock_ms() - start < 2000);
    ory_client_cancel(NULL);
    start = clock_ms();
    ory_client_free(client);
    CHECK(clock_ms() - start < 100);
}

void threads_tests(void) {
    run_test("threads-one-client", one_client);
    run_test("threads-at-once", at_once);
    run_test("threads-cancelled", cancelled);
}
