//! What stands before a block's own words: a speaker's label, a date, a dateline.

use crate::{date, words};
use jiff::civil::Date;
use std::{collections::BTreeMap, ops::Range};

/// A lead found at the head of a line: bytes of its name and the byte at which the words start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The name or date itself.
    pub name: Range<usize>,
    /// Where the own words start; the line's length where there are none.
    pub words: usize,
    /// The full date, where it states one.
    pub day: Option<Date>,
    /// Whether a date states its year.
    pub has_year: bool,
}

const EMPHASIS: &[char] = &['*', '_'];

/// Bytes of emphasis marks at the head.
fn emphasis(line: &str) -> usize {
    line.len() - line.trim_start_matches(EMPHASIS).len()
}

/// The date that heads a timeline entry.
pub(crate) fn date(line: &str) -> Option<Found> {
    date_at(line, false)
}

/// The date that heads an entry in a section that has a date too: there a month needs no year to be one.
pub(crate) fn date_within(line: &str) -> Option<Found> {
    date_at(line, true)
}

fn date_at(line: &str, within: bool) -> Option<Found> {
    let marks = emphasis(line);
    let open = line[marks..].starts_with(['[', '(']);
    let start = marks + usize::from(open);
    let mut found = date::at_start(&line[start..])?;
    found.bare_month &= !within;
    let end = start + found.len;
    let mut rest = &line[end..];
    if open {
        rest = rest.strip_prefix([']', ')'])?;
    }
    let unmarked = rest.trim_start_matches(EMPHASIS);
    let closed = unmarked.len() < rest.len() && marks > 0;
    let rest = if closed { unmarked } else { rest };
    let trimmed = rest.trim_start();
    let spaced = trimmed.len() < rest.len();
    let named = Found { name: start..end, words: line.len(), day: found.day, has_year: found.has_year };
    if trimmed.is_empty() {
        return (!found.bare_month).then_some(named);
    }
    let colon = trimmed.strip_prefix(':').filter(|_| !trimmed.starts_with("::"));
    let dash = ["—", "–", "--", "|", "→", "•"]
        .iter()
        .find_map(|d| trimmed.strip_prefix(d))
        .or_else(|| trimmed.strip_prefix('-').filter(|t| spaced && t.starts_with(' ')));
    let stop = trimmed.strip_prefix('.').filter(|t| {
        t.starts_with([' ', '*', '_'])
            && t.trim_start_matches(EMPHASIS).trim_start().starts_with(char::is_uppercase)
            && !found.bare_month
    });
    // "3 Jan. The minister": the dot of the month is the date's end too
    let abbreviated = found.has_day && line[..end].ends_with('.') && spaced && trimmed.starts_with(char::is_uppercase);
    let stop = stop.or(Some(trimmed).filter(|_| abbreviated));
    let after = match (colon, dash, stop) {
        (Some(t), _, _) => t,
        (_, Some(t), _) | (_, _, Some(t)) if !found.bare_month => t,
        _ if open || closed || rest.starts_with('\t') => trimmed,
        _ => return None,
    };
    let after = after.trim_start_matches(EMPHASIS).trim_start();
    Some(Found { words: line.len() - after.len(), ..named })
}

/// A speaker's label as the line alone shows it.
fn label(line: &str) -> Option<Found> {
    let start = emphasis(line);
    let body = &line[start..];
    let colon = body.char_indices().take(90).find(|(_, c)| *c == ':').map(|(i, _)| i);
    let (end, after) = match colon {
        Some(c) => (c, c + 1),
        // "Q." and "A." are labels too, and "Q" in bold.
        None => {
            let end = body.find(|c: char| !c.is_alphanumeric())?;
            let rest = &body[end..];
            let short = end <= 3 && words::is("speaker", body[..end].trim_end_matches(|c: char| c.is_ascii_digit()));
            let bold = start > 0 && rest.starts_with(EMPHASIS);
            let dashed = [" — ", " – ", " - ", "  ", "\t"].iter().any(|d| rest.starts_with(d));
            if !short || !(rest.starts_with(". ") || rest.starts_with(") ") || bold || dashed) {
                return None;
            }
            (end, end + if bold { 0 } else { rest.find(' ').filter(|_| !dashed).unwrap_or(4.min(rest.len())) })
        }
    };
    let name = body.get(..end)?.trim_end_matches(EMPHASIS).trim_end();
    let rest = body.get(after..)?;
    let marks = rest.len() - rest.trim_start_matches(EMPHASIS).len();
    if !rest.is_empty() && marks == 0 && !rest.starts_with(char::is_whitespace) && colon.is_some() {
        return None;
    }
    let rest = rest.trim_start_matches(|c: char| {
        EMPHASIS.contains(&c) || matches!(c, '.' | ')' | '–' | '—' | '-') || c.is_whitespace()
    });
    let mut count = 0;
    for word in name.split([' ', ',', '(', ')', '/', '\u{a0}']).filter(|w| !w.is_empty()) {
        count += 1;
        let fine = word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '@')
            || words::is("particle", word);
        if !fine || count > 9 {
            return None;
        }
    }
    let odd = name.contains(['!', '?', '"', '“', ';', '#', '&']) || name.starts_with(|c: char| c.is_ascii_digit());
    (count > 0 && !odd).then(|| Found {
        name: start..start + name.len(),
        words: line.len() - rest.len(),
        day: None,
        has_year: false,
    })
}

