/* The library does no harm to its host: no signal, no thread that a fork leaves behind, no end that hangs. */
#define _POSIX_C_SOURCE 200809L
#include "support.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t pipe_signals = 0;

static void count_pipe_signal(int number) {
    (void)number;
    pipe_signals++;
}

/* A server that reads a little, answers with that text and resets the connection. */
typedef struct {
    int listener;
    const char *answer;
} rude_server;

static void *serve_rudely(void *argument) {
    rude_server *server = argument;
    for (;;) {
        char head[1024];
        struct linger reset = {1, 0};
        int connection = accept(server->listener, NULL, NULL);
        if (connection < 0) {
            return NULL;
        }
        if (read(connection, head, sizeof head) > 0 && server->answer[0] != '\0') {
            ssize_t written = write(connection, server->answer, strlen(server->answer));
            (void)written;
        }
        setsockopt(connection, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
        close(connection);
    }
}

static int listen_on_loopback(uint16_t *port) {
    struct sockaddr_in address = {0};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 8) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
        return -1;
    }
    *port = ntohs(address.sin_port);
    return listener;
}

static ory_client *client_of_port(uint16_t port) {
    char url[64];
    ory_client *client = NULL;
    ory_error *error = NULL;
    ory_config *config = ory_config_new();
    snprintf(url, sizeof url, "http://127.0.0.1:%u", port);
    ory_config_set_kratos_admin_url(config, ORY_STR(url));
    ory_config_set_max_retries(config, 0);
    if (ory_config_build(config, &client, &error) != ORY_OK) {
        show(error);
        ory_error_free(error);
    }
    return client;
}

/* Sends an identity of 20 MB, or of 5 MB where every byte takes long; whether the call failed as it should. */
static bool large_call_fails(const ory_client *client) {
    const size_t size = getenv("ORY_HUB_INSTRUMENTED") == NULL ? 20000000 : 5000000;
    static const char start[] = "{\"text\":\"";
    char *traits = malloc(size);
    ory_create_identity_body *body = ory_create_identity_body_new();
    ory_identity *identity = NULL;
    ory_error *error = NULL;
    ory_result result;
    if (traits == NULL) {
        return false;
    }
    memset(traits, 'x', size);
    memcpy(traits, start, sizeof start - 1);
    memcpy(traits + size - 3, "\"}", 3);
    ory_create_identity_body_set_schema_id(body, ORY_STR("person"));
    ory_create_identity_body_set_traits(body, ORY_STR(traits));
    result = ory_client_create_identity(client, body, &identity, &error);
    free(traits);
    ory_create_identity_body_free(body);
    ory_identity_free(identity);
    if (result != ORY_ERROR_TRANSPORT && ory_error_get_status(error) != 413) {
        show(error);
        ory_error_free(error);
        return false;
    }
    ory_error_free(error);
    return true;
}

static void no_pipe_signal(void) {
    static const char *answers[] = {"", "HTTP/1.1 413 Payload Too Large\r\ncontent-length: 0\r\n\r\n"};
    struct sigaction handler, before, after;
    memset(&handler, 0, sizeof handler);
    handler.sa_handler = count_pipe_signal;
    sigemptyset(&handler.sa_mask);
    CHECK(sigaction(SIGPIPE, &handler, &before) == 0);
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        uint16_t port = 0;
        pthread_t thread;
        rude_server server = {listen_on_loopback(&port), answers[i]};
        ory_client *client = client_of_port(port);
        CHECK(client != NULL);
        CHECK(pthread_create(&thread, NULL, serve_rudely, &server) == 0);
        CHECK(large_call_fails(client));
        CHECK(large_call_fails(client));
        ory_client_free(client);
        shutdown(server.listener, SHUT_RDWR);
        pthread_join(thread, NULL);
        close(server.listener);
    }
    CHECK(sigaction(SIGPIPE, &before, &after) == 0);
    CHECK(after.sa_handler == count_pipe_signal);
    CHECK(pipe_signals == 0);
}

