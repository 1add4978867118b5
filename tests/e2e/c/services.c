/* Every shape of an operation on the real servers: Kratos' courier and health, Hydra, Keto. */
#include "support.h"

#define SECRET "a-secret-of-sixteen-letters"

static ory_client *built(ory_config *config) {
    ory_client *client = NULL;
    ory_error *error = NULL;
    if (ory_config_build(config, &client, &error) != ORY_OK) {
        show(error);
        ory_error_free(error);
    }
    return client;
}

static ory_config *hydra_config(void) {
    ory_config *config = ory_config_new();
    ory_config_set_hydra_public_url(config, ORY_STR(variable("ORY_HUB_HYDRA_PUBLIC")));
    ory_config_set_hydra_admin_url(config, ORY_STR(variable("ORY_HUB_HYDRA_ADMIN")));
    return config;
}

static ory_client *keto_client(void) {
    ory_config *config = ory_config_new();
    ory_config_set_keto_read_url(config, ORY_STR(variable("ORY_HUB_KETO_READ")));
    ory_config_set_keto_write_url(config, ORY_STR(variable("ORY_HUB_KETO_WRITE")));
    ory_config_set_keto_opl_url(config, ORY_STR(variable("ORY_HUB_KETO_OPL")));
    return built(config);
}

/* Models without parameters, a list with a query, a path that leads nowhere, a text. */
static void health_and_courier(void) {
    ory_client *client = kratos_client();
    ory_error *error = NULL;
    ory_version *version = NULL;
    ory_health_status *status = NULL;
    ory_is_ready200_response *ready = NULL;
    ory_text *script = NULL;
    ory_message_list *messages = NULL;
    ory_message *message = NULL;
    ory_list_courier_messages_options *options = ory_list_courier_messages_options_new();
    CHECK_OK(ory_client_get_version(client, &version, &error), error);
    CHECK(ory_version_get_version(version).len > 0);
    CHECK_OK(ory_client_is_alive(client, &status, &error), error);
    CHECK(is(ory_health_status_get_status(status), "ok"));
    CHECK_OK(ory_client_is_ready(client, &ready, &error), error);
    CHECK(has(ory_is_ready200_response_get_json(ready), "ok"));
    ory_list_courier_messages_options_set_page_size(options, 2);
    CHECK_OK(ory_client_list_courier_messages(client, options, &messages, &error), error);
    CHECK(ory_message_list_len(messages) <= 2);
    CHECK(ory_message_list_get_json(messages).data[0] == '[');
    CHECK(ory_client_get_courier_message(client, ORY_STR("b7ba8e5c-3f6a-4d0e-9a35-0f3a4f2e7a11"), &message, &error) ==
          ORY_ERROR_API);
    CHECK(ory_error_get_status(error) == 404);
    ory_error_free(error);
    ory_list_courier_messages_options_free(options);
    ory_message_list_free(messages);
    CHECK_OK(ory_client_get_web_authn_java_script(client, &script, &error), error);
    CHECK(has(ory_text_get(script), "function"));
    ory_text_free(script);
    ory_is_ready200_response_free(ready);
    ory_health_status_free(status);
    ory_version_free(version);
    ory_client_free(client);
}