/// The labels of a page that mark speakers; a label alone does not tell, its company does.
#[derive(Debug, Default)]
pub(crate) struct Speakers {
    counts: BTreeMap<String, usize>,
    dialogue: bool,
}

impl Speakers {
    /// Gathers the labels of all lines.
    pub fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut speakers = Speakers::default();
        for line in lines {
            if let Some(found) = label(line) {
                *speakers.counts.entry(line[found.name].to_lowercase()).or_default() += 1;
                speakers.dialogue |= speakers.certain(&line[label_range(line)]);
            }
        }
        speakers
    }

    fn certain(&self, name: &str) -> bool {
        let first = name.split(|c: char| !c.is_alphanumeric()).find(|w| !w.is_empty()).unwrap_or("");
        let first = first.trim_end_matches(|c: char| c.is_ascii_digit());
        words::is("speaker", first) && name.split_whitespace().count() <= 2
    }

    /// The speaker's label at the head of a line; `marked` where the line's layout sets it off.
    pub fn find(&self, line: &str) -> Option<Found> {
        let found = label(line)?;
        let name = &line[found.name.clone()];
        if self.certain(name) || name.contains('@') {
            return Some(found);
        }
        let parts: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        if parts.first().is_none_or(|w| words::is("topic", w)) || words::month(parts[0]).is_some() {
            return None;
        }
        let count = self.counts.get(&name.to_lowercase()).copied().unwrap_or(0);
        let titled = parts.iter().any(|w| words::is("speaker_title", w));
        let capitals = !name.contains(char::is_lowercase) && name.chars().filter(|c| c.is_alphabetic()).count() > 1;
        let bold = found.name.start > 0;
        let likely = count > 1 || (titled && parts.len() > 1);
        let in_dialogue = self.dialogue && (parts.len() > 1 || capitals || bold);
        (likely || in_dialogue).then_some(found)
    }
}

fn label_range(line: &str) -> Range<usize> {
    label(line).map_or(0..0, |f| f.name)
}

/// The dateline at the head of a report; `early` where the line stands near the page's top.
pub(crate) fn dateline(line: &str, early: bool) -> Option<Found> {
    let marks = emphasis(line);
    let body = &line[marks..];
    let window = body.char_indices().nth(140).map_or(body, |(i, _)| &body[..i]);
    let (end, sep) = ["—", " – ", " -- ", " - ", "--", "– ", "."]
        .iter()
        .filter_map(|d| window.find(d).map(|i| (i, *d)))
        .filter(|(i, d)| *d != "." || ends_in_agency(&window[..*i]))
        .min_by_key(|(i, d)| (*i, std::cmp::Reverse(d.len())))?;
    let head = window[..end].trim_end_matches(|c: char| EMPHASIS.contains(&c) || c.is_whitespace());
    let rest = body[end + sep.len()..].trim_start_matches(|c: char| EMPHASIS.contains(&c) || c.is_whitespace());
    let cut = head.find([',', '(', '/', '.']).unwrap_or(head.len());
    let place = head[..cut].trim();
    let place_words: Vec<&str> = place.split([' ', '-']).filter(|w| !w.is_empty()).collect();
    let named = (1..=5).contains(&place_words.len())
        && place_words.iter().all(|w| w.starts_with(char::is_uppercase) || words::is("particle", w))
        && place.chars().all(|c| c.is_alphabetic() || " -'’".contains(c))
        && date::at_start(place).is_none();
    if !named || rest.is_empty() {
        return None;
    }
    let capitals = !place.contains(char::is_lowercase) && place.chars().count() > 2;
    let found = date::first_day(&head[cut..]);
    let dated = found.is_some();
    let agency = head.ends_with([')', '/']) && head[cut..].contains(['(', '/']);
    // The rest of the head is a row of names, never a sentence; an agency in brackets may be spelt as it likes.
    let names = head[cut..].split(['(', '/']).next().unwrap_or("");
    let sentence = names.split(|c: char| !c.is_alphanumeric()).any(|w| {
        w.starts_with(char::is_lowercase)
            && w.len() > 2
            && !words::is("particle", w)
            && !["st", "nd", "rd", "th"].contains(&w)
    });
    let fits =
        if capitals { agency || dated || (early && place.chars().count() > 3) } else { early && (agency || dated) };
    if sentence || !fits {
        return None;
    }
    Some(Found {
        name: marks..marks + head.len(),
        words: line.len() - rest.len(),
        day: found.and_then(|(_, f)| f.day),
        has_year: false,
    })
}

