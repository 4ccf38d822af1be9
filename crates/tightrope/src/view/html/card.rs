//! One statement with its fields, and why they are as they are.

use super::classes;
use super::escape::escape;
use crate::view::statement::amount;
use std::fmt::Write;
use tightrope_coder::{PartyReading, StatementReading};
use tightrope_statement::{Certainty, Entity, Event, Polarity, Statement};
use tightrope_text::Places;

/// Appends a statement's card; `id` is what it is called inside the file.
pub(super) fn card(out: &mut String, id: &str, s: &Statement, places: &Places<'_>, reading: Option<&StatementReading>) {
    let number = id.rsplit('-').next().unwrap_or(id);
    let arrow = if s.relation.is_symmetric() { "↔" } else { "→" };
    let name = |e: &Option<Entity>| {
        e.as_ref().map_or("<i>left open</i>".to_owned(), |e| format!("<bdi>{}</bdi>", escape(&e.name)))
    };
    let _ = write!(
        out,
        "<article class=\"card {}\" id=\"s{id}\" aria-labelledby=\"h{id}\">\n<h3 id=\"h{id}\"><a class=\"number\" href=\"#m{id}\" \
         aria-label=\"Back to the words of statement {number}\">{number}</a>{} <span class=\"arrow\">{arrow}</span> {}</h3>\n\
         <ul class=\"tags\"><li class=\"what\">{}</li><li>{}</li>",
        classes(s),
        name(&s.source),
        name(&s.target),
        s.relation.name().replace('_', " "),
        s.status,
    );
    if s.polarity == Polarity::Denied {
        *out += "<li class=\"warn\">denied</li>";
    }
    if s.certainty != Certainty::Asserted {
        let _ = write!(out, "<li class=\"warn\">{}</li>", s.certainty);
    }
    let _ = write!(out, "</ul>\n<blockquote dir=\"auto\">“{}”</blockquote>\n<dl>\n", escape(&s.evidence.exact));
    let place = places.place(s.evidence.start);
    let domains: Vec<String> = s.domains.iter().map(|d| d.as_str().replace('_', " ")).collect();
    let speakers: Vec<&str> = s.attribution.iter().map(|a| a.name.as_str()).collect();
    let time = s.time.as_ref().map(|t| match &t.edtf {
        Some(edtf) => format!("{edtf} (“{}”)", t.text),
        None => format!("“{}”, not resolved", t.text),
    });
    for (name, value) in [
        ("source", s.source.as_ref().map(entity)),
        ("target", s.target.as_ref().map(entity)),
        ("with", Some(s.with.iter().map(entity).collect::<Vec<_>>().join("; "))),
        ("object", s.object.clone()),
        ("status", Some(s.status.to_string())),
        ("polarity", Some(s.polarity.to_string())),
        ("certainty", Some(s.certainty.to_string())),
        ("according to", Some(speakers.join(" › "))),
        ("time", time),
        ("amount", s.amount.as_ref().map(amount)),
        ("domains", Some(domains.join(", "))),
        ("event", s.event.as_ref().map(event)),
        ("rule", Some(s.coder.rule.clone())),
        ("place", Some(format!("line {}, column {}", place.line, place.column))),
        ("id", Some(s.id.clone())),
    ] {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            let _ = writeln!(out, "<dt>{name}</dt><dd dir=\"auto\">{}</dd>", escape(&value));
        }
    }
    *out += "</dl>\n";
    if let Some(reading) = reading {
        why(out, reading);
    }
    let _ = write!(out, "<a class=\"back\" href=\"#m{id}\">back to the words</a>\n</article>\n");
}

fn entity(e: &Entity) -> String {
    let acts = match &e.state {
        Some(state) if *state != e.id => format!(", acts for {state}"),
        _ => String::new(),
    };
    format!("{} ({}), {}{acts}", e.name, e.id, e.kind)
}

fn event(e: &Event) -> String {
    let mut words = e.plover.clone();
    words.extend(e.mode.iter().map(|m| format!(" {m}")));
    if !e.context.is_empty() {
        words += &format!(" [{}]", e.context.join(", "));
    }
    words.extend(e.cameo.iter().map(|c| format!(" · CAMEO {c}")));
    words.extend(e.quad.map(|q| format!(" · quad {q}")));
    words.extend(e.goldstein.map(|g| format!(" · Goldstein {g}")));
    words
}

/// Why the fields are as they are, folded away.
fn why(out: &mut String, r: &StatementReading) {
    *out += "<details><summary>Why so?</summary>\n<dl>\n";
    let _ = writeln!(out, "<dt>rule</dt><dd>{}<small>{}</small></dd>", escape(&r.rule), escape(&r.definition));
    let parties = [("source", r.source.as_ref()), ("target", r.target.as_ref())];
    let with = r.with.iter().map(|p| ("with", Some(p)));
    for (name, party) in parties.into_iter().chain(with) {
        if let Some(p) = party {
            let _ = writeln!(out, "<dt>{name}</dt><dd>{}<small>{}</small></dd>", found(p), escape(&p.reason));
        }
    }
    for f in r.fields.iter().filter(|f| !f.value.is_empty()) {
        let words: Vec<String> = f.words.iter().map(|w| format!("“{}”", escape(&w.text))).collect();
        let words = if words.is_empty() { String::new() } else { format!(" by {}", words.join(", ")) };
        let _ = writeln!(
            out,
            "<dt>{}</dt><dd>{}{words}<small>{}</small></dd>",
            f.field.as_str(),
            escape(&f.value),
            escape(&f.reason)
        );
    }
    *out += "</dl>\n</details>\n";
}

fn found(p: &PartyReading) -> String {
    format!("{}, {} {:.2}", escape(&p.entity.id), p.found.as_str(), p.confidence)
}