/* A body, a form, a path, a list in pages, no content. */
static void oauth2_client_and_token(void) {
    static const char wanted[] = "{\"client_name\":\"c-e2e\",\"grant_types\":[\"client_credentials\"],\"scope\":\"read write\","
                                 "\"client_secret\":\"" SECRET "\"}";
    ory_client *admin = built(hydra_config());
    ory_client *own;
    ory_config *config = hydra_config();
    ory_error *error = NULL;
    ory_oauth2_client_builder *body = NULL;
    ory_oauth2_client *made = NULL;
    ory_oauth2_client *read = NULL;
    ory_oauth2_client_list *page = NULL;
    ory_list_oauth2_clients_options *options = ory_list_oauth2_clients_options_new();
    ory_list_oauth2_clients_pages *pages = NULL;
    ory_oauth2_token_exchange_body *exchange = ory_oauth2_token_exchange_body_new();
    ory_oauth2_token_exchange *token = NULL;
    ory_introspect_oauth2_token_body *introspect = ory_introspect_oauth2_token_body_new();
    ory_introspected_oauth2_token *known = NULL;
    ory_revoke_oauth2_token_body *revoke = ory_revoke_oauth2_token_body_new();
    size_t met = 0;
    CHECK_OK(ory_oauth2_client_builder_from_json(ORY_STR(wanted), &body, &error), error);
    CHECK_OK(ory_client_create_oauth2_client(admin, body, &made, &error), error);
    CHECK_OK(ory_client_get_oauth2_client(admin, ory_oauth2_client_get_client_id(made), &read, &error), error);
    CHECK(has(ory_oauth2_client_get_json(read), "read write"));
    ory_list_oauth2_clients_options_set_client_name(options, ORY_STR("c-e2e"));
    ory_list_oauth2_clients_options_set_page_size(options, 1);
    CHECK_OK(ory_client_list_oauth2_clients_pages(admin, options, &pages, &error), error);
    for (;;) {
        CHECK_OK(ory_list_oauth2_clients_pages_next(pages, &page, &error), error);
        if (page == NULL) {
            break;
        }
        for (size_t i = 0; i < ory_oauth2_client_list_len(page); i++) {
            const ory_oauth2_client *one = ory_oauth2_client_list_at(page, i);
            met += same(ory_oauth2_client_get_client_id(one), ory_oauth2_client_get_client_id(made)) ? 1 : 0;
        }
        ory_oauth2_client_list_free(page);
    }
    CHECK(met == 1);

    ory_config_set_oauth2_client_id(config, ory_oauth2_client_get_client_id(made));
    ory_config_set_oauth2_client_secret(config, ORY_STR(SECRET));
    own = built(config);
    ory_oauth2_token_exchange_body_set_grant_type(exchange, ORY_STR("client_credentials"));
    ory_oauth2_token_exchange_body_set_scope(exchange, ORY_STR("read"));
    CHECK_OK(ory_client_oauth2_token_exchange(own, exchange, &token, &error), error);
    ory_introspect_oauth2_token_body_set_token(introspect, ory_oauth2_token_exchange_get_access_token(token));
    CHECK_OK(ory_client_introspect_oauth2_token(admin, introspect, &known, &error), error);
    CHECK(ory_introspected_oauth2_token_get_active(known));
    ory_introspected_oauth2_token_free(known);
    ory_revoke_oauth2_token_body_set_token(revoke, ory_oauth2_token_exchange_get_access_token(token));
    CHECK_OK(ory_client_revoke_oauth2_token(own, revoke, &error), error);
    CHECK_OK(ory_client_introspect_oauth2_token(admin, introspect, &known, &error), error);
    CHECK(!ory_introspected_oauth2_token_get_active(known));
    CHECK_OK(ory_client_delete_oauth2_client(admin, ory_oauth2_client_get_client_id(made), &error), error);

    ory_introspected_oauth2_token_free(known);
    ory_revoke_oauth2_token_body_free(revoke);
    ory_introspect_oauth2_token_body_free(introspect);
    ory_oauth2_token_exchange_free(token);
    ory_oauth2_token_exchange_body_free(exchange);
    ory_list_oauth2_clients_pages_free(pages);
    ory_list_oauth2_clients_options_free(options);
    ory_oauth2_client_free(read);
    ory_oauth2_client_free(made);
    ory_oauth2_client_builder_free(body);
    ory_client_free(own);
    ory_client_free(admin);
}

