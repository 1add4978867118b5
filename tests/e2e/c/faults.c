/* Servers that answer wrongly. */
#include "support.h"

static void unknown_enum(void) {
    ory_client *client = fault_client("unknown-enum", -1, -1);
    ory_error *error = NULL;
    ory_session *session = NULL;
    ory_identity *identity = NULL;
    ory_login_flow *flow = NULL;
    const ory_ui_container *ui;
    bool identifier = false;
    bool hologram = false;
    bool retina = false;

    CHECK_OK(ory_client_to_session(client, NULL, &session, &error), error);
    CHECK(ory_session_get_authenticator_assurance_level(session) == ORY_AUTHENTICATOR_ASSURANCE_LEVEL_UNKNOWN);
    CHECK(is(ory_session_get_authenticator_assurance_level_text(session), "aal9"));
    CHECK(is(ory_session_authentication_method_get_method_text(ory_session_authentication_methods_at(session, 0)),
             "telepathy"));

    CHECK_OK(ory_client_get_identity(client, ORY_STR("any"), NULL, &identity, &error), error);
    CHECK(ory_identity_get_state(identity) == ORY_IDENTITY_STATE_UNKNOWN);
    CHECK(is(ory_identity_get_state_text(identity), "frozen"));
    for (size_t i = 0; i < ory_identity_credentials_len(identity); i++) {
        retina = retina || is(ory_identity_credentials_key_at(identity, i), "retina");
    }
    CHECK(retina);
    CHECK(has(ory_identity_get_json(identity), "\"aura\":"));

    CHECK_OK(ory_client_create_native_login_flow(client, NULL, &flow, &error), error);
    ui = ory_login_flow_get_ui(flow);
    for (size_t i = 0; i < ory_ui_container_nodes_len(ui); i++) {
        const ory_ui_node_attributes *attributes = ory_ui_node_get_attributes(ory_ui_container_nodes_at(ui, i));
        if (ory_ui_node_attributes_kind(attributes) == ORY_UI_NODE_ATTRIBUTES_INPUT) {
            const ory_ui_node_input_attributes *input = ory_ui_node_attributes_as_input(attributes);
            identifier = identifier || is(ory_ui_node_input_attributes_get_name(input), "identifier");
        }
        if (is(ory_ui_node_attributes_tag(attributes), "hologram")) {
            CHECK(ory_ui_node_attributes_kind(attributes) == ORY_UI_NODE_ATTRIBUTES_UNKNOWN);
            CHECK(ory_ui_node_attributes_as_input(attributes) == NULL);
            CHECK(has(ory_ui_node_attributes_get_json(attributes), "\"hologram\""));
            hologram = true;
        }
    }
    CHECK(identifier && hologram);
    ory_session_free(session);
    ory_identity_free(identity);
    ory_login_flow_free(flow);
    ory_client_free(client);
}

static void html_502(void) {
    ory_client *client = fault_client("html-502", 0, -1);
    ory_error *error = NULL;
    CHECK(to_session(client, &error) == ORY_ERROR_API);
    CHECK(is(ory_error_get_operation(error), "toSession"));
    CHECK(ory_error_get_status(error) == 502);
    CHECK(has(ory_error_get_body(error), "<html"));
    CHECK(!has(ory_error_get_message(error), "<"));
    CHECK(fault_count("html-502", "count") == 1);
    ory_error_free(error);
    ory_client_free(client);
}

static void truncated(void) {
    ory_client *client = fault_client("truncated", -1, -1);
    ory_error *error = NULL;
    CHECK(to_session(client, &error) == ORY_ERROR_DECODE);
    CHECK(ory_error_get_status(error) == 200);
    CHECK(ory_error_get_body(error).len > 0 && ory_error_get_body(error).data[0] == '{');
    ory_error_free(error);
    ory_client_free(client);

    client = fault_client("cut", 0, -1);
    CHECK(to_session(client, &error) == ORY_ERROR_TRANSPORT);
    CHECK(ory_error_has_connected(error) && ory_error_get_connected(error));
    ory_error_free(error);
    ory_client_free(client);
}

static void rate_limit(void) {
    ory_client *client = fault_client("rate-limit", -1, -1);
    ory_error *error = NULL;
    double start = clock_ms();
    CHECK(to_session(client, &error) == ORY_ERROR_API);
    CHECK(took_less(start, 2000));
    CHECK(ory_error_get_status(error) == 429);
    CHECK(ory_error_has_retry_after(error) && ory_error_get_retry_after(error) == 7);
    CHECK(fault_count("rate-limit", "count") == 1);
    ory_error_free(error);
    ory_client_free(client);

    client = fault_client("rate-limit-once", -1, -1);
    error = NULL;
    CHECK_OK(to_session(client, &error), error);
    CHECK(fault_count("rate-limit-once", "count") == 2);
    ory_client_free(client);
}

static void redirect(void) {
    char url[256];
    char *seen, *trapped;
    ory_client *client = fault_client("redirect", -1, -1);
    ory_error *error = NULL;
    CHECK(to_session(client, &error) == ORY_ERROR_REDIRECT);
    CHECK(ory_error_get_status(error) == 302);
    snprintf(url, sizeof url, "%s/redirect/_seen", variable("ORY_HUB_FAULTS"));
    seen = http("GET", url);
    CHECK(seen != NULL && strstr(seen, "x-session-token") != NULL);
    snprintf(url, sizeof url, "%s/_trapped", variable("ORY_HUB_FAULTS_OTHER"));
    trapped = http("GET", url);
    CHECK(trapped != NULL && strcmp(trapped, "[]") == 0);
    free(seen);
    free(trapped);
    ory_error_free(error);
    ory_client_free(client);
}

static void error_facts(void) {
    ory_client *client = fault_client("error-herodot", -1, -1);
    ory_error *error = NULL;
    ory_identity *identity = NULL;
    ory_str body;
    CHECK(ory_client_get_identity(client, ORY_STR("any"), NULL, &identity, &error) == ORY_ERROR_API);
    CHECK(ory_error_get_kind(error) == ORY_ERROR_API);
    CHECK(is(ory_error_get_operation(error), "getIdentity"));
    CHECK(ory_error_get_status(error) == 404);
    CHECK(is(ory_error_get_code(error), "404"));
    CHECK(is(ory_error_get_message(error), "Unable to locate the resource"));
    CHECK(is(ory_error_get_reason(error), "No identity has this id."));
    CHECK(is(ory_error_get_request_id(error), "0d9c6b1e-fa17-4c3d-9b52-request00001"));
    CHECK(has(ory_error_get_details(error), "\"attempts\":1"));
    CHECK(has(ory_error_get_details(error), "\"asked\":\"identity\""));
    body = ory_error_get_body(error);
    CHECK(body.len > 2 && body.data[0] == '{' && body.data[body.len - 1] == '}');
    CHECK(!ory_error_has_id(error) && !ory_error_has_retry_after(error));
    ory_error_free(error);
    ory_client_free(client);
}

void faults_tests(void) {
    run_case("fault-unknown-enum", unknown_enum);
    run_case("fault-html-502", html_502);
    run_case("fault-truncated", truncated);
    run_case("fault-rate-limit", rate_limit);
    run_case("fault-redirect", redirect);
    run_case("fault-error-facts", error_facts);
}
