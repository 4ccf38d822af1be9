//! Runs the cases of `tests/actors/*.txt`.
//!
//! A line reads `date | text | words=ID; words=ID`; the date may be `-`; `words` are as they stand in the text; every
//! mention must be listed, in order, with the best reading. `!` behind an id says the reading is ambiguous, `?` that
//! it is not current. `words=-` says that the words are no mention at all, `words=*` that it does not matter.

use super::{super::Directory, doc::doc};
use jiff::civil::Date;

const FILES: &[(&str, &str)] = &[("states.txt", include_str!("../../../tests/actors/states.txt"))];

#[test]
fn mentions_read_as_the_cases_say() {
    let directory = Directory::new().unwrap();
    let mut wrong = Vec::new();
    let mut count = 0;
    for (file, text) in FILES {
        for (n, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            count += 1;
            let mut cells = line.split('|').map(str::trim);
            let (date, sentence, want) = (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
            let date: Option<Date> = (date != "-").then(|| date.parse().unwrap());
            let doc = doc(sentence);
            let mentions = directory.find(&doc, date);
            let got: Vec<(String, String)> = mentions
                .iter()
                .map(|m| {
                    let best = m.best().unwrap();
                    let marks =
                        format!("{}{}", if best.ambiguous { "!" } else { "" }, if best.current { "" } else { "?" });
                    (doc.span_text(m.tokens.clone()).to_owned(), format!("{}{marks}", best.actor.id))
                })
                .collect();
            let wanted: Vec<(&str, &str)> = want
                .split(';')
                .map(str::trim)
                .filter(|w| !w.is_empty())
                .map(|w| w.rsplit_once('=').unwrap())
                .filter(|(_, id)| *id != "-")
                .collect();
            let same = got.len() == wanted.len()
                && got.iter().zip(&wanted).all(|((gw, gi), (ww, wi))| gw == ww && (gi == wi || *wi == "*"));
            if !same {
                let got: Vec<String> = got.iter().map(|(w, i)| format!("{w}={i}")).collect();
                wrong.push(format!("{file}:{} {sentence}\n   want {want}\n   got  {}", n + 1, got.join("; ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} cases are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