/* Keys, the documents of OpenID Connect, a redirect, what the server refuses to nobody. */
static void keys_and_documents(void) {
    ory_client *client = built(hydra_config());
    ory_client *nobody;
    ory_config *config = hydra_config();
    ory_error *error = NULL;
    ory_create_json_web_key_set *body = NULL;
    ory_json_web_key_set *set = NULL;
    ory_oidc_configuration *document = NULL;
    ory_oauth2_client_builder *dynamic = NULL;
    ory_oauth2_client *made = NULL;
    ory_oauth2_client *read = NULL;
    ory_client *own;
    ory_config *registered = hydra_config();
    ory_oidc_user_info *claims = NULL;
    CHECK_OK(ory_create_json_web_key_set_from_json(ORY_STR("{\"alg\":\"ES256\",\"kid\":\"one\",\"use\":\"sig\"}"), &body,
                                                   &error),
             error);
    CHECK_OK(ory_client_create_json_web_key_set(client, ORY_STR("c-e2e"), body, &set, &error), error);
    CHECK(ory_json_web_key_set_keys_len(set) == 1);
    ory_json_web_key_set_free(set);
    CHECK_OK(ory_client_get_json_web_key_set(client, ORY_STR("c-e2e"), &set, &error), error);
    CHECK(has(ory_json_web_key_set_get_json(set), "\"one\""));
    ory_json_web_key_set_free(set);
    CHECK_OK(ory_client_delete_json_web_key_set(client, ORY_STR("c-e2e"), &error), error);
    CHECK(ory_client_get_json_web_key_set(client, ORY_STR("c-e2e"), &set, &error) == ORY_ERROR_API);
    CHECK(ory_error_get_status(error) == 404);
    ory_error_free(error);
    CHECK_OK(ory_client_discover_json_web_keys(client, &set, &error), error);
    CHECK(ory_json_web_key_set_keys_len(set) > 0);
    CHECK_OK(ory_client_discover_oidc_configuration(client, &document, &error), error);
    /* A redirect is what it answers: it has no value. */
    CHECK_OK(ory_client_oauth2_authorize(client, NULL, &error), error);
    CHECK(has(ory_oidc_configuration_get_token_endpoint(document), "/oauth2/token"));

    CHECK_OK(ory_oauth2_client_builder_from_json(
                 ORY_STR("{\"client_name\":\"c-dynamic\",\"redirect_uris\":[\"http://127.0.0.1:9/cb\"]}"), &dynamic, &error),
             error);
    CHECK_OK(ory_client_create_oidc_dynamic_client(client, dynamic, &made, &error), error);
    ory_config_set_bearer(registered, ory_oauth2_client_get_registration_access_token(made));
    own = built(registered);
    CHECK_OK(ory_client_get_oidc_dynamic_client(own, ory_oauth2_client_get_client_id(made), &read, &error), error);
    CHECK(has(ory_oauth2_client_get_client_name(read), "c-dynamic"));
    CHECK_OK(ory_client_delete_oidc_dynamic_client(own, ory_oauth2_client_get_client_id(made), &error), error);
    ory_oauth2_client_free(read);
    ory_oauth2_client_free(made);
    ory_client_free(own);
    ory_config_set_bearer(config, ORY_STR("ory_at_of-nobody-at-all"));
    nobody = built(config);
    CHECK(ory_client_get_oidc_user_info(nobody, &claims, &error) == ORY_ERROR_API);
    CHECK(ory_error_get_status(error) == 401 && !has(ory_error_get_line(error), "of-nobody-at-all"));
    ory_error_free(error);

    ory_client_free(nobody);
    ory_oauth2_client_builder_free(dynamic);
    ory_oidc_configuration_free(document);
    ory_json_web_key_set_free(set);
    ory_create_json_web_key_set_free(body);
    ory_client_free(client);
}

/* A code flow begins with an address; an unknown challenge is an error. */
static void oauth2_helpers(void) {
    ory_client *client = built(hydra_config());
    ory_error *error = NULL;
    ory_text *verifier = NULL;
    ory_text *url = NULL;
    ory_oauth2_challenge *challenge = NULL;
    char *copy;
    CHECK_OK(ory_pkce_new_verifier(&verifier, &error), error);
    CHECK(ory_text_get(verifier).len == 43);
    CHECK_OK(ory_client_authorization_url(client, ORY_STR("app"), ORY_STR("http://127.0.0.1/callback"),
                                          ORY_STR("a-random-state"), ORY_STR("openid offline_access"),
                                          ory_text_get(verifier), &url, &error),
             error);
    CHECK(has(ory_text_get(url), "/oauth2/auth?") && has(ory_text_get(url), "code_challenge_method=S256"));
    copy = ory_str_dup(ory_text_get(verifier));
    CHECK(copy != NULL && !has(ory_text_get(url), copy));
    free(copy);
    ory_text_free(url);
    CHECK(ory_client_authorization_url(client, ORY_STR("app"), ORY_STR("http://127.0.0.1/callback"), ORY_STR("short"),
                                       ORY_STR(""), ORY_STR(""), &url, &error) == ORY_ERROR_INPUT);
    ory_error_free(error);
    CHECK(ory_client_login_challenge(client, ORY_STR("nobody-knows-it"), &challenge, &error) == ORY_ERROR_API);
    CHECK(ory_error_get_status(error) == 404);
    CHECK(ory_oauth2_challenge_kind(NULL) == 0 && ory_oauth2_challenge_get_json(NULL).len == 0);
    ory_error_free(error);
    ory_text_free(verifier);
    ory_client_free(client);
}

