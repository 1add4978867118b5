/* What every test uses. */
#ifndef SUPPORT_H
#define SUPPORT_H

#include <ory.h>

#include <stdio.h>
#include <stdlib.h>

/* The password of every identity that the tests make. */
#define PASSWORD "correct-horse-battery-staple-73"
/* A session token that the fault server accepts. */
#define TOKEN "ory_st_c_driver_secret"

/* Ends the test where `condition` is false. */
#define CHECK(condition)                                  \
    do {                                                  \
        if (!(condition)) {                               \
            failed_at(__FILE__, __LINE__, #condition);    \
            return;                                       \
        }                                                 \
    } while (0)

/* As CHECK, for a call: shows its error. */
#define CHECK_OK(call, error)                             \
    do {                                                  \
        if ((call) != ORY_OK) {                           \
            show(error);                                  \
            failed_at(__FILE__, __LINE__, #call);         \
            return;                                       \
        }                                                 \
    } while (0)

typedef void (*test_function)(void);

/* Runs a test and prints its line: `CASE name ok 1.5`, or `TEST …` for one that is not a case of the list. */
void run_case(const char *name, test_function test);
void run_test(const char *name, test_function test);
int passed_count(void);
int failed_count(void);
void failed_at(const char *file, int line, const char *what);
void show(const ory_error *error);

/* Milliseconds of a monotonic clock, and since 1970. */
double clock_ms(void);
int64_t unix_now_ms(void);
void sleep_ms(long milliseconds);
/* Valgrind and AddressSanitizer have more time; the plain run proves the limit. */
bool took_less(double start, double milliseconds);

/* An environment variable; the program exits if it is not set. */
const char *variable(const char *name);

bool same(ory_str one, ory_str other);
bool is(ory_str text, const char *expected);
bool has(ory_str text, const char *part);

/* A mail address that nobody has used. */
typedef struct {
    char text[96];
} address;
address fresh_address(const char *name);

/* Clients: of the real Kratos, and of a fault (max_retries and timeout_ms below 0 are left as they are). */
ory_client *kratos_client(void);
ory_client *fault_client(const char *fault, int max_retries, int timeout_ms);

/* An identity with that address and PASSWORD; NULL when the call failed. */
ory_identity *new_identity(const ory_client *client, const char *email, ory_error **error);

/* Calls toSession and drops the session; the error is the caller's. */
ory_result to_session(const ory_client *client, ory_error **error);

/* The body of a GET or POST without credentials, with a terminating zero; the caller frees it. NULL on failure. */
char *http(const char *method, const char *url);
/* A number of the fault server's `/_count`. -1 when it cannot be read. */
long fault_count(const char *fault, const char *name);
/* Waits up to 5 seconds until the count has that value. */
bool fault_count_becomes(const char *fault, const char *name, long number);

void identity_tests(void);
void errors_tests(void);
void login_tests(void);
void self_service_tests(void);
void faults_tests(void);
void client_guarantees_tests(void);
void arguments_tests(void);
void mock_tests(void);
void services_tests(void);
void tokens_tests(void);
void threads_tests(void);
void host_tests(void);

#endif
