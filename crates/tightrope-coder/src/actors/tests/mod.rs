//! Tests of the directory: cases in files under `tests/actors`, and the soundness of the tables.

mod cases;
mod doc;
mod facts;
mod properties;
mod tables;
mod verdicts;
