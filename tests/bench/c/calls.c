/* Calls GET /sessions/whoami with so many threads, by libcurl with yyjson and by ory-hub, and prints how much CPU time of this
 * process one call takes: `name TAB nanoseconds a round …`.
 *
 * Arguments: the URL of the server, the number of threads. */
#define _GNU_SOURCE
#include <ory.h>

#include <curl/curl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "yyjson.h"

enum { ROUNDS = 7, CALLS = 8000, WARM = 20, MOST = 64 };

#define TOKEN "ory_st_abcdefghijklmnopqrstuvwxyz012345"

static const char *url;
static int callers, failures;
static pthread_barrier_t barrier;
static ory_client *client;

typedef struct {
    char *data;
    size_t len, size;
} buffer;

static size_t append(char *data, size_t one, size_t len, void *context) {
    buffer *body = context;
    (void)one;
    if (body->len + len > body->size) {
        body->size = 2 * (body->len + len);
        body->data = realloc(body->data, body->size);
    }
    if (body->data == NULL) {
        return 0;
    }
    memcpy(body->data + body->len, data, len);
    body->len += len;
    return len;
}

/* What a program of C reads of a session: whether it is active, whose it is, the mail address. */
static int curl_call(CURL *curl, buffer *body) {
    yyjson_doc *document;
    yyjson_val *root, *identity;
    long status = 0;
    int right;
    body->len = 0;
    if (curl_easy_perform(curl) != CURLE_OK || curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status) != CURLE_OK) {
        return 0;
    }
    document = yyjson_read(body->data, body->len, 0);
    root = yyjson_doc_get_root(document);
    identity = yyjson_obj_get(root, "identity");
    right = status == 200 && yyjson_get_bool(yyjson_obj_get(root, "active")) &&
            yyjson_get_len(yyjson_obj_get(identity, "id")) == 36 &&
            yyjson_get_len(yyjson_obj_get(yyjson_obj_get(identity, "traits"), "email")) > 0;
    yyjson_doc_free(document);
    return right;
}

static int ory_call(void) {
    ory_session *session = NULL;
    const ory_identity *identity;
    ory_str email = {NULL, 0};
    int right;
    if (ory_client_to_session(client, NULL, &session, NULL) != ORY_OK) {
        return 0;
    }
    identity = ory_session_get_identity(session);
    right = ory_session_get_active(session) && ory_identity_get_id(identity).len == 36 &&
            ory_json_get_str(ory_identity_get_traits(identity), ORY_STR("/email"), &email) && email.len > 0;
    ory_session_free(session);
    return right;
}

static void *by_curl(void *unused) {
    CURL *curl = curl_easy_init();
    struct curl_slist *headers = curl_slist_append(NULL, "Accept: application/json");
    buffer body = {NULL, 0, 0};
    char whoami[256];
    int wrong = 0;
    headers = curl_slist_append(headers, "X-Session-Token: " TOKEN);
    snprintf(whoami, sizeof whoami, "%s/sessions/whoami", url);
    curl_easy_setopt(curl, CURLOPT_URL, whoami);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, append);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 30000L);
    for (int i = 0; i < WARM; i++) {
        wrong += !curl_call(curl, &body);
    }
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < CALLS / callers; i++) {
        wrong += !curl_call(curl, &body);
    }
    pthread_barrier_wait(&barrier);
    __atomic_add_fetch(&failures, wrong, __ATOMIC_SEQ_CST);
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    free(body.data);
    return unused;
}

static void *by_ory(void *unused) {
    int wrong = 0;
    for (int i = 0; i < WARM; i++) {
        wrong += !ory_call();
    }
    pthread_barrier_wait(&barrier);
    for (int i = 0; i < CALLS / callers; i++) {
        wrong += !ory_call();
    }
    pthread_barrier_wait(&barrier);
    __atomic_add_fetch(&failures, wrong, __ATOMIC_SEQ_CST);
    return unused;
}

static double cpu_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* Nanoseconds of CPU time for one call. */
static double round_of(void *(*work)(void *)) {
    pthread_t threads[MOST];
    double start, end;
    pthread_barrier_init(&barrier, NULL, (unsigned)callers + 1);
    for (int i = 0; i < callers; i++) {
        if (pthread_create(&threads[i], NULL, work, NULL) != 0) {
            exit(3);
        }
    }
    pthread_barrier_wait(&barrier);
    start = cpu_seconds();
    pthread_barrier_wait(&barrier);
    end = cpu_seconds();
    for (int i = 0; i < callers; i++) {
        pthread_join(threads[i], NULL);
    }
    pthread_barrier_destroy(&barrier);
    return (end - start) * 1e9 / (CALLS / callers * callers);
}

int main(int count, char **arguments) {
    static double times[2][ROUNDS];
    ory_config *config = ory_config_new();
    if (count != 3 || (callers = atoi(arguments[2])) < 1 || callers > MOST) {
        return 2;
    }
    url = arguments[1];
    curl_global_init(CURL_GLOBAL_DEFAULT);
    ory_config_set_kratos_public_url(config, ORY_STR(url));
    ory_config_set_session_token(config, ORY_STR(TOKEN));
    if (ory_config_build(config, &client, NULL) != ORY_OK) {
        return 2;
    }
    /* In turn, so that whatever else the machine does meets both. */
    for (int round = 0; round < ROUNDS; round++) {
        times[0][round] = round_of(by_curl);
        times[1][round] = round_of(by_ory);
    }
    for (int way = 0; way < 2; way++) {
        if (way == 0) {
            printf("libcurl %s + yyjson %s", curl_version_info(CURLVERSION_NOW)->version, YYJSON_VERSION_STRING);
        } else {
            printf("ory-hub");
        }
        for (int round = 0; round < ROUNDS; round++) {
            printf("\t%.0f", times[way][round]);
        }
        printf("\n");
    }
    ory_client_free(client);
    curl_global_cleanup();
    return failures == 0 ? 0 : 4;
}
