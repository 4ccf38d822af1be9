//! Strings of the annotation, numbered so that tokens can carry small ids.

use rustc_hash::FxHashMap;

/// Id of a string in a [`StringTable`].
pub(crate) type Sym = u32;

/// A growing list of distinct strings; the empty string is id 0.
#[derive(Debug)]
pub(crate) struct StringTable {
    list: Vec<Box<str>>,
    ids: FxHashMap<Box<str>, Sym>,
}

impl StringTable {
    pub(crate) fn new() -> Self {
        let mut table = StringTable { list: Vec::new(), ids: FxHashMap::default() };
        table.intern("");
        table
    }

    pub(crate) fn intern(&mut self, s: &str) -> Sym {
        if let Some(&id) = self.ids.get(s) {
            return id;
        }
        let id = self.list.len() as Sym;
        self.list.push(s.into());
        self.ids.insert(s.into(), id);
        id
    }

    pub(crate) fn get(&self, id: Sym) -> &str {
        self.list.get(id as usize).map_or("", |s| s)
    }
}
