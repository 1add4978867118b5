/* One identity by its id: the arguments are the URLs of a Kratos and the id. README.md says how to build it. */
#include <ory.h>

#include <stdio.h>
#include <stdlib.h>

static void report(const ory_error *error) {
    ory_str line = ory_error_get_line(error);
    fprintf(stderr, "%.*s\n", (int)line.len, line.data);
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: %s PUBLIC_URL ADMIN_URL ID\n", arguments[0]);
        return 2;
    }
    ory_config *config = ory_config_new();
    ory_config_set_kratos_public_url(config, ORY_STR(arguments[1]));
    ory_config_set_kratos_admin_url(config, ORY_STR(arguments[2]));
    ory_client *client = NULL;
    ory_error *error = NULL;
    if (ory_config_build(config, &client, &error) != ORY_OK) { /* config is consumed */
        report(error);
        ory_error_free(error);
        return 1;
    }

    int status = 0;
    ory_identity *identity = NULL;
    if (ory_client_get_identity(client, ORY_STR(arguments[3]), NULL /* options */, &identity, &error) == ORY_OK) {
        ory_str id = ory_identity_get_id(identity);         /* borrowed from identity */
        ory_str traits = ory_identity_get_traits(identity); /* free JSON: its text */
        printf("%.*s %.*s\n", (int)id.len, id.data, (int)traits.len, traits.data);
        ory_identity_free(identity);
    } else {
        printf("%u %.*s\n", ory_error_get_status(error), (int)ory_error_get_message(error).len,
               ory_error_get_message(error).data);
        ory_error_free(error);
        status = 1;
    }
    ory_client_free(client);
    return status;
}
