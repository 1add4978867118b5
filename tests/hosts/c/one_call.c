/* One call to an https host that does not exist. It fails; what matters is whether a proxy was asked.
 *
 * Argument: the proxy of the configuration, if it shall have one. */
#include <ory.h>

#include <stdio.h>

int main(int count, char **arguments) {
    ory_client *client = NULL;
    ory_session *session = NULL;
    ory_error *error = NULL;
    ory_str line;
    ory_config *config = ory_config_new();
    ory_config_set_kratos_public_url(config, ORY_STR("https://kratos.invalid"));
    ory_config_set_session_token(config, ORY_STR("ory_st_hosts"));
    ory_config_set_max_retries(config, 0);
    if (count == 2) {
        ory_config_set_proxy_url(config, ORY_STR(arguments[1]));
    }
    if (ory_config_build(config, &client, &error) == ORY_OK) {
        ory_client_to_session(client, NULL, &session, &error);
    }
    line = ory_error_get_line(error);
    printf("%.*s\n", (int)line.len, line.data);
    ory_error_free(error);
    ory_client_free(client);
    return 0;
}
