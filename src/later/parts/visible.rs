//! Characters that cannot be seen and change what stands around them.

pub(crate) use ::wording::visible;
