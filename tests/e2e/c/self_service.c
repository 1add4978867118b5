/* The self-service engine on a real Kratos, as a native app uses it, and its faults. */
#include "support.h"

#include <ctype.h>

#define NEW_PASSWORD "another-battery-staple-8"

/* The code in the newest mail to that address, with a terminating zero; empty if there is none. */
typedef struct {
    char text[7];
} mail_code;

static mail_code code_of(const ory_client *client, const char *email) {
    ory_list_courier_messages_options *options = ory_list_courier_messages_options_new();
    ory_message_list *mails = NULL;
    ory_message *mail = NULL;
    ory_error *error = NULL;
    ory_str newest = ORY_STR("");
    ory_str id = ORY_STR("");
    ory_str body;
    mail_code code = {""};
    ory_list_courier_messages_options_set_recipient(options, ORY_STR(email));
    if (ory_client_list_courier_messages(client, options, &mails, &error) != ORY_OK) {
        show(error);
        ory_error_free(error);
    }
    for (size_t i = 0; i < ory_message_list_len(mails); i++) {
        const ory_message *one = ory_message_list_at(mails, i);
        ory_str at = ory_message_get_created_at(one);
        size_t shorter = at.len < newest.len ? at.len : newest.len;
        if (newest.len == 0 || memcmp(at.data, newest.data, shorter) > 0) {
            newest = at;
            id = ory_message_get_id(one);
        }
    }
    if (ory_client_get_courier_message(client, id, &mail, &error) != ORY_OK) {
        show(error);
        ory_error_free(error);
    }
    body = ory_message_get_body(mail);
    for (size_t i = 0, digits = 0; i < body.len && code.text[0] == '\0'; i++) {
        digits = isdigit((unsigned char)body.data[i]) ? digits + 1 : 0;
        if (digits == 6 && (i + 1 == body.len || !isdigit((unsigned char)body.data[i + 1]))) {
            memcpy(code.text, body.data + i - 5, 6);
        }
    }
    ory_message_free(mail);
    ory_message_list_free(mails);
    ory_list_courier_messages_options_free(options);
    return code;
}

/* Whether an outcome is a form shown for that reason; frees it. */
static bool is_form(ory_flow_outcome *outcome, const char *reason) {
    bool right = ory_flow_outcome_kind(outcome) == ORY_FLOW_OUTCOME_FORM
                 && is(ory_flow_outcome_get_reason(outcome), reason)
                 && ory_flow_outcome_get_form(outcome) != NULL;
    if (!right) {
        ory_str tag = ory_flow_outcome_tag(outcome), why = ory_flow_outcome_get_reason(outcome);
        fprintf(stderr, "%.*s %.*s\n", (int)tag.len, tag.data, (int)why.len, why.data);
        show(ory_flow_outcome_get_error(outcome));
    }
    ory_flow_outcome_free(outcome);
    return right;
}

/* Whether an outcome is of that kind; frees it. */
static bool ends(ory_flow_outcome *outcome, uint32_t kind) {
    bool right = ory_flow_outcome_kind(outcome) == kind;
    if (!right) {
        show(ory_flow_outcome_get_error(outcome));
    }
    ory_flow_outcome_free(outcome);
    return right;
}

/* Submits one or two answers. */
static ory_flow_outcome *submit(ory_self_service *flow, const char *name, const char *value, const char *other,
                                const char *other_value) {
    ory_flow_answers *answers = ory_flow_answers_new();
    ory_flow_outcome *outcome;
    ory_flow_answers_set(answers, ORY_STR(name), ORY_STR(value));
    if (other != NULL) {
        ory_flow_answers_set(answers, ORY_STR(other), ORY_STR(other_value));
    }
    outcome = ory_self_service_submit(flow, answers);
    ory_flow_answers_free(answers);
    return outcome;
}

