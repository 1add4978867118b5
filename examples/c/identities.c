/* Creates an identity, reads it, lists all identities page by page, and handles an error.
 *
 * Arguments: the public and the admin URL of Kratos. README.md says how to build it. */
#include <ory.h>

#include <stdio.h>
#include <time.h>

/* Prints an error and frees it; returns the exit code of the program. */
static int report(ory_error *error) {
    ory_str line = ory_error_get_line(error);
    fprintf(stderr, "%.*s\n", (int)line.len, line.data);
    ory_error_free(error);
    return 1;
}

static ory_client *connect_to(const char *public_url, const char *admin_url, ory_error **error) {
    ory_client *client = NULL;
    ory_config *config = ory_config_new();
    ory_config_set_kratos_public_url(config, ORY_STR(public_url));
    ory_config_set_kratos_admin_url(config, ORY_STR(admin_url));
    ory_config_build(config, &client, error); /* consumes config */
    return client;
}

static ory_identity *create(const ory_client *client, ory_error **error) {
    char traits[96];
    ory_identity *identity = NULL;
    ory_create_identity_body *body = ory_create_identity_body_new();
    snprintf(traits, sizeof traits, "{\"email\":\"ada-%ld-%ld@example.com\"}", (long)time(NULL), (long)clock());
    ory_create_identity_body_set_schema_id(body, ORY_STR("person"));
    ory_create_identity_body_set_traits(body, ORY_STR(traits));
    ory_client_create_identity(client, body, &identity, error);
    ory_create_identity_body_free(body);
    return identity;
}

/* Counts all identities; -1 and an error when a page cannot be read. */
static long count_all(const ory_client *client, ory_error **error) {
    long count = 0;
    ory_list_identities_pages *pages = NULL;
    ory_list_identities_options *options = ory_list_identities_options_new();
    ory_list_identities_options_set_page_size(options, 250);
    if (ory_client_list_identities_pages(client, options, &pages, error) != ORY_OK) {
        count = -1;
    }
    while (count >= 0) {
        ory_identity_list *page = NULL;
        if (ory_list_identities_pages_next(pages, &page, error) != ORY_OK) {
            count = -1;
        } else if (page == NULL) { /* the end of the list */
            break;
        } else {
            count += (long)ory_identity_list_len(page);
            ory_identity_list_free(page);
        }
    }
    ory_list_identities_pages_free(pages);
    ory_list_identities_options_free(options);
    return count;
}

/* Deletes an identity and reads it once more. */
static int delete_and_read(const ory_client *client, ory_str id) {
    ory_error *error = NULL;
    ory_identity *none = NULL;
    ory_str line;
    if (ory_client_delete_identity(client, id, &error) != ORY_OK) {
        return report(error);
    }
    if (ory_client_get_identity(client, id, NULL /* options */, &none, &error) == ORY_OK) {
        ory_identity_free(none);
        return 1;
    }
    if (ory_error_get_status(error) != 404) {
        return report(error);
    }
    line = ory_error_get_line(error);
    printf("deleted: %.*s\n", (int)line.len, line.data);
    ory_error_free(error);
    return 0;
}

static int run(const ory_client *client) {
    ory_error *error = NULL;
    ory_str id, traits; /* borrowed from identity */
    long count;
    int status;
    ory_identity *identity = create(client, &error);
    if (identity == NULL) {
        return report(error);
    }
    id = ory_identity_get_id(identity);
    traits = ory_identity_get_traits(identity); /* free JSON: its text */
    printf("created %.*s %.*s\n", (int)id.len, id.data, (int)traits.len, traits.data);

    count = count_all(client, &error);
    if (count < 0) {
        ory_identity_free(identity);
        return report(error);
    }
    printf("listed %ld\n", count);

    status = delete_and_read(client, id);
    ory_identity_free(identity);
    return status;
}

int main(int count, char **arguments) {
    ory_error *error = NULL;
    ory_client *client;
    int status;
    if (count != 3) {
        fprintf(stderr, "usage: %s PUBLIC_URL ADMIN_URL\n", arguments[0]);
        return 2;
    }
    client = connect_to(arguments[1], arguments[2], &error);
    if (client == NULL) {
        return report(error);
    }
    status = run(client);
    ory_client_free(client);
    return status;
}
