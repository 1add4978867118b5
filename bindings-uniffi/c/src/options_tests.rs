//! Clients with options, called as C calls them.

use std::ptr::{null, null_mut};

use super::call_options::{
    ory_call_options_free, ory_call_options_new, ory_call_options_set_header,
};
use super::client::{ory_client_free, ory_client_get_response, ory_client_with_options};
use super::config::ory_config_new;
use super::error::{ory_error_free, ory_error_get_line};
use super::mock::{ory_client_new_mock, ory_mock_add_answer, ory_mock_free, ory_mock_new};
use super::prelude::*;
use super::response::ory_response_free;

/// A client over a mock with one answer.
fn client() -> *mut ory_client {
    let mock = ory_mock_new();
    ory_mock_add_answer(mock, 200, ory_str::of("[]"));
    let config = ory_config_new();
    ory_config::set_kratos_admin_url(config, ory_str::of("http://127.0.0.1:4434"));
    let mut client = null_mut();
    let made = ory_client_new_mock(config, mock, &raw mut client, null_mut());
    assert_eq!(made, ory_result::ORY_OK);
    ory_mock_free(mock);
    client
}

#[test]
fn options_that_no_call_could_use_make_no_client() {
    let client = client();
    for name in ["X A", "Host", "Authorization"] {
        let options = ory_call_options_new();
        ory_call_options_set_header(options, ory_str::of(name), ory_str::of("a"));
        let (mut other, mut error) = (null_mut(), null_mut());
        let made = ory_client_with_options(client, options, &raw mut other, &raw mut error);
        assert_eq!(made, ory_result::ORY_ERROR_INPUT, "{name}");
        assert!(other.is_null());
        let line = ory_error_get_line(error).get().map(str::to_owned);
        assert!(
            line.as_ref()
                .is_ok_and(|line| line.starts_with("headers: ")),
            "{line:?}"
        );
        ory_error_free(error);
        ory_call_options_free(options);
    }
    ory_client_free(client);
}

#[test]
fn a_call_without_an_answer_has_not_that_of_the_call_before() {
    let client = client();
    let mut once = null_mut();
    let made = ory_client_with_options(client, null(), &raw mut once, null_mut());
    assert_eq!(made, ory_result::ORY_OK);
    let mut list = null_mut();
    let result = ory_client::list_identities(once, null(), &raw mut list, null_mut());
    assert_eq!(result, ory_result::ORY_OK);
    let response = ory_client_get_response(once);
    assert!(!response.is_null());
    ory_response_free(response);
    ory_identity_list::free(list);
    let result = ory_client::list_identities(once, null(), &raw mut list, null_mut());
    assert_eq!(result, ory_result::ORY_ERROR_TRANSPORT);
    assert!(ory_client_get_response(once).is_null());
    ory_client_free(once);
    ory_client_free(client);
}
