//! Pages of list operations.

/// One page of each list operation, with the type of an item.
macro_rules! pages {
    ($($(#[doc = $about:literal])* $page:ident: $item:ty,)+) => {$(
        $(#[doc = $about])*
        #[derive(Debug, Clone, PartialEq)]
        #[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
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
        impl $page {
            /// The page as a record.
            #[doc(hidden)]
            pub const DESC: &'static $crate::codec::RecordDesc = {
                static DESC: $crate::codec::RecordDesc = $crate::codec::RecordDesc {
                    name: stringify!($page),
                    fields: &[
                        $crate::codec::required("items", *<Vec<$item> as $crate::codec::FromValue>::TYPE),
                        $crate::codec::optional("next_page_token", $crate::codec::TypeDesc::Text, false, false),
                    ],
                    keeps_unknown: false,
                    python: {
                        static CLASS: $crate::ffi::python::RecordClass =
                            $crate::ffi::python::RecordClass::page($crate::ffi::python::record_table!(
                                [$($about)*]
                                items, [], [], ["What is on this page."];
                                next_page_token, [], [], ["The token of the next page; none on the last one."];
                                |
                            ));
                        &CLASS
                    },
                };
                &DESC
            };
        }
    )+};
}
pub(crate) use pages;