/* A device without a browser: its code is not valid until somebody signed in elsewhere. */
static void device_sign_in(void) {
    ory_config *config = hydra_config();
    ory_mock *mock = ory_mock_new();
    ory_client *client = NULL;
    ory_error *error = NULL;
    ory_oauth2_device_flow_body *start = ory_oauth2_device_flow_body_new();
    ory_device_authorization *device = NULL;
    ory_oauth2_token_exchange_body *poll = ory_oauth2_token_exchange_body_new();
    ory_oauth2_token_exchange *token = NULL;
    ory_mock_add_answer(mock, 200, ORY_STR("{\"device_code\":\"the-code\",\"user_code\":\"ABCD\",\"interval\":1}"));
    ory_mock_add_answer(mock, 400, ORY_STR("{\"error\":\"authorization_pending\"}"));
    ory_mock_add_answer(mock, 200, ORY_STR("{\"access_token\":\"at\",\"token_type\":\"bearer\"}"));
    ory_config_set_oauth2_client_id(config, ORY_STR("app"));
    ory_config_set_oauth2_client_secret(config, ORY_STR(SECRET));
    CHECK_OK(ory_client_new_mock(config, mock, &client, &error), error);
    ory_oauth2_device_flow_body_set_client_id(start, ORY_STR("app"));
    CHECK_OK(ory_client_oauth2_device_flow(client, start, &device, &error), error);
    CHECK(is(ory_device_authorization_get_user_code(device), "ABCD"));
    ory_oauth2_token_exchange_body_set_grant_type(poll, ORY_STR("urn:ietf:params:oauth:grant-type:device_code"));
    ory_oauth2_token_exchange_body_set_device_code(poll, ory_device_authorization_get_device_code(device));
    CHECK(ory_client_oauth2_token_exchange(client, poll, &token, &error) == ORY_ERROR_API);
    CHECK(is(ory_error_get_code(error), "authorization_pending") && !has(ory_error_get_line(error), "the-code"));
    ory_error_free(error);
    CHECK_OK(ory_client_oauth2_token_exchange(client, poll, &token, &error), error);
    CHECK(is(ory_oauth2_token_exchange_get_access_token(token), "at"));
    CHECK(has(ory_mock_request_body_at(mock, 2), "device_code=the-code"));
    ory_oauth2_token_exchange_free(token);
    ory_oauth2_token_exchange_body_free(poll);
    ory_device_authorization_free(device);
    ory_oauth2_device_flow_body_free(start);
    ory_mock_free(mock);
    ory_client_free(client);
}

