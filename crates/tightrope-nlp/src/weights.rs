//! The layers of a thinc network as its file stores them.

use crate::error::{NlpError, Result};
use crate::msgpack::{self, Node};
use rmpv::ValueRef;

/// An array of `f32` in C order.
#[derive(Debug, Clone)]
pub(crate) struct Array {
    pub(crate) shape: Vec<usize>,
    pub(crate) data: Vec<f32>,
}

/// One layer that carries parameters or settings.
pub(crate) struct Layer<'a> {
    pub(crate) name: &'a str,
    attrs: Node<'a>,
    params: Node<'a>,
}

/// The layers of a network in the order of the file (breadth first).
pub(crate) struct Layers<'a> {
    root: Node<'a>,
    pub(crate) layers: Vec<Layer<'a>>,
}

impl<'a> Layers<'a> {
    pub(crate) fn new(file: &'a str, value: &'a ValueRef<'a>) -> Result<Self> {
        let root = Node::new(file, value);
        let nodes = root.get("nodes")?.list("nodes")?;
        let attrs = root.get("attrs")?.list("attrs")?;
        let params = root.get("params")?.list("params")?;
        if nodes.len() != attrs.len() || nodes.len() != params.len() {
            return Err(root.error("the lists of layers differ in length"));
        }
        let layers = nodes
            .zip(attrs.zip(params))
            .map(|(node, (attrs, params))| Ok(Layer { name: node.get("name")?.str("a layer's name")?, attrs, params }))
            .collect::<Result<_>>()?;
        Ok(Layers { root, layers })
    }

    pub(crate) fn error(&self, why: impl Into<String>) -> NlpError {
        self.root.error(why)
    }

    /// All layers of a name, in file order.
    pub(crate) fn named<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Layer<'a>> {
        self.layers.iter().filter(move |l| l.name == name)
    }

    /// The first layer of a name.
    pub(crate) fn first(&self, name: &str) -> Result<&Layer<'a>> {
        self.layers.iter().find(|l| l.name == name).ok_or_else(|| self.error(format!("there is no layer `{name}`")))
    }
}

impl<'a> Layer<'a> {
    /// The msgpack bytes of a setting.
    pub(crate) fn attr(&self, key: &str) -> Result<ValueRef<'a>> {
        let bytes = self.attrs.get(key)?.bytes(key)?;
        msgpack::decode(self.attrs.file(), bytes)
    }

    /// A setting that is a number below 2^32.
    pub(crate) fn attr_u32(&self, key: &str) -> Result<u32> {
        let value = self.attr(key)?;
        value
            .as_u64()
            .and_then(|v| u32::try_from(v).ok())
            .ok_or_else(|| self.attrs.error(format!("`{key}` of a layer is no small number")))
    }

    /// A parameter array, whatever its shape.
    pub(crate) fn param(&self, key: &str) -> Result<Array> {
        let node = self.params.get(key)?;
        let fail = |why: &str| node.error(format!("parameter `{key}` of layer `{}` {why}", self.name));
        if node.is_nil() {
            return Err(fail("is empty"));
        }
        if node.get("type")?.str("an array's type")? != "<f4" {
            return Err(fail("does not hold 32-bit floats"));
        }
        let mut shape = Vec::new();
        let mut count = 1usize;
        for dim in node.get("shape")?.list("an array's shape")? {
            let dim = usize::try_from(dim.u64("an array's size")?).map_err(|_| fail("is too large"))?;
            count = count.checked_mul(dim).ok_or_else(|| fail("is too large"))?;
            shape.push(dim);
        }
        let (floats, rest) = node.get("data")?.bytes("an array's data")?.as_chunks::<4>();
        if floats.len() != count || !rest.is_empty() {
            return Err(fail("is cut short"));
        }
        let data: Vec<f32> = floats.iter().map(|b| f32::from_le_bytes(*b)).collect();
        if !data.iter().all(|v| v.is_finite()) {
            return Err(fail("holds values that are no numbers"));
        }
        Ok(Array { shape, data })
    }

    /// A parameter array of a known shape.
    pub(crate) fn param_of(&self, key: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let array = self.param(key)?;
        if array.shape != shape {
            return Err(self.params.error(format!(
                "parameter `{key}` of layer `{}` has shape {:?}, expected {shape:?}",
                self.name, array.shape
            )));
        }
        Ok(array.data)
    }
}
