//! Pages of list operations.

/// One page of each list operation, with the type of an item.
macro_rules! pages {
    ($($(#[$about:meta])* $page:ident: $item:ty,)+) => {$(
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq)]
        #[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
        #[cfg_attr(
            feature = "python",
            pyo3::pyclass(frozen, get_all, from_py_object, module = "ory_hub.model")
        )]
        #[non_exhaustive]
        pub struct $page {
            /// What is on this page.
            pub items: Vec<$item>,
            /// The token of the next page; none on the last one.
            #[cfg_attr(feature = "uniffi", uniffi(default = None))]
            pub next_page_token: Option<String>,
        }

        impl $page {
            /// A page.
            #[must_use]
            pub fn new(items: Vec<$item>, next_page_token: Option<String>) -> Self {
                Self { items, next_page_token }
            }
        }

        impl $crate::endpoint::ListPage for $page {
            type Item = $item;

            fn into_items(self) -> Vec<$item> {
                self.items
            }
        }

        #[cfg(feature = "python")]
        $crate::ffi::python::page_class!($page: $item);
    )+};
}
pub(crate) use pages;