/* Waits up to 3 seconds for a child; whether it exited with 0. */
static bool child_succeeds(pid_t child) {
    for (int i = 0; i < 300; i++) {
        int status = 0;
        if (waitpid(child, &status, WNOHANG) == child) {
            return WIFEXITED(status) && WEXITSTATUS(status) == 0;
        }
        sleep_ms(10);
    }
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return false;
}

static bool call_succeeds(const ory_client *client) {
    ory_error *error = NULL;
    ory_result result = to_session(client, &error);
    if (result != ORY_OK) {
        show(error);
    }
    ory_error_free(error);
    return result == ORY_OK;
}

static volatile sig_atomic_t enough = 0;

static void *call_until_enough(void *client) {
    while (!enough && call_succeeds(client)) {
    }
    return enough ? NULL : client;
}

/* A client that was used, and one that was not, work in a child; the parent's goes on. */
static void after_fork(void) {
    ory_client *used = fault_client("good.fork", 0, 2000);
    ory_client *fresh = fault_client("good.fork", 0, 2000);
    pthread_t thread;
    void *failed = NULL;
    CHECK(call_succeeds(used));
    CHECK(pthread_create(&thread, NULL, call_until_enough, used) == 0);
    for (int i = 0; i < 20; i++) {
        pid_t child = fork();
        CHECK(child >= 0);
        if (child == 0) {
            bool right = call_succeeds(used) && call_succeeds(fresh) && call_succeeds(used);
            ory_client_free(used);
            ory_client_free(fresh);
            _exit(right ? 0 : 1);
        }
        CHECK(child_succeeds(child));
    }
    enough = 1;
    pthread_join(thread, &failed);
    CHECK(failed == NULL);
    CHECK(call_succeeds(used));
    CHECK(call_succeeds(fresh));
    ory_client_free(used);
    ory_client_free(fresh);
}

static bool called_at_end = false;

static void call_at_end(void *client) {
    called_at_end = call_succeeds(client);
}

static void *set_key(void *argument) {
    void **key_and_client = argument;
    pthread_setspecific(*(pthread_key_t *)key_and_client[0], key_and_client[1]);
    return call_succeeds(key_and_client[1]) ? NULL : argument;
}

/* A call from the destructor of a thread's key, when the thread's own storage is being taken down. */
static void at_thread_end(void) {
    ory_client *client = fault_client("good.thread-end", 0, 2000);
    pthread_key_t key;
    pthread_t thread;
    void *argument[2];
    argument[0] = &key;
    argument[1] = client;
    CHECK(pthread_key_create(&key, call_at_end) == 0);
    CHECK(pthread_create(&thread, NULL, set_key, argument) == 0);
    pthread_join(thread, NULL);
    CHECK(called_at_end);
    pthread_key_delete(key);
    ory_client_free(client);
}

/* A name that nobody resolves: the call ends at its time-out, and freeing the client does not wait. */
static void look_up_ends(void) {
    ory_client *client = NULL;
    ory_error *error = NULL;
    ory_config *config = ory_config_new();
    double start;
    ory_config_set_kratos_public_url(config, ORY_STR("https://no-such-host.invalid"));
    ory_config_set_session_token(config, ORY_STR(TOKEN));
    ory_config_set_max_retries(config, 0);
    ory_config_set_timeout_ms(config, 300);
    CHECK_OK(ory_config_build(config, &client, &error), error);
    start = clock_ms();
    CHECK(to_session(client, &error) != ORY_OK);
    ory_error_free(error);
    ory_client_free(client);
    CHECK(took_less(start, 1000));
}

void host_tests(void) {
    run_test("host-no-pipe-signal", no_pipe_signal);
    /* valgrind and AddressSanitizer slow children down beyond the time that this test gives them. */
    if (getenv("ORY_HUB_INSTRUMENTED") == NULL) {
        run_test("host-after-fork", after_fork);
    }
    run_test("host-at-thread-end", at_thread_end);
    run_test("host-look-up-ends", look_up_ends);
}
