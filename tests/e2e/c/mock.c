/* What a program does with scripted answers: a mock, typed errors, responses, JSON, bodies. */
#include "support.h"

static const ory_str JSON = ORY_STR_INIT("{\"email\":\"a@b.example\",\"name\":\"J\\u00fcr\\\"gen\",\"age\":41,"
                                         "\"rate\":1.5,\"admin\":true,\"roles\":[\"x\",\"y\"],\"a/b\":{\"~\":null}}");

static const char FLOW[] =
    "{\"id\":\"f\",\"type\":\"api\",\"state\":\"choose_method\",\"expires_at\":\"2030-01-01T00:00:00Z\","
    "\"issued_at\":\"2030-01-01T00:00:00Z\",\"request_url\":\"u\",\"ui\":{\"action\":\"a\",\"method\":\"POST\","
    "\"messages\":[{\"id\":4000006,\"text\":\"wrong password\",\"type\":\"error\"}],\"nodes\":[]}}";

static ory_client *over(ory_mock *mock) {
    ory_config *config = ory_config_new();
    ory_client *client = NULL;
    ory_error *error = NULL;
    ory_config_set_kratos_public_url(config, ORY_STR("http://127.0.0.1:4433"));
    ory_config_set_kratos_admin_url(config, ORY_STR("http://127.0.0.1:4434"));
    ory_config_set_session_token(config, ORY_STR(TOKEN));
    if (ory_client_new_mock(config, mock, &client, &error) != ORY_OK) {
        show(error);
        ory_error_free(error);
    }
    return client;
}

/* Answers come in their order, requests can be looked at, and without an answer left the call fails. */
static void scripted(void) {
    ory_mock *mock = ory_mock_new();
    ory_client *client;
    ory_identity *identity = NULL;
    ory_error *error = NULL;
    ory_create_identity_body *body = ory_create_identity_body_new();
    ory_mock_add_answer(mock, 201,
                        ORY_STR("{\"id\":\"i\",\"schema_id\":\"person\",\"schema_url\":\"u\",\"traits\":{\"n\":1}}"));
    client = over(mock);
    CHECK(client != NULL);
    ory_create_identity_body_set_schema_id(body, ORY_STR("person"));
    ory_create_identity_body_set_traits(body, ORY_STR("{\"n\":1}"));
    ory_create_identity_body_set_state_kind(body, ORY_IDENTITY_STATE_INACTIVE);
    CHECK_OK(ory_client_create_identity(client, body, &identity, &error), error);
    CHECK(is(ory_identity_get_id(identity), "i"));
    CHECK(ory_mock_requests_len(mock) == 1);
    CHECK(is(ory_mock_request_method_at(mock, 0), "POST"));
    CHECK(is(ory_mock_request_url_at(mock, 0), "http://127.0.0.1:4434/admin/identities"));
    CHECK(has(ory_mock_request_body_at(mock, 0), "\"state\":\"inactive\""));
    CHECK(ory_mock_request_url_at(mock, 1).len == 0);
    CHECK(ory_client_create_identity(client, body, &identity, &error) == ORY_ERROR_TRANSPORT);
    CHECK(ory_mock_requests_len(mock) == 2);
    ory_error_free(error);
    ory_identity_free(identity);
    ory_create_identity_body_free(body);
    ory_mock_free(mock);
    ory_client_free(client);
}

/* A header that belongs to no answer, or cannot be one, is an error and not lost; so is an answer of no status. */
static void mistakes_in_a_script(void) {
    for (int mistake = 0; mistake < 4; mistake++) {
        ory_mock *mock = ory_mock_new();
        ory_config *config = ory_config_new();
        ory_client *client = NULL;
        ory_error *error = NULL;
        if (mistake > 0) {
            ory_mock_add_answer(mock, mistake == 3 ? 7 : 200, ORY_STR("{}"));
        }
        if (mistake < 3) {
            ory_mock_add_header(mock, ORY_STR(mistake == 1 ? "a b" : "a"), ORY_STR(mistake == 2 ? "b\r\nc: d" : "b"));
        }
        ory_config_set_kratos_public_url(config, ORY_STR("http://127.0.0.1:4433"));
        CHECK(ory_client_new_mock(config, mock, &client, &error) == ORY_ERROR_INPUT);
        CHECK(client == NULL && ory_error_get_message(error).len > 0);
        ory_error_free(error);
        ory_mock_free(mock);
    }
}

