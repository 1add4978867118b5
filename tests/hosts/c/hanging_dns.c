/* A resolver that does not answer for a minute. Calls end at their time-out, a cancelled one at once, and freeing the client
 * waits for nothing.
 *
 * Prints a line for each call: the kind of its error and the milliseconds that it took; then those of freeing. */
#define _POSIX_C_SOURCE 200809L
#include <ory.h>

#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

/* In place of the C library's. */
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    struct timespec minute = {60, 0};
    (void)node, (void)service, (void)hints, (void)found;
    nanosleep(&minute, NULL);
    return EAI_AGAIN;
}

static ory_client *client;

static long clock_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void *call(void *unused) {
    long start = clock_ms();
    ory_session *session = NULL;
    int result = (int)ory_client_to_session(client, NULL, &session, NULL);
    printf("%d %ld\n", result, clock_ms() - start);
    return unused;
}

int main(void) {
    ory_config *config = ory_config_new();
    ory_call_options *options = ory_call_options_new();
    ory_client *patient;
    pthread_t thread;
    struct timespec moment = {0, 300000000};
    long start;
    ory_config_set_kratos_public_url(config, ORY_STR("https://kratos.example"));
    ory_config_set_session_token(config, ORY_STR("ory_st_hosts"));
    ory_config_set_timeout_ms(config, 300);
    ory_config_set_max_retries(config, 0);
    if (ory_config_build(config, &client, NULL) != ORY_OK) {
        return 2;
    }
    call(NULL);
    patient = client;
    ory_call_options_set_timeout_ms(options, 50000);
    if (ory_client_with_options(patient, options, &client, NULL) != ORY_OK ||
        pthread_create(&thread, NULL, call, NULL) != 0) {
        return 3;
    }
    nanosleep(&moment, NULL);
    ory_client_cancel(client);
    pthread_join(thread, NULL);
    start = clock_ms();
    ory_client_free(client);
    ory_client_free(patient);
    printf("%ld\n", clock_ms() - start);
    ory_call_options_free(options);
    return 0;
}
