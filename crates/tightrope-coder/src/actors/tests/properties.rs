//! What holds for any table of a user's own: it is read, or refused with its name and line.

use super::super::{ActorError, Directory, Span, fold};
use super::doc::doc;
use proptest::prelude::*;
use std::sync::LazyLock;

/// A row of cells, most of them right.
fn row() -> impl Strategy<Value = String> {
    let cell = |right: &'static [&'static str], wrong: &'static [&'static str]| {
        let of = |words: &'static [&'static str]| prop::sample::select(words).prop_map(str::to_owned);
        prop_oneof![30 => of(right), 1 => of(wrong), 1 => "\\PC{0,5}"]
    };
    let who = (
        cell(&["Jane Doe", "/Xi/ Jinping", "~Arland", "=The Bloc(s)@1990/", "J. D. Roe Jr."], &["///", "", "...", "—"]),
        cell(&["", "jane", "KAZ", "EU", "é"], &["\u{feff}", "#"]),
        cell(&["", "person", "company", "group"], &["planet", "State"]),
        cell(&["", "~Doe;=JD@2012/2020", ";;", "the Does(s)", "U.S.; C5+1"], &["Doe@2020/2012", "@", "'s", "(s)"]),
        cell(&["", "KAZ", "KAZ@2012/"], &["XXX", "KAZ@"]),
    );
    let what = (
        cell(&["", "foreign minister KAZ 2004-03-09/", "chair EU 1990/"], &["mayor Rome", "KAZ", "/ /"]),
        cell(&["", "m", "f"], &["x"]),
        cell(&["", "KAZ; UZB", "@EU", "@jane"], &["@", "KAZ@1990/"]),
        cell(&["", "energy; trade"], &["love"]),
        cell(&["", "1991", "2019-02-28"], &["-0001", "32768", "2019-13", "2019-02-30", "2019-02-28-1"]),
    );
    (who, what).prop_map(|((a, b, c, d, e), (f, g, h, i, j))| [a, b, c, d, e, f, g, h, i, j].join("\t"))
}

static OURS: LazyLock<Directory> = LazyLock::new(|| Directory::new().unwrap());
const HEADER: &str = "name\tid\ttype\taliases\tstate\troles\tgender\tmembers\tdomains\tfrom\n";

proptest! {
    // Each case copies the directory.
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_table_is_read_or_its_line_named(rows in prop::collection::vec(row(), 1..3), odd in "\\PC{0,6}") {
        let table = format!("{HEADER}{}\n", rows.join("\n"));
        match OURS.clone().with_user("own.tsv", &table) {
            Ok(directory) => {
                for name in table.split(['\t', '\n', ';']).chain([odd.as_str()]) {
                    directory.lookup(name, None);
                    directory.members(name, None);
                }
                directory.verdict(&odd, "2025-06-18".parse().ok());
                let text = rows.join(" met ");
                let doc = doc(&text);
                let mut end = 0;
                for mention in directory.find(&doc, None) {
                    prop_assert!(mention.tokens.start >= end && mention.tokens.end <= doc.len());
                    end = mention.tokens.end;
                }
            }
            Err(ActorError::Line { table: name, line, problem }) => {
                prop_assert!(name == "own.tsv" && (1..=table.lines().count()).contains(&line) && !problem.is_empty());
            }
            Err(e) => prop_assert!(false, "{e}"),
        }
    }
}

proptest! {
    #[test]
    fn any_stretch_is_read_in_order_or_not_at_all(text in "[0-9/-]{0,22}|\\PC{0,8}", year in 1i16..=9999, month in 1i8..=12) {
        if let Some(span) = Span::parse(&text) {
            prop_assert!(span.from.zip(span.to).is_none_or(|(a, b)| a <= b));
            if let (Some(from), Some(to)) = (span.from, span.to) {
                prop_assert_eq!(Span::parse(&format!("{from}/{to}")), Some(span));
            }
        }
        let span = Span::parse(&format!("{year:04}-{month:02}/")).unwrap();
        prop_assert!(span.from.is_some_and(|d| (d.year(), d.month(), d.day()) == (year, month, 1)) && span.to.is_none());
    }

    /// Parts are compared without case, and an id made of a name makes itself.
    #[test]
    fn any_name_falls_into_parts(name in "\\PC{0,16}|[A-Za-z'’.&+ -]{0,16}") {
        for piece in fold::pieces(&name) {
            prop_assert!(!piece.text.is_empty());
        }
        let slug = fold::slug(&name);
        prop_assert!(!slug.contains(char::is_whitespace));
    }
}