/* A server that repeats a credential: the error does not. */
static void repeated_secret(void) {
    static const char body[] = "{\"error\":{\"code\":400,\"message\":\"no good: " TOKEN "\"}}";
    ory_mock *mock = ory_mock_new();
    ory_client *client = over(mock);
    ory_session *session = NULL;
    ory_error *error = NULL;
    ory_to_session_options *options = ory_to_session_options_new();
    ory_mock_add_answer(mock, 400, ORY_STR(body));
    CHECK(ory_client_to_session(client, NULL, &session, &error) == ORY_ERROR_API);
    CHECK(has(ory_error_get_message(error), "no good") && !has(ory_error_get_message(error), TOKEN));
    ory_error_free(error);
    ory_to_session_options_set_cookie(options, ORY_STR("a=b; ory_kratos_session=of-this-call"));
    ory_mock_add_answer(mock, 401, ORY_STR("{\"error\":{\"code\":401,\"message\":\"of-this-call is no session\"}}"));
    CHECK(ory_client_to_session(client, options, &session, &error) == ORY_ERROR_API);
    CHECK(is(ory_error_get_message(error), "[redacted] is no session"));
    ory_error_free(error);
    ory_to_session_options_free(options);
    ory_client_free(client);
    ory_mock_free(mock);
}

/* The form of a 400 is a typed flow of the operation, and of no other kind. */
static void flow_of_an_error(void) {
    ory_mock *mock = ory_mock_new();
    ory_client *client = over(mock);
    ory_update_login_flow_with_password_method *method = ory_update_login_flow_with_password_method_new();
    ory_update_login_flow_body *body;
    ory_successful_native_login *login = NULL;
    ory_error *error = NULL;
    const ory_login_flow *flow;
    ory_mock_add_answer(mock, 400, ORY_STR(FLOW));
    ory_update_login_flow_with_password_method_set_identifier(method, ORY_STR("a"));
    ory_update_login_flow_with_password_method_set_password(method, ORY_STR("b"));
    body = ory_update_login_flow_body_from_password(method);
    CHECK(ory_client_update_login_flow(client, ORY_STR("f"), body, NULL, &login, &error) == ORY_ERROR_API);
    flow = ory_error_get_login_flow(error);
    CHECK(flow != NULL);
    CHECK(is(ory_login_flow_get_id(flow), "f"));
    CHECK(is(ory_ui_text_get_text(ory_ui_container_messages_at(ory_login_flow_get_ui(flow), 0)), "wrong password"));
    CHECK(ory_error_get_login_flow(error) == flow);
    CHECK(ory_error_get_registration_flow(error) == NULL);
    CHECK(ory_error_get_settings_flow(error) == NULL);
    CHECK(ory_error_get_recovery_flow(error) == NULL);
    CHECK(ory_error_get_verification_flow(error) == NULL);
    CHECK(ory_error_get_login_flow(NULL) == NULL);
    ory_error_free(error);

    error = NULL;
    ory_mock_add_answer(mock, 400, ORY_STR("{\"error\":{\"message\":\"m\"}}"));
    CHECK(ory_client_update_login_flow(client, ORY_STR("f"), body, NULL, &login, &error) == ORY_ERROR_API);
    CHECK(ory_error_get_login_flow(error) == NULL);
    ory_error_free(error);
    ory_update_login_flow_body_free(body);
    ory_update_login_flow_with_password_method_free(method);
    ory_client_free(client);
    ory_mock_free(mock);
}

