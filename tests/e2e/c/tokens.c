/* Tokens for an OAuth2 client: on the real Hydra, and over scripted answers where a person would be needed. */
#include "support.h"

#define SECRET "a-secret-of-sixteen-letters"
#define VERIFIER "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"

static ory_config *hydra_config(void) {
    ory_config *config = ory_config_new();
    ory_config_set_hydra_public_url(config, ORY_STR(variable("ORY_HUB_HYDRA_PUBLIC")));
    ory_config_set_hydra_admin_url(config, ORY_STR(variable("ORY_HUB_HYDRA_ADMIN")));
    return config;
}

/* A client with its secret in the body gets a token for itself and revokes it. */
static void token_for_the_client_itself(void) {
    static const char wanted[] = "{\"client_name\":\"c-tokens\",\"grant_types\":[\"client_credentials\"],\"scope\":\"read write\","
                                 "\"client_secret\":\"" SECRET "\",\"token_endpoint_auth_method\":\"client_secret_post\"}";
    ory_client *client = NULL;
    ory_error *error = NULL;
    ory_oauth2_client_builder *body = NULL;
    ory_oauth2_client *made = NULL;
    ory_token_client *tokens = NULL;
    ory_oauth2_token_exchange *token = NULL;
    ory_introspect_oauth2_token_body *introspect = ory_introspect_oauth2_token_body_new();
    ory_introspected_oauth2_token *known = NULL;
    ory_str id;
    CHECK_OK(ory_config_build(hydra_config(), &client, &error), error);
    CHECK_OK(ory_oauth2_client_builder_from_json(ORY_STR(wanted), &body, &error), error);
    CHECK_OK(ory_client_create_oauth2_client(client, body, &made, &error), error);
    id = ory_oauth2_client_get_client_id(made);

    CHECK_OK(ory_token_client_new(client, ORY_CLIENT_AUTH_BODY, id, ORY_STR("not-the-secret"), &tokens, &error), error);
    CHECK(ory_token_client_client_credentials(tokens, ORY_STR("read"), ORY_STR(""), &token, &error) == ORY_ERROR_API);
    CHECK(is(ory_error_get_operation(error), "oauth2TokenExchange") && !has(ory_error_get_line(error), "not-the-secret"));
    ory_error_free(error);
    ory_token_client_free(tokens);

    CHECK_OK(ory_token_client_new(client, ORY_CLIENT_AUTH_BODY, id, ORY_STR(SECRET), &tokens, &error), error);
    CHECK_OK(ory_token_client_client_credentials(tokens, ORY_STR("read write"), ORY_STR(""), &token, &error), error);
    CHECK(ory_oauth2_token_exchange_get_access_token(token).len > 0 && ory_oauth2_token_exchange_get_expires_in(token) > 0);
    CHECK(is(ory_oauth2_token_exchange_get_scope(token), "read write"));
    ory_introspect_oauth2_token_body_set_token(introspect, ory_oauth2_token_exchange_get_access_token(token));
    CHECK_OK(ory_client_introspect_oauth2_token(client, introspect, &known, &error), error);
    CHECK(ory_introspected_oauth2_token_get_active(known));
    ory_introspected_oauth2_token_free(known);
    CHECK_OK(ory_token_client_revoke(tokens, ory_oauth2_token_exchange_get_access_token(token), &error), error);
    CHECK_OK(ory_client_introspect_oauth2_token(client, introspect, &known, &error), error);
    CHECK(!ory_introspected_oauth2_token_get_active(known));
    CHECK_OK(ory_client_delete_oauth2_client(client, id, &error), error);

    ory_introspected_oauth2_token_free(known);
    ory_introspect_oauth2_token_body_free(introspect);
    ory_oauth2_token_exchange_free(token);
    ory_token_client_free(tokens);
    ory_oauth2_client_free(made);
    ory_oauth2_client_builder_free(body);
    ory_client_free(client);
}