/* A text as body, a list as body, a query of filters, yes and no. */
static void relationships_and_permissions(void) {
    static const char patch[] =
        "[{\"action\":\"insert\",\"relation_tuple\":{\"namespace\":\"videos\",\"object\":\"c-e2e.mp4\",\"relation\":\"view\","
        "\"subject_id\":\"bob\"}}]";
    static const char wanted[] = "{\"namespace\":\"videos\",\"object\":\"c-e2e.mp4\",\"relation\":\"view\",\"subject_id\":\"alice\"}";
    ory_str videos = ORY_STR("videos"), object = ORY_STR("c-e2e.mp4"), view = ORY_STR("view");
    ory_client *client = keto_client();
    ory_error *error = NULL;
    ory_create_relationship_body *body = NULL;
    ory_relationship *made = NULL;
    ory_relationship_patch_list *patches = NULL;
    ory_relationships *found = NULL;
    ory_get_relationships_options *query = ory_get_relationships_options_new();
    ory_delete_relationships_options *filter = ory_delete_relationships_options_new();
    ory_expanded_permission_tree *tree = NULL;
    ory_check_permission_or_error_options *check = ory_check_permission_or_error_options_new();
    ory_check_permission_result *result = NULL;
    ory_relationship_namespaces *namespaces = NULL;
    ory_check_opl_syntax_result *syntax = NULL;
    bool allowed = false;
    CHECK_OK(ory_create_relationship_body_from_json(ORY_STR(wanted), &body, &error), error);
    CHECK_OK(ory_client_create_relationship(client, body, &made, &error), error);
    CHECK_OK(ory_relationship_patch_list_from_json(ORY_STR(patch), &patches, &error), error);
    CHECK_OK(ory_client_patch_relationships(client, patches, &error), error);
    ory_get_relationships_options_set_object(query, object);
    ory_get_relationships_options_set_namespace(query, videos);
    CHECK_OK(ory_client_get_relationships(client, query, &found, &error), error);
    CHECK(ory_relationships_relation_tuples_len(found) == 2);

    CHECK_OK(ory_client_is_allowed(client, videos, object, view, ORY_STR("alice"), &allowed, &error), error);
    CHECK(allowed);
    CHECK_OK(ory_client_is_allowed(client, videos, object, view, ORY_STR("carol"), &allowed, &error), error);
    CHECK(!allowed);
    ory_check_permission_or_error_options_set_namespace(check, videos);
    ory_check_permission_or_error_options_set_object(check, object);
    ory_check_permission_or_error_options_set_relation(check, view);
    ory_check_permission_or_error_options_set_subject_id(check, ORY_STR("carol"));
    CHECK_OK(ory_client_check_permission_or_error(client, check, &result, &error), error);
    CHECK(!ory_check_permission_result_get_allowed(result));
    CHECK_OK(ory_client_expand_permissions(client, videos, object, view, NULL, &tree, &error), error);
    CHECK(ory_expanded_permission_tree_children_len(tree) == 2);
    CHECK_OK(ory_client_list_relationship_namespaces(client, &namespaces, &error), error);
    CHECK(has(ory_relationship_namespaces_get_json(namespaces), "videos"));
    CHECK_OK(ory_client_check_opl_syntax(client, ORY_STR("class User {"), &syntax, &error), error);
    CHECK(ory_check_opl_syntax_result_errors_len(syntax) > 0);

    ory_delete_relationships_options_set_object(filter, object);
    ory_delete_relationships_options_set_namespace(filter, videos);
    CHECK_OK(ory_client_delete_relationships(client, filter, &error), error);
    CHECK_OK(ory_client_is_allowed(client, videos, object, view, ORY_STR("alice"), &allowed, &error), error);
    CHECK(!allowed);
    CHECK(ory_client_check_permission_or_error(client, NULL, &result, &error) == ORY_ERROR_INPUT);
    CHECK(has(ory_error_get_message(error), "at least one of"));
    ory_error_free(error);

    ory_check_opl_syntax_result_free(syntax);
    ory_relationship_namespaces_free(namespaces);
    ory_check_permission_result_free(result);
    ory_check_permission_or_error_options_free(check);
    ory_expanded_permission_tree_free(tree);
    ory_delete_relationships_options_free(filter);
    ory_get_relationships_options_free(query);
    ory_relationships_free(found);
    ory_relationship_patch_list_free(patches);
    ory_relationship_free(made);
    ory_create_relationship_body_free(body);
    ory_client_free(client);
}

void services_tests(void) {
    run_test("health-and-courier", health_and_courier);
    run_test("oauth2-client-and-token", oauth2_client_and_token);
    run_test("keys-and-documents", keys_and_documents);
    run_test("oauth2-helpers", oauth2_helpers);
    run_test("device-sign-in", device_sign_in);
    run_test("relationships-and-permissions", relationships_and_permissions);
}
