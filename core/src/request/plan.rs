//! Plans a request: an operation, its parameters and a configuration become method, URL and headers.

use alloc::borrow::{Borrow as _, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;

use super::auth;
#[cfg(feature = "std")]
use super::config_key::ConfigKey;
use super::config_source::ConfigSource;
use super::deployment::{Deployment, Environment};
#[cfg(feature = "std")]
use super::header::header_value;
#[cfg(feature = "std")]
use super::operation::Pagination;
use super::operation::{Operation, ParamLocation};
use super::params::Params;
use super::plan_operation::PlanOperation;
use super::plan_text::PlanText;
use super::rejection::Rejection;
use super::target;
use crate::codec::json_view::Text as _;
#[cfg(feature = "std")]
use crate::error::ErrorKind;
use crate::types::{Secret, WithoutQuery};

/// An HTTP request without its body.
#[derive(Clone)]
pub struct RequestPlan<U = String, H = Vec<(&'static str, Secret)>, O = &'static Operation> {
    /// The operation.
    pub operation: O,
    /// URL with its query.
    pub url: U,
    /// How much of the URL is the server's base URL, where redirects are followed.
    pub base_length: usize,
    /// Headers. The body's type is the operation's [`BodyKind`](super::operation::BodyKind).
    pub headers: H,
    /// The kind of server that it goes to.
    pub deployment: Deployment,
}

/// A plan for whoever holds such texts.
pub type PlanFor<T, O> = RequestPlan<<T as ToOwned>::Owned, <T as PlanText>::Headers, O>;

#[cfg(feature = "std")]
impl RequestPlan {
    /// Plans one call of a process. Nothing is sent.
    ///
    /// # Errors
    /// When the configuration, a credential or a parameter is missing or unusable.
    pub fn new(
        operation: &'static Operation,
        params: &dyn Params,
        config: &dyn ConfigSource,
        environment: Environment,
    ) -> Result<Self, Rejection> {
        plan(operation, params, config, environment)
    }
}

/// Plans one call. Nothing is sent.
///
/// # Errors
/// When the configuration, a credential or a parameter is missing or unusable.
pub fn plan<T: PlanText + ?Sized, O: PlanOperation<T>>(
    operation: O,
    params: &dyn Params<T>,
    config: &dyn ConfigSource<T>,
    environment: Environment,
) -> Result<PlanFor<T, O>, Rejection<T::Owned>> {
    let (mut url, deployment) = target::base_url(operation.service(), config)?;
    let base_length = T::base_length(&url);
    #[cfg(feature = "std")]
    if let Some(row) = operation.table_row() {
        check_needed(row, params, config)?;
    }
    append_path(&mut url, &operation, params)?;
    append_query(&mut url, &operation, params)?;
    let mut headers = T::headers();
    auth::add_headers(&mut headers, &operation, params, config, environment)?;
    if let Some(key) = T::authorization(operation.credential(), config, deployment)? {
        T::add_header(&mut headers, T::name("authorization"), key);
    }
    let json = T::static_value("application/json");
    T::add_header(&mut headers, T::name("accept"), json);
    if environment == Environment::Native {
        T::add_header(&mut headers, T::name("user-agent"), T::user_agent(config)?);
    }
    Ok(RequestPlan {
        operation,
        url,
        base_length,
        headers,
        deployment,
    })
}

/// Without the query, which may hold tokens.
impl core::fmt::Debug for RequestPlan {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter
            .debug_struct("RequestPlan")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("url", &WithoutQuery(&self.url))
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

/// Refuses a call without any of the parameters of which the operation needs one.
#[cfg(feature = "std")]
fn check_needed<T: PlanText + ?Sized>(
    operation: &Operation,
    params: &dyn Params<T>,
    config: &dyn ConfigSource<T>,
) -> Result<(), Rejection<T::Owned>> {
    let is_given = |name: &&str| {
        let value = operation.param(name).and_then(|index| params.first(index));
        value.is_some_and(|value| !value.is(""))
    };
    let names = operation.needs_any;
    let allowed = operation.needs_any_unless;
    if names.is_empty()
        || names.iter().any(is_given)
        || allowed.is_some_and(|allowed| config.get(allowed).is_some())
    {
        return Ok(());
    }
    let names = names.join("`, `");
    let message = match allowed {
        Some(allowed) => [
            "without a filter it would delete everything: give one of `",
            &names,
            "`, or set ",
            allowed.as_str(),
            " if it shall",
        ]
        .concat(),
        None => ["it needs at least one of `", &names, "`"].concat(),
    };
    Err(Rejection::new(ErrorKind::Input, &[&message]))
}

/// Appends the path, each `{name}` replaced by its value. Path parameters come first, in the order of the path.
fn append_path<T: PlanText + ?Sized>(
    url: &mut T::Owned,
    operation: &impl PlanOperation<T>,
    params: &dyn Params<T>,
) -> Result<(), Rejection<T::Owned>> {
    let mut before = None;
    for (index, piece) in operation.path().enumerate() {
        if let Some(index) = before.replace(index)
            && let Some(param) = operation.param(index)
        {
            let Some(value) = params.first(index) else {
                return Err(Rejection::missing_param(T::name_text(param.name)));
            };
            if value.is_one_of(" . ..") {
                return Err(Rejection::about(
                    "the path parameter `",
                    T::name_text(param.name),
                    "` is empty or a dot segment",
                ));
            }
            value.borrow().push_encoded(url);
        }
        T::push_name(url, piece);
    }
    Ok(())
}

/// Appends the query; a parameter with many values repeats its key. Its name needs no encoding.
fn append_query<T: PlanText + ?Sized>(
    url: &mut T::Owned,
    operation: &impl PlanOperation<T>,
    params: &dyn Params<T>,
) -> Result<(), Rejection<T::Owned>> {
    let mut separator = "?";
    #[cfg(feature = "std")]
    let mut wrong_size = None;
    #[cfg(feature = "std")]
    let mut empty_filter = None;
    for index in 0.. {
        let Some(param) = operation.param(index) else {
            break;
        };
        if param.location != ParamLocation::Query {
            continue;
        }
        #[cfg(feature = "std")]
        if params.is_empty_list(index) {
            return Err(Rejection::about(
                "`",
                T::name_text(param.name),
                "` is a list without values, which a server takes for none: give it a value, or leave it out",
            ));
        }
        let mut is_set = false;
        params.for_each_value(index, &mut |value| {
            if is_set && !param.many {
                return;
            }
            // An id that is empty names nothing.
            is_set = !(param.required && value.is_empty());
            #[cfg(feature = "std")]
            if let (Some(row), Some(value)) = (operation.table_row(), value.as_str())
                && let Some(param) = row.params.get(index)
            {
                if is_wrong_page_size(param.name, value) {
                    wrong_size = Some(param.name);
                }
                if value.is_empty() && is_filter(row, param.name) {
                    empty_filter = Some(param.name);
                }
            }
            T::push(url, separator);
            separator = "&";
            T::push_name(url, param.name);
            T::push(url, "=");
            value.push_encoded(url);
        });
        if param.required && !is_set {
            return Err(Rejection::missing_param(T::name_text(param.name)));
        }
    }
    #[cfg(feature = "std")]
    if let Some(name) = wrong_size {
        let message = ["`", name, "` is not a number of items from 1 on"];
        return Err(Rejection::new(ErrorKind::Input, &message));
    }
    #[cfg(feature = "std")]
    if let Some(name) = empty_filter {
        let message = ["`", name, "` is empty: leave it out to list everything"];
        return Err(Rejection::new(ErrorKind::Input, &message));
    }
    Ok(())
}

/// Zero would be the server's default and a negative number breaks its connection.
#[cfg(feature = "std")]
fn is_wrong_page_size(name: &str, value: &str) -> bool {
    matches!(name, "page_size" | "per_page") && !value.parse().is_ok_and(|size: i64| size > 0)
}

/// Servers take an empty filter for none and list everything: an empty address would find somebody else.
#[cfg(feature = "std")]
fn is_filter(operation: &Operation, name: &str) -> bool {
    let position = ["page", "per_page", "page_size", "page_token"];
    operation.pagination != Pagination::None
        && !position.contains(&name)
        && !operation.may_be_empty.contains(&name)
}

#[cfg(feature = "std")]
pub(super) fn user_agent(config: &dyn ConfigSource) -> Result<Secret, Rejection> {
    const PRODUCT: &str = concat!("ory-hub/", env!("CARGO_PKG_VERSION"), " ");
    match config.get(ConfigKey::USER_AGENT_SUFFIX) {
        Some(suffix) if !suffix.is_empty() => header_value("user-agent", PRODUCT, &suffix),
        _ => Ok(Secret::from_static(PRODUCT.trim_ascii_end())),
    }
}
