/* Just enough HTTP to read the request log of the fault server. */
#define _POSIX_C_SOURCE 200809L
#include "support.h"

#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

static int connect_to(const char *host, const char *port) {
    struct addrinfo hints = {0};
    struct addrinfo *found = NULL;
    int connection = -1;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(host, port, &hints, &found) != 0) {
        return -1;
    }
    for (struct addrinfo *place = found; place != NULL && connection < 0; place = place->ai_next) {
        connection = socket(place->ai_family, place->ai_socktype, place->ai_protocol);
        if (connection >= 0 && connect(connection, place->ai_addr, place->ai_addrlen) != 0) {
            close(connection);
            connection = -1;
        }
    }
    freeaddrinfo(found);
    return connection;
}

static char *read_all(int connection) {
    size_t size = 4096;
    size_t length = 0;
    char *text = malloc(size);
    while (text != NULL) {
        ssize_t count = read(connection, text + length, size - length - 1);
        if (count <= 0) {
            text[length] = '\0';
            return text;
        }
        length += (size_t)count;
        if (length + 1 == size) {
            char *larger = realloc(text, size * 2);
            if (larger == NULL) {
                break;
            }
            text = larger;
            size *= 2;
        }
    }
    free(text);
    return NULL;
}

char *http(const char *method, const char *url) {
    char host[128], port[16], request[512];
    char *answer, *body;
    const char *path;
    int connection, length;
    if (sscanf(url, "http://%127[^:/]:%15[0-9]", host, port) != 2) {
        return NULL;
    }
    path = strchr(url + strlen("http://"), '/');
    connection = connect_to(host, port);
    if (connection < 0) {
        return NULL;
    }
    length = snprintf(request, sizeof request,
                      "%s %s HTTP/1.1\r\nHost: %s:%s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", method,
                      path == NULL ? "/" : path, host, port);
    if (length < 0 || write(connection, request, (size_t)length) != length) {
        close(connection);
        return NULL;
    }
    answer = read_all(connection);
    close(connection);
    if (answer == NULL) {
        return NULL;
    }
    body = strstr(answer, "\r\n\r\n");
    if (body == NULL) {
        free(answer);
        return NULL;
    }
    memmove(answer, body + 4, strlen(body + 4) + 1);
    return answer;
}

long fault_count(const char *fault, const char *name) {
    char url[256], key[32];
    char *request_log, *place;
    long number = -1;
    snprintf(url, sizeof url, "%s/%s/_count", variable("ORY_HUB_FAULTS"), fault);
    snprintf(key, sizeof key, "\"%s\":", name);
    request_log = http("GET", url);
    if (request_log == NULL) {
        return -1;
    }
    place = strstr(request_log, key);
    if (place != NULL) {
        number = strtol(place + strlen(key), NULL, 10);
    }
    free(request_log);
    return number;
}

bool fault_count_becomes(const char *fault, const char *name, long number) {
    double start = clock_ms();
    while (fault_count(fault, name) != number) {
        if (!took_less(start, 5000)) {
            return false;
        }
        sleep_ms(20);
    }
    return true;
}
