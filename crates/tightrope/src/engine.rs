//! Parser and coder, loaded once and shared by the threads that read.

use crate::{cli::Global, input, problem::Problem, settings};
use jiff::civil::Date;
use std::{path::PathBuf, thread};
use tightrope_coder::{
    Coder, CoderError, Coding, Directory, Explanation, OpenProposition, Page, Reader, open_propositions,
};
use tightrope_nlp::{Doc, Model};
use tightrope_statement::Statement;
use tightrope_text::Document;

/// Parser and coder.
pub(crate) struct Engine {
    model: Model,
    coder: Coder,
}

impl Engine {
    /// Loads both; installs the default model where none is named or installed.
    pub fn start(global: &Global, actors: &[PathBuf]) -> Result<Self, Problem> {
        let (model, coder, reader) = thread::scope(|scope| {
            let coder = scope.spawn(|| coder(actors));
            let reader = scope.spawn(|| if global.rules_only { Ok(None) } else { Reader::new().map(Some) });
            let model = settings::model(global.model()).and_then(|path| Ok(Model::load(&path)?));
            (model, coder.join(), reader.join())
        });
        let stopped = |_| Problem::new("the coder could not be started", "please report this");
        let coder = coder.map_err(stopped)??;
        let coder = match reader.map_err(stopped)?.map_err(faulty)? {
            Some(reader) => coder.with_reader(reader),
            None => coder,
        };
        Ok(Engine { model: model?, coder })
    }

    /// Name and version of the model.
    pub fn model_name(&self) -> String {
        let info = self.model.info();
        format!("{}_{} {}", info.lang, info.name, info.version)
    }

    /// Reads a page on up to `threads` threads; the statements do not depend on their number.
    pub fn read(
        &self,
        document: &Document,
        date: Option<Date>,
        publisher: Option<&str>,
        threads: usize,
    ) -> Vec<Statement> {
        self.code(document, &self.docs(document, threads), date, publisher).statements
    }

    /// The parse of each block of a page, as the coder wants it.
    pub fn docs(&self, document: &Document, threads: usize) -> Vec<Doc> {
        self.coder.parse(&self.model, document, threads)
    }

    /// Parses texts on up to `threads` threads.
    pub fn parse(&self, texts: &[&str], threads: usize) -> Vec<Doc> {
        self.model.parse_batch(texts, threads)
    }

    /// What a parsed page claims.
    pub fn code(&self, document: &Document, docs: &[Doc], date: Option<Date>, publisher: Option<&str>) -> Coding {
        self.coder.code(&Page { document, docs, date, publisher })
    }

    /// What a parsed page claims, and how it was read.
    pub fn explain(
        &self,
        document: &Document,
        docs: &[Doc],
        date: Option<Date>,
        publisher: Option<&str>,
    ) -> (Coding, Explanation) {
        self.coder.explain(&Page { document, docs, date, publisher })
    }

    /// The actors that the coder knows.
    pub fn directory(&self) -> &Directory {
        self.coder.directory()
    }

    /// The open propositions of a parsed text.
    pub fn open(&self, doc: &Doc) -> Vec<OpenProposition> {
        open_propositions(doc, self.coder.codebook())
    }
}

/// The coder with its data and the user's own actors.
pub(crate) fn coder(actors: &[PathBuf]) -> Result<Coder, Problem> {
    let coder = Coder::new().map_err(faulty)?;
    actors.iter().filter(|f| !f.as_os_str().is_empty()).try_fold(coder, |coder, file| {
        let name = file.display().to_string();
        let text = input::table(file).map_err(|p| p.of(&name))?;
        let help = "mend the line and run this again; docs/actors.md shows the columns and an example";
        coder.with_actors(&name, &text).map_err(|e| Problem::new(e.to_string(), help))
    })
}

fn faulty(e: CoderError) -> Problem {
    Problem::new(format!("the coder's own data are faulty: {e}"), "please report this")
}