/* A client for one call knows status and headers of its answer; Set-Cookie is a list. */
static void response_beside_the_value(void) {
    ory_mock *mock = ory_mock_new();
    ory_client *client = over(mock);
    ory_client *once = NULL;
    ory_call_options *options = ory_call_options_new();
    ory_session *session = NULL;
    ory_error *error = NULL;
    ory_response *response;
    ory_mock_add_answer(mock, 200, ORY_STR("{\"id\":\"s\",\"active\":true}"));
    ory_mock_add_header(mock, ORY_STR("Set-Cookie"), ORY_STR("a=1; Expires=Wed, 01 Jan 2031 00:00:00 GMT"));
    ory_mock_add_header(mock, ORY_STR("set-cookie"), ORY_STR("b=2"));
    ory_mock_add_header(mock, ORY_STR("X-Request-Id"), ORY_STR("r"));
    ory_call_options_set_timeout_ms(options, 500);
    ory_call_options_set_deadline_ms(options, 900);
    ory_call_options_set_max_retries(options, 0);
    ory_call_options_set_header(options, ORY_STR("X-Tenant"), ORY_STR("a"));
    CHECK_OK(ory_client_with_options(client, options, &once, &error), error);
    ory_call_options_free(options);
    CHECK(ory_client_get_response(once) == NULL);
    CHECK(ory_client_get_response(client) == NULL);
    CHECK_OK(ory_client_to_session(once, NULL, &session, &error), error);
    response = ory_client_get_response(once);
    CHECK(response != NULL);
    CHECK(ory_response_get_status(response) == 200);
    CHECK(is(ory_response_get_header(response, ORY_STR("x-request-ID")), "r"));
    CHECK(ory_response_get_header(response, ORY_STR("none")).data != NULL);
    CHECK(ory_response_set_cookie_len(response) == 2);
    CHECK(is(ory_response_set_cookie_at(response, 0), "a=1; Expires=Wed, 01 Jan 2031 00:00:00 GMT"));
    CHECK(is(ory_response_set_cookie_at(response, 1), "b=2"));
    CHECK(ory_response_headers_len(response) == 4);
    CHECK(is(ory_mock_request_header_at(mock, 0, ORY_STR("x-tenant")), "a"));
    CHECK(ory_mock_request_header_at(mock, 0, ORY_STR("x-other")).len == 0);
    ory_response_free(response);
    ory_session_free(session);
    ory_client_free(client);
    ory_client_free(once);
    ory_mock_free(mock);
}

struct seen {
    int count;
    uint32_t status;
    uint32_t attempt;
    ory_result result;
    char operation[32];
    char request_id[8];
};

static void observe(void *context, const ory_event *event) {
    struct seen *seen = context;
    seen->count++;
    seen->status = event->status;
    seen->attempt = event->attempt;
    seen->result = event->result;
    snprintf(seen->operation, sizeof seen->operation, "%.*s", (int)event->operation.len, event->operation.data);
    snprintf(seen->request_id, sizeof seen->request_id, "%.*s", (int)event->request_id.len, event->request_id.data);
}

/* An observer sees each attempt. */
static void observed(void) {
    ory_mock *mock = ory_mock_new();
    ory_client *client = over(mock);
    ory_client *other = NULL;
    ory_session *session = NULL;
    ory_error *error = NULL;
    struct seen seen = {0, 0, 0, ORY_OK, "", ""};
    CHECK(ory_client_with_observer(client, NULL, NULL, &other, &error) == ORY_ERROR_INPUT);
    ory_error_free(error);
    error = NULL;
    CHECK_OK(ory_client_with_observer(client, observe, &seen, &other, &error), error);
    ory_mock_add_answer(mock, 503, ORY_STR("{}"));
    ory_mock_add_answer(mock, 401, ORY_STR("{\"error\":{\"message\":\"m\"}}"));
    ory_mock_add_header(mock, ORY_STR("X-Request-Id"), ORY_STR("r"));
    CHECK(ory_client_to_session(other, NULL, &session, &error) == ORY_ERROR_API);
    CHECK(seen.count == 2 && seen.attempt == 2 && seen.status == 401 && seen.result == ORY_ERROR_API);
    CHECK(strcmp(seen.operation, "toSession") == 0 && strcmp(seen.request_id, "r") == 0);
    ory_error_free(error);
    ory_client_free(other);
    ory_client_free(client);
    ory_mock_free(mock);
}

