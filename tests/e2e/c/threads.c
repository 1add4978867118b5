/* One client, four threads. */
#define _GNU_SOURCE
#include "support.h"

#include <fcntl.h>
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
    CHECK(took_less(start, 1500));
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

static void count_cancelled(void *context, const ory_event *event) {
    int *count = context;
    *count += event->result == ORY_ERROR_CANCELLED && event->status == 0 && event->attempt == 1 ? 1 : 100;
}

/* Another thread ends a call in progress, which an observer sees; later calls of the client work, and freeing it waits for nothing. */
static void cancelled(void) {
    ory_client *unobserved = fault_client("slow.cancelled", 0, 10000);
    ory_client *client = NULL;
    ory_error *error = NULL;
    int seen = 0;
    pthread_t thread;
    void *failed = NULL;
    double start = clock_ms();
    CHECK_OK(ory_client_with_observer(unobserved, count_cancelled, &seen, &client, &error), error);
    CHECK(pthread_create(&thread, NULL, wait_for_cancel, client) == 0);
    sleep_ms(300);
    ory_client_cancel(client);
    pthread_join(thread, &failed);
    CHECK(failed == NULL && seen == 1);
    CHECK(took_less(start, 2000));
    ory_client_cancel(NULL);
    start = clock_ms();
    ory_client_free(client);
    ory_client_free(unobserved);
    CHECK(took_less(start, 500));
}

/* Not inlined: AddressSanitizer takes the marks around the variables of a frame that a cancellation leaves for an error of its own. */
static void *(*volatile const slow_call)(void *) = wait_for_slow;

static void *wait_to_be_ended(void *client) {
    (void)slow_call(client);
    pthread_testcancel();
    return NULL;
}

/* A cancellation of the thread waits for the call to return: it may not unwind through the library. */
static void thread_cancelled(void) {
    ory_client *client = fault_client("slow.thread-cancelled", 0, 600);
    pthread_t thread;
    void *ended = NULL;
    CHECK(pthread_create(&thread, NULL, wait_to_be_ended, client) == 0);
    sleep_ms(200);
    CHECK(pthread_cancel(thread) == 0);
    pthread_join(thread, &ended);
    CHECK(ended == PTHREAD_CANCELED);
    ory_client_free(client);
}

enum { STORM = 16, ROUNDS = 20 };

/* Open descriptors of this process. */
static int descriptors(void) {
    int open = 0;
    for (int i = 0; i < 1024; i++) {
        open += fcntl(i, F_GETFD) >= 0;
    }
    return open;
}

static void *call_in_a_storm(void *client) {
    ory_error *error = NULL;
    ory_result result = to_session(client, &error);
    bool right = result == ORY_ERROR_CANCELLED;
    if (!right) {
        show(error);
    }
    ory_error_free(error);
    return right ? NULL : client;
}

/* Many calls that are cancelled, again and again: no connection and no descriptor stays, and the client works. */
static void cancel_storm(void) {
    ory_client *client = fault_client("slow.cancel-storm", 0, 60000);
    pthread_t threads[STORM];
    int before = descriptors();
    bool right = true;
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < STORM; i++) {
            CHECK(pthread_create(&threads[i], NULL, call_in_a_storm, client) == 0);
        }
        /* Calls that begin after the first cancel want another one. */
        for (int ended = 0; ended < STORM;) {
            void *failed = NULL;
            ory_client_cancel(client);
            sleep_ms(round % 7);
            while (ended < STORM && pthread_tryjoin_np(threads[ended], &failed) == 0) {
                right = right && failed == NULL;
                ended++;
            }
        }
    }
    CHECK(right);
    CHECK(descriptors() <= before);
    CHECK(fault_count_becomes("slow.cancel-storm", "open", 0));
    ory_client_free(client);
}

void threads_tests(void) {
    run_test("threads-one-client", one_client);
    run_test("threads-at-once", at_once);
    run_test("threads-cancelled", cancelled);
    run_test("threads-thread-cancelled", thread_cancelled);
    run_test("threads-cancel-storm", cancel_storm);
}