/* An app exchanges its code and refreshes; what could not be exchanged is not sent. The client may be freed first. */
static void code_and_refresh(void) {
    ory_mock *mock = ory_mock_new();
    ory_client *client = NULL;
    ory_error *error = NULL;
    ory_token_client *tokens = NULL;
    ory_oauth2_token_exchange *token = NULL;
    ory_str address = ORY_STR("http://127.0.0.1/callback");
    CHECK_OK(ory_client_new_mock(hydra_config(), mock, &client, &error), error);
    CHECK(ory_token_client_new(client, 7, ORY_STR("app"), ORY_STR(""), &tokens, &error) == ORY_ERROR_INPUT);
    ory_error_free(error);
    CHECK(ory_token_client_refresh(NULL, ORY_STR("r"), &token, &error) == ORY_ERROR_INPUT);
    CHECK(is(ory_error_get_operation(error), "oauth2TokenExchange"));
    ory_error_free(error);
    CHECK_OK(ory_token_client_new(client, ORY_CLIENT_AUTH_PUBLIC, ORY_STR("app"), ORY_STR(""), &tokens, &error), error);
    ory_client_free(client);
    CHECK(ory_token_client_exchange_code(tokens, ORY_STR("c"), address, ORY_STR("short"), &token, &error) == ORY_ERROR_INPUT);
    ory_error_free(error);
    CHECK(ory_mock_requests_len(mock) == 0);

    ory_mock_add_answer(mock, 200, ORY_STR("{\"access_token\":\"at\",\"refresh_token\":\"rt\",\"of_tomorrow\":1}"));
    ory_mock_add_answer(mock, 200, ORY_STR("{\"access_token\":\"at2\"}"));
    CHECK_OK(ory_token_client_exchange_code(tokens, ORY_STR("c"), address, ORY_STR(VERIFIER), &token, &error), error);
    CHECK(is(ory_oauth2_token_exchange_get_refresh_token(token), "rt"));
    CHECK(has(ory_oauth2_token_exchange_get_json(token), "of_tomorrow"));
    CHECK(has(ory_mock_request_body_at(mock, 0), "grant_type=authorization_code"));
    CHECK(has(ory_mock_request_body_at(mock, 0), "code_verifier=" VERIFIER));
    CHECK(has(ory_mock_request_body_at(mock, 0), "client_id=app"));
    ory_oauth2_token_exchange_free(token);
    CHECK_OK(ory_token_client_refresh(tokens, ORY_STR("rt"), &token, &error), error);
    CHECK(is(ory_oauth2_token_exchange_get_access_token(token), "at2"));
    CHECK(has(ory_mock_request_body_at(mock, 1), "refresh_token=rt"));
    ory_oauth2_token_exchange_free(token);
    ory_token_client_free(tokens);
    ory_mock_free(mock);
}

/* A device is asked about until the person has typed the code in. */
static void device(void) {
    ory_mock *mock = ory_mock_new();
    ory_client *client = NULL;
    ory_error *error = NULL;
    ory_token_client *tokens = NULL;
    ory_device_authorization *device = NULL;
    ory_oauth2_token_exchange *token = NULL;
    ory_mock_add_answer(mock, 200, ORY_STR("{\"device_code\":\"the-code\",\"user_code\":\"ABCD\",\"interval\":1}"));
    ory_mock_add_answer(mock, 400, ORY_STR("{\"error\":\"authorization_pending\"}"));
    ory_mock_add_answer(mock, 400, ORY_STR("{\"error\":\"slow_down\"}"));
    ory_mock_add_answer(mock, 200, ORY_STR("{\"access_token\":\"at\",\"token_type\":\"bearer\"}"));
    ory_mock_add_answer(mock, 400, ORY_STR("{\"error\":\"access_denied\"}"));
    CHECK_OK(ory_client_new_mock(hydra_config(), mock, &client, &error), error);
    CHECK_OK(ory_token_client_new(client, ORY_CLIENT_AUTH_PUBLIC, ORY_STR("app"), ORY_STR(""), &tokens, &error), error);
    CHECK(ory_token_client_poll_device(tokens, NULL, &token, &error) == ORY_ERROR_INPUT);
    ory_error_free(error);
    CHECK_OK(ory_token_client_start_device(tokens, ORY_STR("openid offline_access"), &device, &error), error);
    CHECK(is(ory_device_authorization_get_user_code(device), "ABCD"));
    CHECK(has(ory_mock_request_body_at(mock, 0), "scope=openid%20offline_access"));
    CHECK_OK(ory_token_client_poll_device(tokens, device, &token, &error), error);
    CHECK(is(ory_oauth2_token_exchange_get_access_token(token), "at"));
    CHECK(ory_mock_requests_len(mock) == 4 && has(ory_mock_request_body_at(mock, 3), "device_code=the-code"));
    ory_oauth2_token_exchange_free(token);
    CHECK(ory_token_client_poll_device(tokens, device, &token, &error) == ORY_ERROR_API);
    CHECK(is(ory_error_get_code(error), "access_denied"));
    ory_error_free(error);
    ory_device_authorization_free(device);
    ory_token_client_free(tokens);
    ory_client_free(client);
    ory_mock_free(mock);
}

void tokens_tests(void) {
    run_test("token-for-the-client-itself", token_for_the_client_itself);
    run_test("code-and-refresh", code_and_refresh);
    run_test("device", device);
}
