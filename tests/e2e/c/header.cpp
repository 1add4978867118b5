// The header as C++ reads it.
#include <ory.h>

#include <ory.h> // twice is fine

int main() {
    ory_config *config = ory_config_new();
    ory_config_set_project_url(config, ORY_STR("https://slug.projects.oryapis.com"));
    ory_client *client = nullptr;
    ory_error *error = nullptr;
    const ory_result result = ory_config_build(config, &client, &error);
    ory_error_free(error);
    ory_client_free(client);
    return result == ORY_OK ? 0 : 1;
}
