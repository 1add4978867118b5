/* Identities, by the admin API of a real Kratos. */
#include "support.h"

/* Adds one operation of a JSON Patch to a list. */
static void add_patch(ory_json_patch_list *list, const char *op, const char *path, const char *value) {
    ory_json_patch *patch = ory_json_patch_new();
    ory_json_patch_set_op(patch, ORY_STR(op));
    ory_json_patch_set_path(patch, ORY_STR(path));
    ory_json_patch_set_value(patch, ORY_STR(value));
    ory_json_patch_list_add(list, patch);
    ory_json_patch_free(patch);
}

static void identity_create(void) {
    ory_client *client = kratos_client();
    ory_error *error = NULL;
    address email = fresh_address("identity-create");
    ory_identity *identity = new_identity(client, email.text, &error);
    int64_t made = 0;
    if (identity == NULL) {
        show(error);
    }
    CHECK(identity != NULL);
    CHECK(ory_identity_get_id(identity).len == 36);
    CHECK(ory_identity_get_state(identity) == ORY_IDENTITY_STATE_ACTIVE);
    CHECK(is(ory_identity_get_state_text(identity), "active"));
    CHECK(is(ory_identity_get_schema_id(identity), "person"));
    CHECK(has(ory_identity_get_traits(identity), email.text));
    CHECK(is(ory_identity_get_metadata_public(identity), "{\"plan\":\"free\"}"));
    CHECK(ory_identity_has_created_at(identity));
    CHECK(has(ory_identity_get_created_at(identity), "T"));
    CHECK(ory_identity_get_created_at_unix_ms(identity, &made));
    CHECK(made > unix_now_ms() - 60000 && made < unix_now_ms() + 60000);
    CHECK(has(ory_identity_get_json(identity), email.text));
    ory_identity_free(identity);
    ory_client_free(client);
}

static void identity_read(void) {
    ory_client *client = kratos_client();
    ory_error *error = NULL;
    address email = fresh_address("identity-read");
    ory_identity *made = new_identity(client, email.text, &error);
    ory_identity *read = NULL;
    ory_get_identity_options *options = ory_get_identity_options_new();
    bool found = false;
    ory_get_identity_options_add_include_credential(
        options, ory_identity_credentials_type_text(ORY_IDENTITY_CREDENTIALS_TYPE_PASSWORD));
    CHECK_OK(ory_client_get_identity(client, ory_identity_get_id(made), options, &read, &error), error);
    CHECK(same(ory_identity_get_id(read), ory_identity_get_id(made)));
    CHECK(same(ory_identity_get_traits(read), ory_identity_get_traits(made)));
    CHECK(same(ory_identity_get_metadata_public(read), ory_identity_get_metadata_public(made)));
    for (size_t i = 0; i < ory_identity_credentials_len(read); i++) {
        const ory_identity_credentials *credentials = ory_identity_credentials_value_at(read, i);
        if (is(ory_identity_credentials_key_at(read, i), "password")) {
            CHECK(ory_identity_credentials_get_type(credentials) == ORY_IDENTITY_CREDENTIALS_TYPE_PASSWORD);
            CHECK(ory_identity_credentials_identifiers_len(credentials) == 1);
            CHECK(is(ory_identity_credentials_identifiers_at(credentials, 0), email.text));
            found = true;
        }
    }
    CHECK(found);
    CHECK(ory_identity_credentials_value_at(read, 99) == NULL);
    ory_get_identity_options_free(options);
    ory_identity_free(read);
    ory_identity_free(made);
    ory_client_free(client);
}

