//! A loaded pipeline.

use crate::doc::Doc;
use crate::error::Result;
use crate::files::ModelFiles;
use crate::lemmatizer::Lemmatizer;
use crate::msgpack::{Node, decode};
use crate::ner::Ner;
use crate::parser::Parser;
use crate::ruler::Ruler;
use crate::table::{StringTable, Sym};
use crate::tagger::Tagger;
use crate::tok2vec::Tok2Vec;
use crate::tokenizer::Tokenizer;
use crate::transition::Moves;
use crate::weights::Layers;
use crate::worker::Worker;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::path::Path;
use std::sync::Mutex;

/// What a model says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ModelInfo {
    /// Language code, such as `en`.
    pub lang: String,
    /// Name without the language, such as `core_web_sm`.
    pub name: String,
    /// Version.
    pub version: String,
    /// Licence name.
    #[serde(default)]
    pub license: String,
    /// Who made it.
    #[serde(default)]
    pub author: String,
    /// Number of weights (32-bit floats) in use.
    #[serde(skip)]
    pub parameters: usize,
    /// Number of tokenizer exceptions.
    #[serde(skip)]
    pub exceptions: usize,
}

/// A pipeline: tokenizer, tagger, parser, attribute ruler, lemmatizer and entity recogniser.
///
/// It can be shared between threads. Memories inside only save work; they never change a result.
pub struct Model {
    info: ModelInfo,
    pub(crate) tokenizer: Tokenizer,
    pub(crate) tok2vec: Tok2Vec,
    pub(crate) tagger: Tagger,
    pub(crate) parser: Parser,
    pub(crate) ner_tok2vec: Tok2Vec,
    pub(crate) ner: Ner,
    pub(crate) ruler: Ruler,
    pub(crate) lemmatizer: Lemmatizer,
    pub(crate) strings: StringTable,
    /// Symbol of each dependency label.
    pub(crate) dep_symbols: Vec<Sym>,
    pub(crate) idle: Mutex<Vec<Worker>>,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("info", &self.info).finish_non_exhaustive()
    }
}

impl Model {
    /// Loads a model from its folder (the one with `config.cfg`), a folder around it, or a wheel.
    ///
    /// # Errors
    /// If nothing is there, or the files are damaged, or the pipeline is of a kind this crate does not run.
    pub fn load(path: &Path) -> Result<Self> {
        let files = ModelFiles::open(path)?;
        let mut info = ModelInfo::from_files(&files)?;
        let norms = read_norms(&files)?;
        let tokenizer = Tokenizer::load("tokenizer", &files.read("tokenizer")?, norms)?;
        let tok2vec = read_layers(&files, "tok2vec/model", Tok2Vec::load)?;
        let mut strings = StringTable::new();
        let width = tok2vec.width();
        let tagger_cfg = files.read("tagger/cfg")?;
        let tagger = read_layers(&files, "tagger/model", |l| Tagger::load(l, &tagger_cfg, width, &mut strings))?;
        let moves = Moves::load("parser/moves", &files.read("parser/moves")?, Parser::actions())?;
        let parser = read_layers(&files, "parser/model", |layers| Parser::load(layers, moves, width))?;
        let moves = Moves::load("ner/moves", &files.read("ner/moves")?, Ner::actions())?;
        let (ner_tok2vec, ner) = read_layers(&files, "ner/model", |layers| {
            let tok2vec = Tok2Vec::load(layers)?;
            let ner = Ner::load(layers, moves, tok2vec.width())?;
            Ok((tok2vec, ner))
        })?;
        let ruler = Ruler::load("attribute_ruler/patterns", &files.read("attribute_ruler/patterns")?, &mut strings)?;
        let lookups = "lemmatizer/lookups/lookups.bin";
        let lemmatizer = Lemmatizer::load(lookups, &files.read(lookups)?)?;
        let dep_symbols = parser.labels().iter().map(|l| strings.intern(l)).collect();
        info.parameters =
            tok2vec.parameters() + ner_tok2vec.parameters() + parser.scorer().parameters() + ner.scorer().parameters();
        info.exceptions = tokenizer.exceptions();
        Ok(Model {
            info,
            tokenizer,
            tok2vec,
            tagger,
            parser,
            ner_tok2vec,
            ner,
            ruler,
            lemmatizer,
            strings,
            dep_symbols,
            idle: Mutex::default(),
        })
    }

    /// What the model says of itself.
    pub fn info(&self) -> &ModelInfo {
        &self.info
    }

    /// Parses one text.
    pub fn parse(&self, text: &str) -> Doc {
        self.parse_batch(&[text], 1).pop().unwrap_or_else(|| Doc::new(Default::default()))
    }
}

fn read_norms(files: &ModelFiles) -> Result<FxHashMap<u64, Box<str>>> {
    let file = "vocab/lookups.bin";
    let mut norms = FxHashMap::default();
    let Some(bytes) = files.read_if_there(file)? else { return Ok(norms) };
    let value = decode(file, &bytes)?;
    let root = Node::new(file, &value);
    for (name, table) in root.map("the lookups")? {
        if name.as_str() != Some("lexeme_norm") {
            continue;
        }
        for (key, norm) in table.map("lexeme_norm")? {
            norms.insert(key.u64("a string id")?, norm.str("a norm")?.into());
        }
    }
    Ok(norms)
}

fn read_layers<T>(files: &ModelFiles, file: &str, load: impl FnOnce(&Layers<'_>) -> Result<T>) -> Result<T> {
    let bytes = files.read(file)?;
    let value = decode(file, &bytes)?;
    load(&Layers::new(file, &value)?)
}