static void login(void) {
    ory_client *client = kratos_client();
    ory_error *error = NULL;
    address email = fresh_address("engine-login");
    ory_identity *made = new_identity(client, email.text, &error);
    ory_self_service *flow = ory_self_service_new(client, ORY_FLOW_KIND_LOGIN);
    ory_self_service *logout = ory_self_service_new(client, ORY_FLOW_KIND_LOGOUT);
    ory_self_service *settings = ory_self_service_new(client, ORY_FLOW_KIND_SETTINGS);
    ory_flow_outcome *invalid, *done;
    const ory_flow_form *form;
    const ory_ui_container *ui;
    CHECK(made != NULL);
    CHECK(is_form(ory_self_service_start(flow), "start"));

    invalid = submit(flow, "identifier", email.text, "password", "not the password");
    form = ory_flow_outcome_get_form(invalid);
    ui = ory_flow_form_get_ui(form);
    CHECK(ory_flow_form_get_kind(form) == ORY_FLOW_KIND_LOGIN);
    CHECK(ory_ui_container_nodes_len(ui) > 0);
    CHECK(ory_ui_container_messages_len(ui) == 1);
    CHECK(ory_ui_text_get_id(ory_ui_container_messages_at(ui, 0)) == 4000006);
    CHECK(has(ory_flow_form_get_json(form), "\"ui\"") && ory_flow_form_get_id(form).len == 36);
    CHECK(is_form(invalid, "invalid"));

    done = submit(flow, "identifier", email.text, "password", PASSWORD);
    CHECK(ory_flow_outcome_kind(done) == ORY_FLOW_OUTCOME_COMPLETE);
    CHECK(is(ory_flow_outcome_tag(done), "complete"));
    CHECK(same(ory_identity_get_id(ory_flow_outcome_get_identity(done)), ory_identity_get_id(made)));
    CHECK(ory_session_get_active(ory_flow_outcome_get_session(done)));
    CHECK(ory_flow_outcome_has_session_token(done));
    CHECK(ory_flow_outcome_get_form(done) == NULL && ory_flow_outcome_get_error(done) == NULL);

    ory_self_service_set_session_token(logout, ory_flow_outcome_get_session_token(done));
    ory_self_service_set_session_token(settings, ory_flow_outcome_get_session_token(done));
    CHECK(ends(ory_self_service_start(logout), ORY_FLOW_OUTCOME_SIGNED_OUT));
    CHECK(ends(ory_self_service_start(logout), ORY_FLOW_OUTCOME_SIGNED_OUT));
    CHECK(ends(ory_self_service_start(settings), ORY_FLOW_OUTCOME_SIGNED_OUT));

    /* The client may go first, and the outcome stays after its flow. */
    ory_client_free(client);
    ory_self_service_free(flow);
    CHECK(ory_flow_outcome_get_session_token(done).len > 0);
    ory_flow_outcome_free(done);
    ory_self_service_free(logout);
    ory_self_service_free(settings);
    ory_identity_free(made);
}

static void registration(void) {
    ory_client *client = kratos_client();
    ory_error *error = NULL;
    address email = fresh_address("engine-registration");
    ory_self_service *flow = ory_self_service_new(client, ORY_FLOW_KIND_REGISTRATION);
    ory_self_service *verification = ory_self_service_new(client, ORY_FLOW_KIND_VERIFICATION);
    ory_flow_answers *answers = NULL;
    ory_flow_outcome *done;
    ory_str traits;
    int64_t age = 0;
    bool newsletter = false;
    char json[256];
    snprintf(json, sizeof json,
             "{\"traits\":{\"email\":\"%s\",\"age\":\"7\",\"newsletter\":\"on\",\"name\":{\"last\":\"\"}},"
             "\"password\":\"" PASSWORD "\"}", email.text);
    CHECK_OK(ory_flow_answers_from_json(ORY_STR(json), &answers, &error), error);
    CHECK(is_form(ory_self_service_start(flow), "start"));
    CHECK(is_form(ory_self_service_submit(flow, answers), "invalid"));

    snprintf(json, sizeof json, "{\"email\":\"%s\",\"age\":\"42\",\"newsletter\":\"on\"}", email.text);
    ory_flow_answers_set_json(answers, ORY_STR("traits"), ORY_STR(json));
    done = ory_self_service_submit(flow, answers);
    CHECK(ory_flow_outcome_kind(done) == ORY_FLOW_OUTCOME_COMPLETE);
    traits = ory_identity_get_traits(ory_flow_outcome_get_identity(done));
    CHECK(ory_json_get_i64(traits, ORY_STR("/age"), &age) && age == 42);
    CHECK(ory_json_get_bool(traits, ORY_STR("/newsletter"), &newsletter) && newsletter);
    CHECK(ory_flow_outcome_has_session_token(done));
    CHECK(ory_flow_outcome_get_verification_flow(done).len > 0);
    CHECK(ory_flow_outcome_continue_with_len(done) > 0);
    CHECK(ory_flow_outcome_continue_with_at(done, 0) != NULL);
    CHECK(ory_flow_outcome_continue_with_at(done, ory_flow_outcome_continue_with_len(done)) == NULL);

    ory_self_service_set_flow(verification, ory_flow_outcome_get_verification_flow(done));
    CHECK(is_form(ory_self_service_start(verification), "start"));
    CHECK(is_form(submit(verification, "code", "000000", NULL, NULL), "invalid"));
    CHECK(ends(submit(verification, "code", code_of(client, email.text).text, NULL, NULL),
               ORY_FLOW_OUTCOME_COMPLETE));
    ory_flow_outcome_free(done);
    ory_flow_answers_free(answers);
    ory_self_service_free(verification);
    ory_self_service_free(flow);
    ory_client_free(client);
}

