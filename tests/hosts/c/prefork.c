/* A server that forks its workers before it accepts, as nginx and Apache do, with a client that its parent made and used.
 * It answers each connection with `<process> <active>`, and ends at SIGTERM, which it waits for as the signal's owner.
 *
 * Arguments: the URL of the API, the number of workers, the port. Exit code 0 if all workers ended by SIGTERM. */
#define _POSIX_C_SOURCE 200809L
#include <ory.h>

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 16 };

static bool is_active(const ory_client *client) {
    ory_session *session = NULL;
    ory_error *error = NULL;
    bool active = ory_client_to_session(client, NULL, &session, &error) == ORY_OK && ory_session_get_active(session);
    ory_str line = ory_error_get_line(error);
    if (!active) {
        fprintf(stderr, "%.*s\n", (int)line.len, line.data);
    }
    ory_error_free(error);
    ory_session_free(session);
    return active;
}

static void work(int listener, const ory_client *client) {
    for (;;) {
        char head[2048], answer[256], body[32];
        int connection = accept(listener, NULL, NULL);
        if (connection < 0) {
            continue;
        }
        if (read(connection, head, sizeof head) > 0) {
            int length = snprintf(body, sizeof body, "%ld %s", (long)getpid(), is_active(client) ? "True" : "False");
            length = snprintf(answer, sizeof answer,
                              "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", length, body);
            if (write(connection, answer, (size_t)length) != length) {
                perror("write");
            }
        }
        close(connection);
    }
}

static int listen_at(int port) {
    struct sockaddr_in address = {0};
    int yes = 1;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    address.sin_family = AF_INET;
    address.sin_port = htons((uint16_t)port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 64) != 0) {
        perror("listen");
        return -1;
    }
    return listener;
}

int main(int count, char **arguments) {
    ory_config *config = ory_config_new();
    ory_client *client = NULL;
    pid_t workers[MOST];
    sigset_t end;
    int listener, workers_len, signal = 0, wrong = 0;
    if (count != 4 || (workers_len = atoi(arguments[2])) > MOST || (listener = listen_at(atoi(arguments[3]))) < 0) {
        return 2;
    }
    ory_config_set_kratos_public_url(config, ORY_STR(arguments[1]));
    ory_config_set_session_token(config, ORY_STR("ory_st_hosts"));
    ory_config_set_timeout_ms(config, 5000);
    sigemptyset(&end);
    sigaddset(&end, SIGTERM);
    sigprocmask(SIG_BLOCK, &end, NULL);
    if (ory_config_build(config, &client, NULL) != ORY_OK || !is_active(client)) {
        return 3;
    }
    for (int i = 0; i < workers_len; i++) {
        workers[i] = fork();
        if (workers[i] == 0) {
            sigprocmask(SIG_UNBLOCK, &end, NULL);
            work(listener, client);
        }
    }
    sigwait(&end, &signal);
    wrong += !is_active(client);
    for (int i = 0; i < workers_len; i++) {
        int status = 0;
        kill(workers[i], SIGTERM);
        waitpid(workers[i], &status, 0);
        wrong += !WIFSIGNALED(status) || WTERMSIG(status) != SIGTERM;
    }
    ory_client_free(client);
    close(listener);
    return wrong == 0 && signal == SIGTERM ? 0 : 4;
}