/* Negative and absurd numbers are errors that name the field. */
static void absurd_numbers(void) {
    ory_config *config = ory_config_new();
    ory_client *client = NULL;
    ory_error *error = NULL;
    ory_call_options *options;
    ory_mock *mock;
    ory_config_set_project_url(config, ORY_STR("https://slug.projects.oryapis.com"));
    ory_config_set_timeout_ms(config, (uint64_t)-1);
    CHECK(ory_config_build(config, &client, &error) == ORY_ERROR_CONFIG);
    CHECK(has(ory_error_get_message(error), "timeout_ms"));
    ory_error_free(error);

    error = NULL;
    config = ory_config_new();
    ory_config_set_project_url(config, ORY_STR("https://slug.projects.oryapis.com"));
    ory_config_set_max_retries(config, (uint32_t)-1);
    CHECK(ory_config_build(config, &client, &error) == ORY_ERROR_CONFIG);
    CHECK(has(ory_error_get_message(error), "max_retries"));
    ory_error_free(error);

    error = NULL;
    mock = ory_mock_new();
    options = ory_call_options_new();
    client = over(mock);
    ory_call_options_set_timeout_ms(options, (uint64_t)-1);
    {
        ory_client *other = NULL;
        CHECK(ory_client_with_options(client, options, &other, &error) == ORY_ERROR_INPUT);
        CHECK(other == NULL);
    }
    ory_error_free(error);
    ory_call_options_free(options);
    ory_client_free(client);
    ory_mock_free(mock);
}

/* Values inside free JSON. */
static void json_values(void) {
    ory_str text = ORY_STR("");
    int64_t integer = 0;
    double number = 0;
    bool boolean = false;
    size_t len = 0;
    char *copy;
    CHECK(ory_json_get_str(JSON, ORY_STR("/email"), &text) && is(text, "a@b.example"));
    CHECK(ory_json_get_str(JSON, ORY_STR("/name"), &text) && is(text, "J\xc3\xbcr\"gen"));
    copy = ory_str_dup(text);
    CHECK(copy != NULL && ory_str_eq(ORY_STR(copy), text));
    free(copy);
    CHECK(ory_json_get_str(JSON, ORY_STR("/roles/1"), &text) && is(text, "y"));
    CHECK(!ory_json_get_str(JSON, ORY_STR("/roles/01"), &text) && !ory_json_get_str(JSON, ORY_STR("/roles/+1"), &text));
    CHECK(!ory_json_get_str(JSON, ORY_STR("/roles/2"), &text) && !ory_json_get_str(JSON, ORY_STR("/age"), &text));
    CHECK(ory_json_get_str(ORY_STR("\"token\""), ORY_STR(""), &text) && is(text, "token"));
    CHECK(ory_json_get_str(ORY_STR("\"\""), ORY_STR(""), &text) && text.len == 0 && text.data != NULL);
    CHECK(ory_json_get_i64(JSON, ORY_STR("/age"), &integer) && integer == 41);
    CHECK(!ory_json_get_i64(JSON, ORY_STR("/rate"), &integer) && integer == 41);
    CHECK(ory_json_get_f64(JSON, ORY_STR("/rate"), &number) && number > 1.4 && number < 1.6);
    CHECK(ory_json_get_f64(JSON, ORY_STR("/age"), &number) && number > 40.9 && number < 41.1);
    CHECK(ory_json_get_bool(JSON, ORY_STR("/admin"), &boolean) && boolean);
    CHECK(ory_json_get_len(JSON, ORY_STR("/roles"), &len) && len == 2);
    CHECK(ory_json_get_len(JSON, ORY_STR(""), &len) && len == 7);
    CHECK(!ory_json_get_len(JSON, ORY_STR("/email"), &len));
    CHECK(ory_json_get_json(JSON, ORY_STR("/a~1b"), &text) && is(text, "{\"~\":null}"));
    CHECK(ory_json_get_json(JSON, ORY_STR("/a~1b/~0"), &text) && is(text, "null"));
    CHECK(!ory_json_get_json(ORY_STR("{broken"), ORY_STR(""), &text));
    CHECK(!ory_json_get_json(JSON, ORY_STR("email"), &text));
}

