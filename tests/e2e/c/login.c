/* A native app signs in at a real Kratos, asks who it is, and signs out. */
#include "support.h"

/* The input of that name in a flow. */
static const ory_ui_node_input_attributes *input(const ory_login_flow *flow, const char *name) {
    const ory_ui_container *ui = ory_login_flow_get_ui(flow);
    for (size_t i = 0; i < ory_ui_container_nodes_len(ui); i++) {
        const ory_ui_node *node = ory_ui_container_nodes_at(ui, i);
        const ory_ui_node_input_attributes *attributes =
            ory_ui_node_attributes_as_input(ory_ui_node_get_attributes(node));
        if (attributes != NULL && is(ory_ui_node_input_attributes_get_name(attributes), name)) {
            return attributes;
        }
    }
    return NULL;
}

static ory_update_login_flow_body *password_login(const char *identifier) {
    ory_update_login_flow_with_password_method *method = ory_update_login_flow_with_password_method_new();
    ory_update_login_flow_body *body;
    ory_update_login_flow_with_password_method_set_identifier(method, ORY_STR(identifier));
    ory_update_login_flow_with_password_method_set_password(method, ORY_STR(PASSWORD));
    body = ory_update_login_flow_body_from_password(method);
    ory_update_login_flow_with_password_method_free(method);
    return body;
}

static void login_native(void) {
    ory_client *client = kratos_client();
    ory_error *error = NULL;
    address email = fresh_address("login-native");
    ory_identity *made = new_identity(client, email.text, &error);
    ory_login_flow *flow = NULL;
    ory_update_login_flow_body *body = password_login(email.text);
    ory_successful_native_login *login = NULL;
    ory_to_session_options *options = ory_to_session_options_new();
    ory_perform_native_logout_body *logout = ory_perform_native_logout_body_new();
    ory_session *session = NULL;
    ory_session *none = NULL;
    const ory_session *opened;
    ory_str token;
    bool by_password = false;

    CHECK_OK(ory_client_create_native_login_flow(client, NULL, &flow, &error), error);
    CHECK(input(flow, "identifier") != NULL);
    CHECK(input(flow, "password") != NULL);
    CHECK(ory_ui_node_input_attributes_get_type(input(flow, "password"))
          == ORY_UI_NODE_INPUT_ATTRIBUTES_TYPE_PASSWORD);

    CHECK_OK(ory_client_update_login_flow(client, ory_login_flow_get_id(flow), body, NULL, &login, &error), error);
    opened = ory_successful_native_login_get_session(login);
    CHECK(same(ory_identity_get_id(ory_session_get_identity(opened)), ory_identity_get_id(made)));
    CHECK(ory_successful_native_login_has_session_token(login));
    token = ory_successful_native_login_get_session_token(login);
    CHECK(token.len > 0);

    ory_to_session_options_set_x_session_token(options, token);
    CHECK_OK(ory_client_to_session(client, options, &session, &error), error);
    CHECK(same(ory_session_get_id(session), ory_session_get_id(opened)));
    CHECK(ory_session_get_active(session));
    for (size_t i = 0; i < ory_session_authentication_methods_len(session); i++) {
        const ory_session_authentication_method *method = ory_session_authentication_methods_at(session, i);
        by_password = by_password || is(ory_session_authentication_method_get_method_text(method), "password");
    }
    CHECK(by_password);

    ory_perform_native_logout_body_set_session_token(logout, token);
    CHECK_OK(ory_client_perform_native_logout(client, logout, &error), error);
    CHECK(ory_client_to_session(client, options, &none, &error) == ORY_ERROR_API);
    CHECK(none == NULL && ory_error_get_status(error) == 401);

    ory_error_free(error);
    ory_perform_native_logout_body_free(logout);
    ory_to_session_options_free(options);
    ory_session_free(session);
    ory_successful_native_login_free(login);
    ory_update_login_flow_body_free(body);
    ory_login_flow_free(flow);
    ory_identity_free(made);
    ory_client_free(client);
}

/* A wrong password is a 400 whose body is the flow again. */
static void login_invalid(void) {
    ory_client *client = kratos_client();
    ory_error *error = NULL;
    ory_error *other = NULL;
    ory_login_flow *flow = NULL;
    ory_login_flow *again = NULL;
    ory_successful_native_login *login = NULL;
    ory_update_login_flow_body *body = password_login("nobody@c.example");
    const ory_ui_container *ui;
    CHECK_OK(ory_client_create_native_login_flow(client, NULL, &flow, &error), error);
    CHECK(ory_client_update_login_flow(client, ory_login_flow_get_id(flow), body, NULL, &login, &error)
          == ORY_ERROR_API);
    CHECK(ory_error_get_status(error) == 400);
    CHECK_OK(ory_login_flow_from_json(ory_error_get_body(error), &again, &other), other);
    CHECK(same(ory_login_flow_get_id(again), ory_login_flow_get_id(flow)));
    ui = ory_login_flow_get_ui(again);
    CHECK(ory_ui_container_messages_len(ui) == 1);
    CHECK(ory_ui_text_get_type(ory_ui_container_messages_at(ui, 0)) == ORY_UI_TEXT_TYPE_ERROR);
    CHECK(ory_ui_text_get_id(ory_ui_container_messages_at(ui, 0)) == 4000006);
    ory_error_free(error);
    ory_login_flow_free(again);
    ory_login_flow_free(flow);
    ory_update_login_flow_body_free(body);
    ory_client_free(client);
}

void login_tests(void) {
    run_case("login-native", login_native);
    run_test("login-invalid", login_invalid);
}