static void identity_list_pages(void) {
    enum { MADE = 5 };
    ory_client *client = kratos_client();
    ory_error *error = NULL;
    ory_identity *made[MADE];
    int met[MADE] = {0};
    size_t pages = 0;
    char token[512] = "";
    for (int i = 0; i < MADE; i++) {
        address email = fresh_address("identity-list-pages");
        made[i] = new_identity(client, email.text, &error);
        CHECK(made[i] != NULL);
    }
    do {
        ory_list_identities_options *options = ory_list_identities_options_new();
        ory_identity_list *list = NULL;
        ory_str next;
        ory_list_identities_options_set_page_size(options, 2);
        if (token[0] != '\0') {
            ory_list_identities_options_set_page_token(options, ORY_STR(token));
        }
        CHECK_OK(ory_client_list_identities(client, options, &list, &error), error);
        CHECK(ory_identity_list_len(list) <= 2);
        for (size_t i = 0; i < ory_identity_list_len(list); i++) {
            ory_str id = ory_identity_get_id(ory_identity_list_at(list, i));
            for (int j = 0; j < MADE; j++) {
                met[j] += same(id, ory_identity_get_id(made[j])) ? 1 : 0;
            }
        }
        next = ory_identity_list_next_page_token(list);
        CHECK(next.len < sizeof token);
        snprintf(token, sizeof token, "%.*s", (int)next.len, next.len == 0 ? "" : next.data);
        pages++;
        ory_identity_list_free(list);
        ory_list_identities_options_free(options);
    } while (token[0] != '\0' && pages < 1000);
    CHECK(token[0] == '\0');
    CHECK(pages >= 3);
    for (int i = 0; i < MADE; i++) {
        CHECK(met[i] == 1);
        ory_identity_free(made[i]);
    }
    ory_client_free(client);
}

/* The same with the pager, which outlives the client. */
static void identity_pager(void) {
    enum { MADE = 3 };
    ory_client *client = kratos_client();
    ory_error *error = NULL;
    ory_list_identities_options *options = ory_list_identities_options_new();
    ory_list_identities_pages *pages = NULL;
    ory_identity_list *list = NULL;
    ory_identity *made[MADE];
    int met[MADE] = {0};
    size_t count = 0;
    for (int i = 0; i < MADE; i++) {
        address email = fresh_address("identity-pager");
        made[i] = new_identity(client, email.text, &error);
        CHECK(made[i] != NULL);
    }
    ory_list_identities_options_set_page_size(options, 2);
    CHECK_OK(ory_client_list_identities_pages(client, options, &pages, &error), error);
    ory_list_identities_options_free(options);
    ory_client_free(client);
    for (;;) {
        CHECK_OK(ory_list_identities_pages_next(pages, &list, &error), error);
        if (list == NULL) {
            break;
        }
        CHECK(ory_identity_list_len(list) > 0 && ory_identity_list_len(list) <= 2);
        for (size_t i = 0; i < ory_identity_list_len(list); i++) {
            for (int j = 0; j < MADE; j++) {
                ory_str id = ory_identity_get_id(ory_identity_list_at(list, i));
                met[j] += same(id, ory_identity_get_id(made[j])) ? 1 : 0;
            }
        }
        ory_identity_list_free(list);
        count++;
    }
    CHECK(count >= 2);
    for (int i = 0; i < MADE; i++) {
        CHECK(met[i] == 1);
        ory_identity_free(made[i]);
    }
    ory_list_identities_pages_free(pages);
}

static void identity_patch(void) {
    ory_client *client = kratos_client();
    ory_error *error = NULL;
    address email = fresh_address("identity-patch");
    address changed = fresh_address("identity-patched");
    char quoted[128];
    ory_identity *made = new_identity(client, email.text, &error);
    ory_identity *patched = NULL;
    ory_identity *read = NULL;
    ory_json_patch_list *patches = ory_json_patch_list_new();
    snprintf(quoted, sizeof quoted, "\"%s\"", changed.text);
    add_patch(patches, "replace", "/traits/email", quoted);
    add_patch(patches, "add", "/metadata_public/seats", "9007199254740993");
    CHECK_OK(ory_client_patch_identity(client, ory_identity_get_id(made), patches, &patched, &error), error);
    CHECK_OK(ory_client_get_identity(client, ory_identity_get_id(made), NULL, &read, &error), error);
    CHECK(has(ory_identity_get_traits(read), changed.text));
    CHECK(has(ory_identity_get_metadata_public(read), "\"plan\":\"free\""));
    CHECK(has(ory_identity_get_metadata_public(read), "9007199254740993"));
    ory_json_patch_list_free(patches);
    ory_identity_free(made);
    ory_identity_free(patched);
    ory_identity_free(read);
    ory_client_free(client);
}

