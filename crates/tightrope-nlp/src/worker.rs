//! Running the pipeline over a batch of texts with one thread's memories.

use crate::doc::{Doc, DocParts, Entity, TokenParts};
use crate::model::Model;
use crate::ruler::{Annotation, RulerMemory, Seen};
use crate::table::Sym;
use crate::tok2vec::{PAD, VectorCache, row_key};
use crate::tokenizer::{Tok, TokenizerMemory};
use crate::transition::Products;
use rustc_hash::FxHashMap;

/// One thread's memories and buffers.
#[derive(Debug)]
pub(crate) struct Worker {
    tokens: TokenizerMemory,
    vectors: VectorCache,
    ner_vectors: VectorCache,
    rules: RulerMemory,
    lemmas: FxHashMap<(u32, Sym, Sym), Box<str>>,
    products: Products,
    ner_products: Products,
    rows: Vec<u32>,
    scores: Vec<f32>,
}

/// Memories larger than this are dropped before the next batch.
const LARGEST_MEMORY: usize = 32 << 20;
/// Entries of the smaller memories, likewise.
const LARGEST_COUNT: usize = 200_000;

impl Worker {
    pub(crate) fn new(model: &Model) -> Self {
        Worker {
            tokens: TokenizerMemory::default(),
            vectors: model.tok2vec.new_cache(),
            ner_vectors: model.ner_tok2vec.new_cache(),
            rules: RulerMemory::default(),
            lemmas: FxHashMap::default(),
            products: Products::default(),
            ner_products: Products::default(),
            rows: Vec::new(),
            scores: Vec::new(),
        }
    }

    /// Forgets word types once they take too much room.
    fn trim(&mut self) {
        if self.tokens.size() < LARGEST_MEMORY && self.rules.len().max(self.lemmas.len()) < LARGEST_COUNT {
            return;
        }
        self.tokens = TokenizerMemory::default();
        self.vectors.clear();
        self.ner_vectors.clear();
        self.rules.clear();
        self.lemmas.clear();
    }

    /// Parses the texts of one batch.
    pub(crate) fn run(&mut self, model: &Model, texts: &[&str], out: &mut Vec<Doc>) {
        self.trim();
        let mut tokens: Vec<Tok> = Vec::new();
        let mut bounds = vec![0];
        for text in texts {
            model.tokenizer.tokenize(text, &mut self.tokens, &mut tokens);
            bounds.push(tokens.len());
        }
        let spans: Vec<(usize, usize)> = bounds.windows(2).map(|w| (w[0], w[1])).collect();
        let count = tokens.len();
        let depth = model.tok2vec.depth().max(model.ner_tok2vec.depth());
        self.rows.clear();
        for &(start, end) in &spans {
            self.rows.extend(tokens[start..end].iter().map(|t| row_key(t.lex, t.space)));
            self.rows.extend(std::iter::repeat_n(PAD, depth));
        }

        let Worker { tokens: memory, vectors, ner_vectors, products, ner_products, rows, scores, .. } = self;
        let mut tags = Vec::with_capacity(count);
        model.parser.scorer().start(count, products);
        model.tok2vec.run(&memory.lexemes, rows, vectors, |vectors, tokens| {
            model.tagger.tag(vectors, tokens, scores, &mut tags);
            model.parser.scorer().push(vectors, tokens, products);
        });
        model.ner.scorer().start(count, ner_products);
        model.ner_tok2vec.run(&memory.lexemes, rows, ner_vectors, |vectors, tokens| {
            model.ner.scorer().push(vectors, tokens, ner_products);
        });

        for (text, &(start, end)) in texts.iter().zip(&spans) {
            let doc = self.document(model, text, start, &tokens[start..end], &tags[start..end]);
            out.push(doc);
        }
    }

    fn document(&mut self, model: &Model, text: &str, first: usize, tokens: &[Tok], tags: &[Sym]) -> Doc {
        let lexemes = &self.tokens.lexemes;
        let is_space: Vec<bool> = tokens.iter().map(|t| lexemes.get(t.lex).is_space).collect();
        let tree = model.parser.parse(first, tokens.len(), &is_space, &mut self.products);
        let entities = model.ner.recognise(first, &is_space, &tree.sentence_starts, &mut self.ner_products);
        let seen: Vec<Seen> = tokens
            .iter()
            .zip(tags.iter().zip(&tree.labels))
            .map(|(t, (&tag, &label))| Seen { lex: t.lex, tag, dep: model.dep_symbols[usize::from(label)] })
            .collect();
        let annotations = model.ruler.apply(&seen, lexemes, &mut self.rules);
        let mut parts = DocParts { text: text.to_owned(), ..DocParts::default() };
        parts.tokens.reserve_exact(tokens.len());
        for (i, (token, a)) in tokens.iter().zip(&annotations).enumerate() {
            let strings = &model.strings;
            parts.tokens.push(TokenParts {
                start: token.start,
                end: token.start + lexemes.get(token.lex).text.len(),
                space: token.space,
                tag: strings.get(a.tag).to_owned(),
                pos: strings.get(a.pos).to_owned(),
                morph: strings.get(a.morph).to_owned(),
                lemma: lemma(model, token, a, &self.tokens, &mut self.lemmas),
                head: tree.heads[i] as usize,
                dep: strings.get(a.dep).to_owned(),
                sent_start: tree.sentence_starts[i],
            });
        }
        parts.entities = entities
            .iter()
            .map(|e| Entity {
                start: e.start as usize,
                end: e.end as usize,
                label: model.ner.label(e.class).to_owned(),
            })
            .collect();
        Doc::new(parts)
    }
}

fn lemma(
    model: &Model,
    token: &Tok,
    a: &Annotation,
    tokens: &TokenizerMemory,
    known: &mut FxHashMap<(u32, Sym, Sym), Box<str>>,
) -> String {
    if let Some(lemma) = a.lemma {
        return model.strings.get(lemma).to_owned();
    }
    let lemma = known.entry((token.lex, a.pos, a.morph)).or_insert_with(|| {
        let lexeme = tokens.lexemes.get(token.lex);
        let (pos, morph) = (model.strings.get(a.pos), model.strings.get(a.morph));
        model.lemmatizer.lemma(&lexeme.text, lexeme.lower(), pos, morph).into()
    });
    lemma.to_string()
}