/* What `_from_json` read stays when `_add_` adds to it. */
static void adding_to_json(void) {
    ory_create_identity_body *body = NULL;
    ory_recovery_identity_address_builder *address = ory_recovery_identity_address_builder_new();
    ory_text *json = NULL;
    ory_error *error = NULL;
    size_t len = 0;
    CHECK_OK(ory_create_identity_body_from_json(
                 ORY_STR("{\"schema_id\":\"person\",\"traits\":{},\"recovery_addresses\":["
                         "{\"value\":\"a\",\"via\":\"email\"},{\"value\":\"b\",\"via\":\"email\"}]}"),
                 &body, &error),
             error);
    ory_recovery_identity_address_builder_set_value(address, ORY_STR("c"));
    ory_recovery_identity_address_builder_set_via(address, ORY_STR("email"));
    ory_create_identity_body_add_recovery_addresses(body, address);
    CHECK_OK(ory_create_identity_body_to_json(body, &json, &error), error);
    CHECK(ory_json_get_len(ory_text_get(json), ORY_STR("/recovery_addresses"), &len) && len == 3);
    ory_text_free(json);
    ory_recovery_identity_address_builder_free(address);
    ory_create_identity_body_free(body);
}

/* An empty text can be copied with memcpy. */
static void empty_texts(void) {
    char copy[1];
    ory_str empty = ory_identity_get_id(NULL);
    CHECK(empty.len == 0 && empty.data != NULL);
    memcpy(copy, empty.data, empty.len);
    CHECK(ory_str_of(NULL).data != NULL);
    CHECK(ory_error_get_message(NULL).data != NULL);
}

/* Decoding counts against the deadline of a call. */
static void deadline_of_decoding(void) {
    enum { ITEMS = 60000 };
    static const char item[] =
        "{\"id\":\"a\",\"schema_id\":\"p\",\"schema_url\":\"u\",\"traits\":{\"text\":\"0123456789012345678901234567890123456789"
        "012345678901234567890123456789012345678901234567890123456789\"}},";
    size_t size = sizeof item - 1;
    char *text = malloc(size * ITEMS + 2);
    ory_mock *mock = ory_mock_new();
    ory_client *client = over(mock);
    ory_client *hasty = NULL;
    ory_call_options *options = ory_call_options_new();
    ory_identity_list *list = NULL;
    ory_error *error = NULL;
    CHECK(text != NULL);
    text[0] = '[';
    for (size_t i = 0; i < ITEMS; i++) {
        memcpy(text + 1 + i * size, item, size);
    }
    memcpy(text + size * ITEMS, "]", 2);
    ory_mock_add_answer(mock, 200, ORY_STR(text));
    ory_call_options_set_deadline_ms(options, 5);
    CHECK_OK(ory_client_with_options(client, options, &hasty, &error), error);
    CHECK(ory_client_list_identities(hasty, NULL, &list, &error) == ORY_ERROR_TIMEOUT);
    CHECK(list == NULL && is(ory_error_get_operation(error), "listIdentities"));
    ory_error_free(error);
    ory_call_options_free(options);
    ory_client_free(hasty);
    ory_client_free(client);
    ory_mock_free(mock);
    free(text);
}

void mock_tests(void) {
    run_test("mock-scripted", scripted);
    run_test("mock-mistakes", mistakes_in_a_script);
    run_test("mock-repeated-secret", repeated_secret);
    run_test("mock-flow-of-an-error", flow_of_an_error);
    run_test("mock-response", response_beside_the_value);
    run_test("mock-observed", observed);
    run_test("mock-absurd-numbers", absurd_numbers);
    run_test("mock-json-values", json_values);
    run_test("mock-adding-to-json", adding_to_json);
    run_test("mock-empty-texts", empty_texts);
    run_test("mock-deadline-of-decoding", deadline_of_decoding);
}
