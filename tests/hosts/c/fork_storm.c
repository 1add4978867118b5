/* Forks while four threads call with the same client; each child calls with that client and with one that nobody used.
 *
 * Arguments: the URL of the API, the number of children, the number of calls that the parent makes at least. Prints
 * `<children that failed> <calls> <calls that failed>`. */
#define _POSIX_C_SOURCE 200809L
#include <ory.h>

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 4, AT_ONCE = 8 };

static ory_client *used, *fresh;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long calls, failures, wanted;
static bool forking = true;

static bool call(const ory_client *client) {
    ory_session *session = NULL;
    ory_error *error = NULL;
    bool right = ory_client_to_session(client, NULL, &session, &error) == ORY_OK;
    ory_str line = ory_error_get_line(error);
    if (!right) {
        fprintf(stderr, "%.*s\n", (int)line.len, line.data);
    }
    ory_error_free(error);
    ory_session_free(session);
    return right;
}

static void *call_on(void *unused) {
    for (;;) {
        bool right = call(used), more;
        pthread_mutex_lock(&lock);
        calls++;
        failures += !right;
        more = forking || calls < wanted;
        pthread_mutex_unlock(&lock);
        if (!more) {
            return unused;
        }
    }
}

/* The child ends itself where it hangs; the default time-out of a call is longer. */
static void child(void) {
    bool right;
    alarm(20);
    right = call(used) && call(fresh) && call(used);
    ory_client_free(used);
    ory_client_free(fresh);
    _exit(right ? 0 : 1);
}

static long wait_for_one(void) {
    int status = 0;
    return wait(&status) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

static ory_client *client_of(const char *url) {
    ory_config *config = ory_config_new();
    ory_client *client = NULL;
    ory_config_set_kratos_public_url(config, ORY_STR(url));
    ory_config_set_session_token(config, ORY_STR("ory_st_hosts"));
    ory_config_build(config, &client, NULL);
    return client;
}

int main(int count, char **arguments) {
    pthread_t threads[THREADS];
    long failed = 0;
    int children, alive = 0;
    if (count != 4) {
        return 2;
    }
    used = client_of(arguments[1]);
    fresh = client_of(arguments[1]);
    children = atoi(arguments[2]);
    wanted = atol(arguments[3]);
    if (!call(used)) {
        return 3;
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_create(&threads[i], NULL, call_on, NULL);
    }
    for (int i = 0; i < children; i++) {
        pid_t made;
        if (alive == AT_ONCE) {
            failed += wait_for_one();
            alive--;
        }
        made = fork();
        if (made == 0) {
            child();
        }
        failed += made < 0;
        alive += made > 0;
    }
    for (; alive > 0; alive--) {
        failed += wait_for_one();
    }
    pthread_mutex_lock(&lock);
    forking = false;
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    failures += !call(fresh);
    printf("%ld %ld %ld\n", failed, calls, failures);
    ory_client_free(used);
    ory_client_free(fresh);
    return 0;
}