static void identity_delete(void) {
    ory_client *client = kratos_client();
    ory_error *error = NULL;
    address email = fresh_address("identity-delete");
    ory_identity *made = new_identity(client, email.text, &error);
    ory_identity *read = NULL;
    ory_str id = ory_identity_get_id(made);
    CHECK_OK(ory_client_delete_identity(client, id, &error), error);
    CHECK(ory_client_get_identity(client, id, NULL, &read, &error) == ORY_ERROR_API);
    CHECK(read == NULL);
    CHECK(ory_error_get_status(error) == 404);
    ory_error_free(error);
    ory_identity_free(made);
    ory_client_free(client);
}

/* Imports 20 rows of which three are bad; counts the lines that came. */
static void import_rows(ory_client *client, const char *rows, const char *checkpoint, char *kept, char *failed,
                        int *lines) {
    ory_import *import = NULL;
    ory_error *error = NULL;
    ory_text *line = NULL;
    CHECK_OK(ory_client_import_identities(client, ORY_STR(rows), 0, ORY_STR(checkpoint), &import, &error), error);
    for (;;) {
        ory_str text;
        ory_str part;
        int64_t row = 0;
        CHECK_OK(ory_import_next(import, &line, &error), error);
        if (line == NULL) {
            break;
        }
        text = ory_text_get(line);
        if (has(text, "\"checkpoint\"") && ory_json_get_json(text, ORY_STR("/checkpoint"), &part)) {
            snprintf(kept, 128, "%.*s", (int)part.len, part.data);
        } else {
            CHECK(ory_json_get_i64(text, ORY_STR("/row"), &row));
            (*lines)++;
            if (has(text, "\"error\"")) {
                snprintf(failed + strlen(failed), 64, "%d ", (int)row);
            } else {
                CHECK(has(text, "\"id\""));
            }
        }
        ory_text_free(line);
    }
    ory_import_free(import);
}

static void identity_import(void) {
    ory_client *client = kratos_client();
    static char rows[8192];
    char kept[128] = "";
    char failed[256] = "";
    size_t used = 0;
    int lines = 0;
    int row;
    for (row = 0; row < 20; row++) {
        address email = fresh_address("import");
        const char *form = row == 5    ? "{no json %s\n"
                           : row == 9  ? "{\"schema_id\":\"person\",\"traits\":{\"mail\":\"%s\"}}\n"
                           : row == 14 ? "{\"schema_id\":\"person\",\"traits\":{\"email\":\"%s\"},\"unknown\":1}\n"
                                       : "{\"schema_id\":\"person\",\"traits\":{\"email\":\"%s\"}}\n";
        used += (size_t)snprintf(rows + used, sizeof rows - used, form, email.text);
    }
    import_rows(client, rows, "", kept, failed, &lines);
    CHECK(lines == 20);
    CHECK(strcmp(failed, "5 9 14 ") == 0);
    import_rows(client, rows, kept, kept, failed, &lines);
    CHECK(lines == 20);
    ory_client_free(client);
}

void identity_tests(void) {
    run_case("identity-create", identity_create);
    run_case("identity-read", identity_read);
    run_case("identity-list-pages", identity_list_pages);
    run_test("identity-pager", identity_pager);
    run_test("identity-import", identity_import);
    run_case("identity-patch", identity_patch);
    run_case("identity-delete", identity_delete);
}
