/* What is refused before anything is sent, and NULL arguments. */
#include "support.h"

/* An invalid configuration is an error that names the field. */
static void wrong_config(void) {
    ory_config *config = ory_config_new();
    ory_client *client = NULL;
    ory_error *error = NULL;
    ory_str text = {NULL, 3};
    ory_config_set_project_url(config, ORY_STR("http://slug.projects.oryapis.com"));
    CHECK(ory_config_build(config, &client, &error) == ORY_ERROR_CONFIG);
    CHECK(client == NULL);
    ory_error_free(error);

    error = NULL;
    CHECK(ory_config_build(ory_config_new(), &client, &error) == ORY_ERROR_CONFIG);
    CHECK(client == NULL && has(ory_error_get_message(error), "project_url"));
    ory_error_free(error);

    error = NULL;
    CHECK(ory_config_build(NULL, &client, &error) == ORY_ERROR_INPUT);
    ory_error_free(error);

    error = NULL;
    config = ory_config_new();
    ory_config_set_bearer(config, text);
    CHECK(ory_config_build(config, &client, &error) == ORY_ERROR_CONFIG);
    CHECK(has(ory_error_get_message(error), "bearer"));
    ory_error_free(error);

    error = NULL;
    config = ory_config_new();
    ory_config_set_project_url(config, ORY_STR("https://slug.projects.oryapis.com"));
    ory_config_set_project_key(config, ORY_STR("ory_pat_example"));
    CHECK_OK(ory_config_build(config, &client, &error), error);
    ory_client_free(client);
}

/* Arguments that cannot be sent never reach a server. */
static void wrong_arguments(void) {
    static const char *const ids[] = {"", ".", ".."};
    ory_client *client = fault_client("good.local", -1, -1);
    ory_error *error = NULL;
    ory_identity *identity = NULL;
    ory_create_identity_body *body = ory_create_identity_body_new();
    ory_str broken = {"\xff\xfe", 2};
    for (size_t i = 0; i < 3; i++) {
        CHECK(ory_client_get_identity(client, ORY_STR(ids[i]), NULL, &identity, &error) == ORY_ERROR_INPUT);
        CHECK(is(ory_error_get_operation(error), "getIdentity"));
        ory_error_free(error);
    }
    CHECK(ory_client_get_identity(client, broken, NULL, &identity, &error) == ORY_ERROR_INPUT);
    CHECK(has(ory_error_get_message(error), "UTF-8"));
    ory_error_free(error);

    CHECK(ory_client_create_identity(client, body, &identity, &error) == ORY_ERROR_INPUT);
    CHECK(has(ory_error_get_message(error), "schema_id"));
    ory_error_free(error);
    ory_create_identity_body_set_schema_id(body, ORY_STR("person"));
    ory_create_identity_body_set_traits(body, ORY_STR("{not json"));
    CHECK(ory_client_create_identity(client, body, &identity, &error) == ORY_ERROR_INPUT);
    CHECK(has(ory_error_get_message(error), "traits"));
    ory_error_free(error);

    ory_list_identities_options *options = ory_list_identities_options_new();
    ory_identity_list *list = NULL;
    ory_list_identities_options_set_ids(options, NULL, 0);
    CHECK(ory_client_list_identities(client, options, &list, &error) == ORY_ERROR_INPUT);
    CHECK(has(ory_error_get_message(error), "`ids`") && list == NULL);
    ory_error_free(error);
    ory_list_identities_options_free(options);

    CHECK(ory_client_create_identity(client, NULL, &identity, &error) == ORY_ERROR_INPUT);
    ory_error_free(error);
    CHECK(ory_client_get_identity(NULL, ORY_STR("a"), NULL, &identity, &error) == ORY_ERROR_INPUT);
    ory_error_free(error);
    CHECK(ory_client_get_identity(client, ORY_STR("a"), NULL, NULL, &error) == ORY_ERROR_INPUT);
    ory_error_free(error);
    CHECK(ory_client_get_identity(client, ORY_STR(""), NULL, &identity, NULL) == ORY_ERROR_INPUT);
    CHECK(identity == NULL);
    CHECK(fault_count("good.local", "count") == 0);
    ory_create_identity_body_free(body);
    ory_client_free(client);
}

/* Getters return the empty value for NULL; every _free function accepts it. */
static void null_arguments(void) {
    int64_t time = 5;
    CHECK(ory_identity_get_id(NULL).data != NULL && ory_identity_get_id(NULL).len == 0);
    CHECK(ory_identity_get_state(NULL) == 0);
    CHECK(!ory_identity_has_created_at(NULL));
    CHECK(!ory_identity_get_created_at_unix_ms(NULL, &time) && time == 5);
    CHECK(ory_login_flow_get_ui(NULL) == NULL);
    CHECK(ory_ui_container_nodes_len(NULL) == 0 && ory_ui_container_nodes_at(NULL, 0) == NULL);
    CHECK(ory_ui_node_attributes_kind(NULL) == 0 && ory_ui_node_attributes_as_input(NULL) == NULL);
    CHECK(ory_error_get_status(NULL) == 0 && ory_error_get_line(NULL).len == 0);
    ory_identity_free(NULL);
    ory_identity_list_free(NULL);
    ory_create_identity_body_free(NULL);
    ory_get_identity_options_free(NULL);
    ory_config_free(NULL);
    ory_client_free(NULL);
    ory_error_free(NULL);
    ory_text_free(NULL);
    ory_config_set_project_url(NULL, ORY_STR("https://a.example"));
    ory_create_identity_body_set_schema_id(NULL, ORY_STR("person"));
    CHECK(is(ory_library_version(), ORY_VERSION));
}

/* Models and bodies from JSON: errors name the path, unknown fields are kept. */
static void from_json(void) {
    ory_identity *identity = NULL;
    ory_update_login_flow_body *body = NULL;
    ory_create_identity_body *create = NULL;
    ory_error *error = NULL;
    CHECK_OK(ory_identity_from_json(ORY_STR("{\"id\":\"1\",\"schema_id\":\"s\",\"schema_url\":\"u\",\"traits\":[1.0],"
                                            "\"aura\":\"blue\",\"state\":\"frozen\",\"created_at\":\"1970-01-01T00:00:01Z\"}"),
                                    &identity, &error), error);
    CHECK(is(ory_identity_get_traits(identity), "[1.0]"));
    CHECK(has(ory_identity_get_json(identity), "\"aura\":\"blue\""));
    CHECK(same(ory_identity_get_json(identity), ory_identity_get_json(identity)));
    ory_identity_free(identity);
    identity = NULL;
    CHECK(ory_identity_from_json(ORY_STR("{\"id\":7}"), &identity, &error) == ORY_ERROR_INPUT);
    CHECK(identity == NULL && has(ory_error_get_message(error), "$.id"));
    ory_error_free(error);
    error = NULL;
    CHECK_OK(ory_update_login_flow_body_from_json(
                 ORY_STR("{\"method\":\"password\",\"identifier\":\"a\",\"password\":\"b\"}"), &body, &error), error);
    ory_update_login_flow_body_free(body);
    CHECK(ory_create_identity_body_from_json(ORY_STR("[]"), &create, &error) == ORY_ERROR_INPUT);
    ory_error_free(error);
}

void arguments_tests(void) {
    run_test("wrong-config", wrong_config);
    run_test("wrong-arguments", wrong_arguments);
    run_test("null-arguments", null_arguments);
    run_test("from-json", from_json);
}