static void recovery(void) {
    ory_client *client = kratos_client();
    ory_error *error = NULL;
    address email = fresh_address("engine-recovery");
    ory_identity *made = new_identity(client, email.text, &error);
    ory_self_service *flow = ory_self_service_new(client, ORY_FLOW_KIND_RECOVERY);
    ory_self_service *settings = ory_self_service_new(client, ORY_FLOW_KIND_SETTINGS);
    ory_self_service *sign_in = ory_self_service_new(client, ORY_FLOW_KIND_LOGIN);
    ory_flow_outcome *done;
    CHECK(made != NULL);
    CHECK(is_form(ory_self_service_start(flow), "start"));
    CHECK(is_form(submit(flow, "email", email.text, NULL, NULL), "next_step"));
    CHECK(is_form(submit(flow, "code", "000000", NULL, NULL), "invalid"));
    done = submit(flow, "code", code_of(client, email.text).text, NULL, NULL);
    CHECK(ory_flow_outcome_kind(done) == ORY_FLOW_OUTCOME_COMPLETE);
    CHECK(ory_flow_outcome_get_settings_flow(done).len > 0 && ory_flow_outcome_has_session_token(done));

    ory_self_service_set_flow(settings, ory_flow_outcome_get_settings_flow(done));
    ory_self_service_set_session_token(settings, ory_flow_outcome_get_session_token(done));
    ory_flow_outcome_free(done);
    CHECK(is_form(ory_self_service_start(settings), "start"));
    CHECK(is_form(submit(settings, "password", "short", NULL, NULL), "invalid"));
    done = submit(settings, "password", NEW_PASSWORD, NULL, NULL);
    CHECK(ory_flow_outcome_kind(done) == ORY_FLOW_OUTCOME_COMPLETE);
    CHECK(ory_flow_outcome_get_form(done) != NULL);
    ory_flow_outcome_free(done);

    CHECK(is_form(ory_self_service_start(sign_in), "start"));
    CHECK(ends(submit(sign_in, "identifier", email.text, "password", NEW_PASSWORD), ORY_FLOW_OUTCOME_COMPLETE));
    ory_self_service_free(sign_in);
    ory_self_service_free(settings);
    ory_self_service_free(flow);
    ory_identity_free(made);
    ory_client_free(client);
}

/* Whether a step failed with that error; frees the outcome. */
static bool fails(ory_flow_outcome *outcome, ory_result kind, const char *part) {
    const ory_error *error = ory_flow_outcome_get_error(outcome);
    bool right = ory_flow_outcome_kind(outcome) == ORY_FLOW_OUTCOME_FAILED && ory_error_get_kind(error) == kind
                 && has(ory_error_get_line(error), part);
    if (!right) {
        show(error);
    }
    ory_flow_outcome_free(outcome);
    return right;
}

/* What is wrong with an argument is an outcome; what is absent is empty; nothing is sent. */
static void faults(void) {
    static const ory_str broken = {"\xff", 1};
    ory_client *client = fault_client("good.self-service", 0, 1000);
    ory_self_service *flow = ory_self_service_new(NULL, ORY_FLOW_KIND_LOGIN);
    ory_flow_answers *answers = NULL;
    ory_error *error = NULL;
    CHECK(fails(ory_self_service_start(flow), ORY_ERROR_INPUT, "client is NULL"));
    ory_self_service_free(flow);
    flow = ory_self_service_new(client, 99);
    CHECK(fails(ory_self_service_start(flow), ORY_ERROR_INPUT, "99"));
    ory_self_service_free(flow);
    flow = ory_self_service_new(client, ORY_FLOW_KIND_LOGIN);
    CHECK(fails(ory_self_service_submit(flow, NULL), ORY_ERROR_INPUT, "answers is NULL"));
    answers = ory_flow_answers_new();
    ory_flow_answers_set(answers, ORY_STR("password"), broken);
    CHECK(fails(ory_self_service_submit(flow, answers), ORY_ERROR_INPUT, "`password` is not UTF-8"));
    ory_flow_answers_free(answers);
    answers = ory_flow_answers_new();
    ory_flow_answers_set_json(answers, ORY_STR("traits"), ORY_STR("{"));
    CHECK(fails(ory_self_service_submit(flow, answers), ORY_ERROR_INPUT, "`traits` is not valid JSON"));
    ory_flow_answers_free(answers);
    answers = NULL;
    CHECK(ory_flow_answers_from_json(ORY_STR("[]"), &answers, &error) == ORY_ERROR_INPUT && answers == NULL);
    ory_error_free(error);
    CHECK(fails(ory_self_service_returned(flow, broken), ORY_ERROR_INPUT, "address is not UTF-8"));
    ory_self_service_set_aal(flow, broken);
    CHECK(fails(ory_self_service_start(flow), ORY_ERROR_INPUT, "`aal` is not UTF-8"));
    ory_self_service_free(flow);
    CHECK(fails(ory_self_service_start(NULL), ORY_ERROR_INPUT, "flow is NULL"));
    CHECK(fault_count("good.self-service", "count") == 0);

    ory_self_service_set_refresh(NULL);
    CHECK(ory_flow_outcome_kind(NULL) == 0 && ory_flow_outcome_get_error(NULL) == NULL);
    CHECK(ory_flow_outcome_get_form(NULL) == NULL && ory_flow_form_get_ui(NULL) == NULL);
    CHECK(ory_flow_outcome_tag(NULL).len == 0 && ory_flow_outcome_tag(NULL).data != NULL);
    ory_flow_outcome_free(NULL);
    ory_flow_answers_free(NULL);
    ory_self_service_free(NULL);
    ory_client_free(client);
}

void self_service_tests(void) {
    run_case("self-service-login", login);
    run_case("self-service-registration", registration);
    run_case("self-service-recovery", recovery);
    run_test("self-service-faults", faults);
}
