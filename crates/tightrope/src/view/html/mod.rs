//! Pages with their statements as one HTML file that needs nothing else: no script, no font, no picture from elsewhere.

mod card;
mod escape;
mod text;

use crate::commands::read::Read;
use crate::problem::Problem;
use escape::escape;
use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;
use tightrope_coder::StatementReading;
use tightrope_statement::{Polarity, RelationKind, Statement, Status};
use tightrope_text::Places;

/// Statements whose words light up when they are looked at; a browser grows slow with very many such rules.
const LIT: usize = 1000;

const STYLE: &str = include_str!("../../../data/page.css");

/// A file in the making; pages are added in the order in which they are to stand.
#[derive(Debug, Default)]
pub(crate) struct Html {
    names: Vec<String>,
    body: String,
    /// Statements so far.
    marked: usize,
    /// Rules that light up the words of the statement that is looked at.
    lights: String,
}

impl Html {
    /// Adds a page.
    pub fn add(&mut self, read: &Read) {
        self.names.push(read.document.name.clone());
        let page = self.names.len();
        let statements = &read.coding.statements;
        let date = read.date.map_or_else(|| "no date known".to_owned(), |d| d.to_string());
        let coding = &read.coding;
        // writing to a string cannot fail
        let _ = write!(
            self.body,
            "<section class=\"document\" id=\"d{page}\" aria-labelledby=\"t{page}\">\n<h2 id=\"t{page}\" dir=\"auto\">{}</h2>\n\
             <p class=\"meta\">{date} · {} · {} of {} sentences make statements</p>\n<div class=\"columns\">\n\
             <div class=\"text\" lang=\"en\">\n",
            escape(&read.document.name),
            count(statements.len()),
            coding.telling,
            coding.sentences,
        );
        let places = Places::new(&read.document.text);
        text::marked(&mut self.body, page, &read.document, statements, &places);
        let _ = write!(
            self.body,
            "</div>\n<div class=\"statements\" role=\"region\" tabindex=\"0\" aria-label=\"Statements\">\n"
        );
        if statements.is_empty() {
            self.body += "<p class=\"none\">No statement was found.</p>\n";
        }
        let sentences = read.explanation.iter().flat_map(|e| &e.sentences);
        let readings: HashMap<&str, &StatementReading> =
            sentences.flat_map(|s| s.statements()).map(|r| (r.statement.as_str(), r)).collect();
        for (k, s) in statements.iter().enumerate() {
            let id = anchor(page, k);
            card::card(&mut self.body, &id, s, &places, readings.get(s.id.as_str()).copied());
            self.marked += 1;
            if self.marked > LIT {
                continue;
            }
            let _ = writeln!(
                self.lights,
                ":root:has(#s{id}:is(:target, :hover, :focus-within)) .e{id}, :root:has(#m{id}:is(:target, :hover, :focus)) .e{id} {{ background: var(--glow); color: #1d1f24; }}"
            );
        }
        self.body += "</div>\n</div>\n</section>\n";
    }

    /// The file's text.
    pub fn finish(&self) -> String {
        let title = match self.names.as_slice() {
            [one] => one.clone(),
            many => format!("{} pages", many.len()),
        };
        let mut nav = String::new();
        if self.names.len() > 1 {
            nav += "<nav aria-label=\"Pages\"><ol>\n";
            for (k, name) in self.names.iter().enumerate() {
                let _ = writeln!(nav, "<li><a href=\"#d{}\" dir=\"auto\">{}</a></li>", k + 1, escape(name));
            }
            nav += "</ol></nav>\n";
        }
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"generator\" content=\"tightrope {}\">\n<title>{} - tightrope</title>\n<style>\n{STYLE}{}</style>\n\
             </head>\n<body>\n<a class=\"skip\" href=\"#d1\">To the text</a>\n<header>\n<h1>What the page claims</h1>\n\
             <p class=\"meta\">Words that make a statement are marked; the number after them leads to the statement, and its \
             number back to the words.</p>\n{KEY}</header>\n{nav}<main>\n{}</main>\n\
             <footer>Made by tightrope {}. What the page says is not thereby true.</footer>\n</body>\n</html>\n",
            tightrope_coder::VERSION,
            escape(&title),
            self.lights,
            self.body,
            tightrope_coder::VERSION,
        )
    }

    /// Writes the file.
    pub fn save(&self, path: &Path) -> Result<(), Problem> {
        std::fs::write(path, self.finish()).map_err(|e| {
            let help = "give a file in a folder that can be written; the statements themselves are kept";
            Problem::new(format!("{} cannot be written: {e}", path.display()), help)
        })
    }
}

const KEY: &str = "<ul class=\"key\" aria-label=\"Key\">\n<li><span class=\"m tie\">tie</span> a bond that lasts</li>\n\
    <li><span class=\"m event\">event</span> an act</li>\n<li><span class=\"m conflict\">conflict</span> an act against \
    another</li>\n<li><span class=\"m attribute\">attribute</span> a fact about one actor</li>\n\
    <li><span class=\"m tie open\">dashed</span> planned, offered, sought, considered or ended</li>\n\
    <li><span class=\"m tie denied\">wavy</span> denied</li>\n</ul>\n";

/// What a statement is called inside the file: page and number.
fn anchor(page: usize, statement: usize) -> String {
    format!("{page}-{}", statement + 1)
}

fn count(n: usize) -> String {
    if n == 1 { "1 statement".to_owned() } else { format!("{n} statements") }
}

/// The classes that give a statement its colour and line.
fn classes(s: &Statement) -> &'static str {
    let quad = s.event.as_ref().and_then(|e| e.quad).unwrap_or(0);
    match s.relation.kind() {
        RelationKind::Event if quad > 2 => "conflict",
        RelationKind::Event => "event",
        RelationKind::Tie => "tie",
        RelationKind::Attribute => "attribute",
    }
}

/// How the line under the words is drawn.
fn line(s: &Statement) -> &'static str {
    match (s.polarity, s.status) {
        (Polarity::Denied, _) => " denied",
        (_, Status::Actual | Status::Signed) => "",
        _ => " open",
    }
}
