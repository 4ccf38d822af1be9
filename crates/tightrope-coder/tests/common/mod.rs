//! What the tests of this crate share.

#![allow(clippy::unwrap_used)]

use std::sync::LazyLock;
use tightrope_nlp::{Model, package};

/// The language model that `TIGHTROPE_MODEL` names, or the installed one.
pub static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let path = match std::env::var_os("TIGHTROPE_MODEL") {
        Some(path) => path.into(),
        None => package::ensure_default(&package::default_data_dir().unwrap()).unwrap(),
    };
    Model::load(&path).unwrap()
});