/// Whether a head such as "ASTANA. June 17. KAZINFORM" has come to its agency: three parts, the last in capitals.
fn ends_in_agency(head: &str) -> bool {
    let parts: Vec<&str> = head.split(". ").collect();
    parts.len() >= 3 && parts.last().is_some_and(|p| p.len() > 3 && p.chars().all(|c| c.is_uppercase() || c == ' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, found: Option<Found>) -> Option<(&str, &str)> {
        found.map(|f| (&line[f.name], &line[f.words..]))
    }

    #[test]
    fn finds_dates() {
        for (line, name, words) in [
            ("2014 — War.", "2014", "War."),
            ("March 2019: War.", "March 2019", "War."),
            ("**12 May 2020** War.", "12 May 2020", "War."),
            ("**12 May 2020:** War.", "12 May 2020", "War."),
            ("[2014-05-01] War.", "2014-05-01", "War."),
            ("2014 | War", "2014", "War"),
            ("2014. War", "2014", "War"),
            ("May: War", "May", "War"),
            ("2014", "2014", ""),
        ] {
            assert_eq!(shown(line, date(line)), Some((name, words)), "{line}");
        }
        for line in ["2014 was a year", "In 2014, war", "May 12 was", "2014-15 season", "May — a lady"] {
            assert_eq!(date(line), None, "{line}");
        }
    }

    #[test]
    fn finds_datelines() {
        for (line, name) in [
            ("ASTANA, June 17, 2025 (Agency) — It met.", "ASTANA, June 17, 2025 (Agency)"),
            ("BEIJING, June 17 (Agency) -- It met.", "BEIJING, June 17 (Agency)"),
            ("WASHINGTON (AP) - It met.", "WASHINGTON (AP)"),
            ("NEW DELHI — It met.", "NEW DELHI"),
            ("Astana, 17 June 2025 – It met.", "Astana, 17 June 2025"),
            ("HANOI, Vietnam, Jan. 5, 2024 /Agency/ -- It met.", "HANOI, Vietnam, Jan. 5, 2024 /Agency/"),
            ("**KYIV** — It met.", "KYIV"),
            ("ROME, May 3 (the example) — It met.", "ROME, May 3 (the example)"),
        ] {
            assert_eq!(shown(line, dateline(line, true)), Some((name, "It met.")), "{line}");
        }
        let day = dateline("ASTANA, June 17, 2025 (Agency) — It met.", false).and_then(|f| f.day);
        assert_eq!(day, Some(jiff::civil::date(2025, 6, 17)));
        for line in ["Serbia – a candidate – met.", "The US — it met.", "NATO and the EU met — again."] {
            assert_eq!(dateline(line, true), None, "{line}");
        }
    }

    #[test]
    fn finds_speakers_by_company() {
        let page =
            ["Q: Why?", "TOKAYEV: Because.", "Trade: grows.", "**Interviewer:** So?", "Jane Roe: Yes.", "A. Fine."];
        let speakers = Speakers::of(page.into_iter());
        let got: Vec<_> = page.iter().map(|l| shown(l, speakers.find(l))).collect();
        assert_eq!(
            got,
            [
                Some(("Q", "Why?")),
                Some(("TOKAYEV", "Because.")),
                None,
                Some(("Interviewer", "So?")),
                Some(("Jane Roe", "Yes.")),
                Some(("A", "Fine."))
            ]
        );
        let brief = ["Trade: China leads.", "Russia: the main supplier.", "Note: see below."];
        let speakers = Speakers::of(brief.into_iter());
        assert!(brief.iter().all(|l| speakers.find(l).is_none()));
    }
}
