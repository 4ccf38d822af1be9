//! Reading msgpack values without trusting them.

use crate::error::{NlpError, Result};
use rmpv::ValueRef;

/// A decoded value of a named file; every access that fails says which file is damaged.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    file: &'a str,
    value: &'a ValueRef<'a>,
}

/// Decodes the bytes of `file`.
pub(crate) fn decode<'a>(file: &str, mut bytes: &'a [u8]) -> Result<ValueRef<'a>> {
    rmpv::decode::read_value_ref_with_max_depth(&mut bytes, 64).map_err(|e| NlpError::corrupt(file, e.to_string()))
}

impl<'a> Node<'a> {
    pub(crate) fn new(file: &'a str, value: &'a ValueRef<'a>) -> Self {
        Node { file, value }
    }

    pub(crate) fn file(self) -> &'a str {
        self.file
    }

    pub(crate) fn error(self, why: impl Into<String>) -> NlpError {
        NlpError::corrupt(self.file, why)
    }

    fn with(self, value: &'a ValueRef<'a>) -> Self {
        Node { file: self.file, value }
    }

    pub(crate) fn is_nil(self) -> bool {
        matches!(self.value, ValueRef::Nil)
    }

    /// Text of a string or of bytes that are UTF-8, as older writers leave keys.
    pub(crate) fn as_str(self) -> Option<&'a str> {
        match self.value {
            ValueRef::String(s) => s.into_str(),
            ValueRef::Binary(b) => std::str::from_utf8(b).ok(),
            _ => None,
        }
    }

    pub(crate) fn str(self, what: &str) -> Result<&'a str> {
        self.as_str().ok_or_else(|| self.error(format!("{what} is no string")))
    }

    pub(crate) fn bytes(self, what: &str) -> Result<&'a [u8]> {
        match self.value {
            ValueRef::Binary(b) => Ok(b),
            ValueRef::String(s) => Ok(s.as_bytes()),
            _ => Err(self.error(format!("{what} is no byte string"))),
        }
    }

    pub(crate) fn u64(self, what: &str) -> Result<u64> {
        self.value.as_u64().ok_or_else(|| self.error(format!("{what} is no whole number")))
    }

    pub(crate) fn bool(self, what: &str) -> Result<bool> {
        match self.value {
            ValueRef::Boolean(b) => Ok(*b),
            _ => Err(self.error(format!("{what} is neither true nor false"))),
        }
    }

    pub(crate) fn list(self, what: &str) -> Result<impl ExactSizeIterator<Item = Node<'a>> + Clone> {
        match self.value {
            ValueRef::Array(items) => Ok(items.iter().map(move |v| self.with(v))),
            _ => Err(self.error(format!("{what} is no list"))),
        }
    }

    pub(crate) fn map(self, what: &str) -> Result<impl ExactSizeIterator<Item = (Node<'a>, Node<'a>)> + Clone> {
        match self.value {
            ValueRef::Map(items) => Ok(items.iter().map(move |(k, v)| (self.with(k), self.with(v)))),
            _ => Err(self.error(format!("{what} is no map"))),
        }
    }

    /// The value of a string key, where the node is a map that has it.
    pub(crate) fn find(self, key: &str) -> Option<Node<'a>> {
        let ValueRef::Map(items) = self.value else { return None };
        items.iter().find(|(k, _)| self.with(k).as_str() == Some(key)).map(|(_, v)| self.with(v))
    }

    pub(crate) fn get(self, key: &str) -> Result<Node<'a>> {
        self.find(key).ok_or_else(|| self.error(format!("`{key}` is missing")))
    }
}
