/* Decodes a page of identities by yyjson, cJSON and ory-hub, reads some fields of each, and prints how long that takes:
 * `name TAB nanoseconds a round …`.
 *
 * Argument: the file of the page. */
#define _POSIX_C_SOURCE 200809L
#include <ory.h>

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "yyjson.h"

enum { ROUNDS = 40, IDENTITIES = 250 };

/* Long enough that the clock's own cost is nothing. */
static const double ROUND_NS = 20e6;

static char *text;
static size_t length;

/* Each gives the number of identities that are active and have an id and a mail address. */
static size_t by_yyjson(void) {
    yyjson_doc *document = yyjson_read(text, length, 0);
    yyjson_val *identity;
    size_t index, len, found = 0;
    yyjson_arr_foreach(yyjson_doc_get_root(document), index, len, identity) {
        found += yyjson_equals_str(yyjson_obj_get(identity, "state"), "active") &&
                 yyjson_get_len(yyjson_obj_get(identity, "id")) > 0 &&
                 yyjson_get_len(yyjson_obj_get(
                     yyjson_arr_get_first(yyjson_obj_get(identity, "verifiable_addresses")), "value")) > 0;
    }
    yyjson_doc_free(document);
    return found;
}

static size_t by_cjson(void) {
    cJSON *document = cJSON_ParseWithLength(text, length);
    cJSON *identity;
    size_t found = 0;
    cJSON_ArrayForEach(identity, document) {
        const char *state = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(identity, "state"));
        const char *id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(identity, "id"));
        cJSON *address = cJSON_GetArrayItem(cJSON_GetObjectItemCaseSensitive(identity, "verifiable_addresses"), 0);
        const char *value = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(address, "value"));
        found += state != NULL && strcmp(state, "active") == 0 && id != NULL && id[0] != '\0' && value != NULL;
    }
    cJSON_Delete(document);
    return found;
}

static size_t by_ory(void) {
    ory_str json;
    ory_identity_list *list = NULL;
    size_t found = 0;
    json.data = text;
    json.len = length;
    if (ory_identity_list_from_json(json, &list, NULL) != ORY_OK) {
        return 0;
    }
    for (size_t i = 0; i < ory_identity_list_len(list); i++) {
        const ory_identity *identity = ory_identity_list_at(list, i);
        const ory_verifiable_identity_address *address = ory_identity_verifiable_addresses_at(identity, 0);
        found += ory_identity_get_state(identity) == ORY_IDENTITY_STATE_ACTIVE &&
                 ory_identity_get_id(identity).len > 0 && ory_verifiable_identity_address_get_value(address).len > 0;
    }
    ory_identity_list_free(list);
    return found;
}

static double now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* Nanoseconds of one decoding. */
static double round_of(size_t (*decode)(void)) {
    double start = now_ns(), end = start;
    long times = 0;
    while (end - start < ROUND_NS) {
        size_t found = decode();
        if (found != IDENTITIES) {
            fprintf(stderr, "%zu identities\n", found);
            exit(3);
        }
        times++;
        end = now_ns();
    }
    return (end - start) / (double)times;
}

int main(int count, char **arguments) {
    static size_t (*const decoders[])(void) = {by_yyjson, by_cjson, by_ory};
    static double times[3][ROUNDS];
    const char *names[3] = {"yyjson " YYJSON_VERSION_STRING, cJSON_Version(), "ory-hub"};
    FILE *file = count == 2 ? fopen(arguments[1], "rb") : NULL;
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        return 2;
    }
    length = (size_t)ftell(file);
    rewind(file);
    text = malloc(length + 1);
    if (text == NULL || fread(text, 1, length, file) != length) {
        return 2;
    }
    text[length] = '\0';
    fclose(file);
    /* In turn, so that whatever else the machine does meets all of them. */
    for (int round = 0; round < ROUNDS; round++) {
        for (int way = 0; way < 3; way++) {
            times[way][round] = round_of(decoders[way]);
        }
    }
    for (int way = 0; way < 3; way++) {
        printf("%s%s", way == 1 ? "cJSON " : "", names[way]);
        for (int round = 0; round < ROUNDS; round++) {
            printf("\t%.0f", times[way][round]);
        }
        printf("\n");
    }
    free(text);
    return 0;
}
