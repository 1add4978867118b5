/* Errors of a real Kratos. */
#include "support.h"

static void error_conflict(void) {
    ory_client *client = kratos_client();
    ory_error *error = NULL;
    address email = fresh_address("error-conflict");
    ory_identity *made = new_identity(client, email.text, &error);
    ory_list_identities_options *options = ory_list_identities_options_new();
    ory_identity_list *list = NULL;
    CHECK(made != NULL);
    CHECK(new_identity(client, email.text, &error) == NULL);
    CHECK(ory_error_get_kind(error) == ORY_ERROR_API);
    CHECK(is(ory_error_get_operation(error), "createIdentity"));
    CHECK(ory_error_has_status(error) && ory_error_get_status(error) == 409);
    CHECK(is(ory_error_get_code(error), "409"));
    CHECK(ory_error_get_message(error).len > 0);
    CHECK(ory_error_has_reason(error) && ory_error_get_reason(error).len > 0);
    CHECK(has(ory_error_get_body(error), "\"code\":409"));
    ory_error_free(error);

    ory_list_identities_options_set_credentials_identifier(options, ORY_STR(email.text));
    CHECK_OK(ory_client_list_identities(client, options, &list, &error), error);
    CHECK(ory_identity_list_len(list) == 1);
    ory_list_identities_options_free(options);
    ory_identity_list_free(list);
    ory_identity_free(made);
    ory_client_free(client);
}

static void error_missing(void) {
    ory_client *client = kratos_client();
    ory_error *error = NULL;
    ory_identity *identity = NULL;
    ory_str line;
    CHECK(ory_client_get_identity(client, ORY_STR("7a1f2f0e-4f7b-4c54-9a55-9d3f7e0c51aa"), NULL, &identity, &error)
          == ORY_ERROR_API);
    CHECK(is(ory_error_get_operation(error), "getIdentity"));
    CHECK(ory_error_get_status(error) == 404);
    CHECK(is(ory_error_get_code(error), "404"));
    CHECK(ory_error_get_message(error).len > 0);
    CHECK(!ory_error_has_id(error) && ory_error_get_id(error).len == 0);
    CHECK(!ory_error_has_reason(error));
    CHECK(!ory_error_has_retry_after(error) && ory_error_get_retry_after(error) == 0);
    CHECK(!ory_error_has_details(error));
    CHECK(has(ory_error_get_body(error), "\"code\":404"));
    line = ory_error_get_line(error);
    CHECK(has(line, "getIdentity") && has(line, "404") && !has(line, "\n"));
    ory_error_free(error);
    ory_client_free(client);
}

void errors_tests(void) {
    run_case("error-conflict", error_conflict);
    run_case("error-missing", error_missing);
}
