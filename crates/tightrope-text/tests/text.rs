//! What the crate promises of whole pages.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use tightrope_text::{Block, BlockKind, Document, Format, Lead, Places, TextError};

fn page(text: &str, format: Format) -> Document {
    let doc = Document::from_bytes("page", text.as_bytes(), format).unwrap();
    sound(&doc);
    doc
}

/// Blocks are slices, in order, not overlapping, not empty, not over-long; leads stand before their words or higher up.
fn sound(doc: &Document) {
    let mut end = 0;
    for block in &doc.blocks {
        assert!(block.range.start >= end && !block.range.is_empty(), "{block:?}");
        assert!(block.range.len() <= 20_000);
        let text = doc.text.get(block.range.clone()).unwrap();
        assert_eq!(text.trim(), text);
        assert_eq!(doc.words(block).len(), text.len());
        if let Some(Lead::Speaker(r) | Lead::Date(r) | Lead::Dateline(r)) = &block.lead {
            assert!(r.end <= block.range.start && doc.text.get(r.clone()).is_some(), "{block:?}");
        }
        end = block.range.end;
    }
    for mark in &doc.marks {
        assert!(doc.text.get(mark.clone()).is_some());
    }
}

fn show(doc: &Document) -> String {
    let one = |b: &Block| {
        let kind = match b.kind {
            BlockKind::Heading => "H",
            BlockKind::Paragraph => "P",
            BlockKind::ListItem => "L",
            BlockKind::Quote => "Q",
        };
        let lead = match &b.lead {
            Some(Lead::Speaker(r)) => format!(" [speaker {}]", &doc.text[r.clone()]),
            Some(Lead::Date(r)) => format!(" [date {}]", &doc.text[r.clone()]),
            Some(Lead::Dateline(r)) => format!(" [dateline {}]", &doc.text[r.clone()]),
            None => String::new(),
        };
        format!("{kind}{lead} {}\n", doc.words(b).split_whitespace().collect::<Vec<_>>().join(" "))
    };
    doc.blocks.iter().map(one).collect()
}

#[track_caller]
fn check(text: &str, format: Format, date: Option<&str>, expected: &str) {
    let doc = page(text, format);
    assert_eq!(show(&doc), expected);
    assert_eq!(doc.date.map(|d| d.to_string()).as_deref(), date);
}

#[test]
fn wire_copy() {
    check(
        "Serbia, China sign free trade pact\n\nBELGRADE, May 8, 2024 (Example) — Serbia and China signed a pact on\nWednesday. It covers steel, copper and\nfood, the presidency said in a statement.\n\nThe pact enters into force in July.\n",
        Format::Plain,
        Some("2024-05-08"),
        "H Serbia, China sign free trade pact\n\
         P [dateline BELGRADE, May 8, 2024 (Example)] Serbia and China signed a pact on Wednesday. It covers steel, copper and food, the presidency said in a statement.\n\
         P The pact enters into force in July.\n",
    );
}

#[test]
fn one_paragraph_a_line() {
    check(
        "A Visit of Weight\nMajor agreements were signed.\nHe said ties are \"good,\" and that trade grows.\r\n#trade is up.",
        Format::Plain,
        None,
        "H A Visit of Weight\nP Major agreements were signed.\nP He said ties are \"good,\" and that trade grows.\nP #trade is up.\n",
    );
}

#[test]
fn interview() {
    check(
        "Interview with the minister\n\nQ: Why did you sign?\n\nA: We needed it. Our neighbours agreed.\n\nWe also need water.\n\nMINISTER VUKIC: That is all.\n",
        Format::Plain,
        None,
        "H Interview with the minister\nP [speaker Q] Why did you sign?\nP [speaker A] We needed it. Our neighbours agreed.\nP We also need water.\nP [speaker MINISTER VUKIC] That is all.\n",
    );
    check(
        "# Talk\n\n**Jane Roe:** Why?\n\n**President Ruto:** We *need* [trade](https://example.org/a).\n\n**Jane Roe:**\nAnd then?\n",
        Format::Markdown,
        None,
        "H Talk\nP [speaker Jane Roe] Why?\nP [speaker President Ruto] We need trade .\nP [speaker Jane Roe] And then?\n",
    );
}

#[test]
fn timeline() {
    check(
        "# Timeline: Serbia and its partners\n\n- **12 May 2020** Serbia buys drones.\n- March 2019: A base opens.\n- 2014 — Talks begin.\n\n## 2016\n\nChina buys a mill.\n\nRussia offers gas.\n\n## Outlook\n\nMore to come.\n",
        Format::Markdown,
        None,
        "H Timeline: Serbia and its partners\nL [date 12 May 2020] Serbia buys drones.\nL [date March 2019] A base opens.\nL [date 2014] Talks begin.\nP [date 2016] China buys a mill.\nP [date 2016] Russia offers gas.\nH Outlook\nP More to come.\n",
    );
}

#[test]
fn communique() {
    check(
        "JOINT COMMUNIQUE\n\nHanoi, 12 December 2023\n\n1. The two sides agreed to build a railway.\n2. They will\n   open consulates.\n(3) Viet Nam thanked China.\nArticle follows.\n",
        Format::Plain,
        Some("2023-12-12"),
        "H JOINT COMMUNIQUE\nL [dateline Hanoi, 12 December 2023] The two sides agreed to build a railway.\nL They will open consulates.\nL Viet Nam thanked China.\nP Article follows.\n",
    );
}

#[test]
fn thread() {
    check(
        "Jane Roe (@janeroe)\n1/ Kenya signed a deal with the EU.\n2/ It also hosts UK troops. #Kenya\n\n3/3 @user asked why.\n",
        Format::Plain,
        None,
        "P [speaker Jane Roe] Kenya signed a deal with the EU.\nP It also hosts UK troops. #Kenya\nP @user asked why.\n",
    );
    check(
        "Kenya signed a deal with the EU. 1/2\n\nIt also hosts UK troops. 2/2\n",
        Format::Plain,
        None,
        "P Kenya signed a deal with the EU.\nP It also hosts UK troops.\n",
    );
}

#[test]
fn country_brief_and_front_matter() {
    check(
        "---\ntitle: \"Kenya: a brief\"\ndate: 2024-05-23\nauthor: Jane Roe\n---\n\nOverview\n--------\n\nKenya is a major non-NATO ally.\n\n**Defence**\n\n* The UK has a base at Nanyuki.\n* Trade: China leads.\n\n> Quoted words\n> go on.\n\n| Partner | Share |\n|---|---|\n| China | 20% |\n",
        Format::Markdown,
        Some("2024-05-23"),
        "H Kenya: a brief\nH Overview\nP Kenya is a major non-NATO ally.\nH Defence\nL The UK has a base at Nanyuki.\nL Trade: China leads.\nQ Quoted words go on.\nL Partner Share\nL China 20%\n",
    );
}

#[test]
fn dated_lines_at_the_top() {
    for (head, date) in [
        ("Date: 2025-06-18", "2025-06-18"),
        ("Published: 18 June 2025", "2025-06-18"),
        ("By Jane Roe, 18 June 2025", "2025-06-18"),
        ("June 18, 2025", "2025-06-18"),
    ] {
        let text = format!("A headline here\n{head}\n\nSerbia met China.\n");
        check(&text, Format::Plain, Some(date), "H A headline here\nP Serbia met China.\n");
    }
    check(
        "A headline here\n\nASTANA, June 17 (Example) - Serbia met China.\n",
        Format::Plain,
        None,
        "H A headline here\nP [dateline ASTANA, June 17 (Example)] Serbia met China.\n",
    );
}

#[test]
fn dates_in_titles() {
    check(
        "# Kenya: a brief\n\n## Remarks at the port, 5 June 2025\n\nWe met.\n",
        Format::Markdown,
        Some("2025-06-05"),
        "H Kenya: a brief\nH Remarks at the port, 5 June 2025\nP We met.\n",
    );
    check(
        "\"No camps\": a conversation\n10 December 2024. Jane Roe teaches in Nairobi.\n\nQ: Why?\n",
        Format::Plain,
        Some("2024-12-10"),
        "H \"No camps\": a conversation\nP [dateline 10 December 2024] Jane Roe teaches in Nairobi.\nP [speaker Q] Why?\n",
    );
    check(
        "JOINT STATEMENT\non the results of the state visit\nDushanbe, 5 July 2024\n\n1. The sides met.\n",
        Format::Plain,
        Some("2024-07-05"),
        "H JOINT STATEMENT on the results of the state visit\nL [dateline Dushanbe, 5 July 2024] The sides met.\n",
    );
}

#[test]
fn bom_and_crlf_stay() {
    let text = "\u{feff}Head\r\n\r\nSerbia met China.\r\n";
    let doc = page(text, Format::Plain);
    assert_eq!(doc.text, text);
    assert_eq!(show(&doc), "H Head\nP Serbia met China.\n");
}

#[test]
fn bad_bytes() {
    let read = |bytes: &[u8]| Document::from_bytes("x", bytes, Format::Plain).unwrap_err();
    assert_eq!(read(b""), TextError::Empty);
    assert_eq!(read(b" \n\t\n"), TextError::Empty);
    assert_eq!(read(b"ab\0c"), TextError::Binary { offset: 2, byte: 0 });
    assert_eq!(read(b"caf\xe9 au lait"), TextError::NotUtf8 { offset: 3, byte: 0xe9 });
    assert_eq!(read(b"\xff\xfeh\0"), TextError::OtherEncoding("UTF-16"));
    assert!(matches!(read(b"%PDF-1.7"), TextError::NotYet(_)));
    assert!(matches!(read(b"PK\x03\x04"), TextError::NotYet(_)));
    assert!(matches!(read(b"\n<!DOCTYPE html><p>"), TextError::NotYet("HTML")));
    assert!(matches!(read(&vec![b'a'; 17 << 20]), TextError::TooLarge { .. }));
    assert!(matches!(Format::from_name("a.pdf"), Err(TextError::NotYet("PDF"))));
    assert_eq!(Format::from_name("a.MD"), Ok(Format::Markdown));
}

#[test]
fn long_lines_are_cut() {
    let sentence = "Serbia signed a pact with China on trade in steel. ";
    let text = sentence.repeat(60_000);
    let doc = page(&text, Format::Plain);
    assert!(doc.blocks.len() > 100);
    assert!(doc.blocks.iter().all(|b| doc.text[b.range.clone()].ends_with("steel.")));
    page(&"ž".repeat(50_000), Format::Plain);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_sound(text in "\\PC{0,200}", markdown: bool) {
        if let Ok(doc) = Document::from_bytes("x", text.as_bytes(), if markdown { Format::Markdown } else { Format::Plain }) {
            sound(&doc);
            prop_assert_eq!(&doc.text, &text);
        }
    }

    /// Any bytes are a page or refused with what to do, and the same bytes are the same page.
    #[test]
    fn any_bytes_are_a_page_or_refused(
        parts in prop::collection::vec(prop_oneof![
            6 => prop::sample::select(vec![
                "---\n", "title: A\n", "# ", "> ", "- ", "1) ", "[^3]", "![a](b", "](", "<!--", "-->", "<b>", "**", "_", "|---|\n",
                "Q:", "Q.\u{a0}", "A —", "ASTANA, June 17 (", ") — ", "2014-15", "30/02/2024: ", "\r\n", "\u{feff}", "\n\n", " \t", "é",
                "Serbia met China. ",
            ]).prop_map(|s| s.as_bytes().to_vec()),
            1 => prop::collection::vec(any::<u8>(), 0..4),
            3 => "\\PC{0,3}".prop_map(String::into_bytes),
        ], 0..24),
        markdown: bool,
    ) {
        let (bytes, format) = (parts.concat(), if markdown { Format::Markdown } else { Format::Plain });
        let read = Document::from_bytes("x", &bytes, format);
        prop_assert_eq!(&read, &Document::from_bytes("x", &bytes, format));
        match read {
            Ok(doc) => {
                sound(&doc);
                prop_assert_eq!(doc.text.as_bytes(), &bytes);
                prop_assert!(doc.marks.windows(2).all(|m| m[0].end <= m[1].start));
            }
            Err(e) => prop_assert!(!e.to_string().is_empty()),
        }
    }

    /// Code points and bytes lead to each other.
    #[test]
    fn any_place_is_found_again(text in "(\\PC|\n|\r){0,60}") {
        let places = Places::new(&text);
        for (point, (byte, _)) in text.char_indices().enumerate() {
            prop_assert_eq!(places.byte(point), byte);
            let place = places.place(point);
            let line = text.split('\n').nth(place.line - 1).unwrap();
            prop_assert!(place.column <= line.chars().count() + 1);
        }
        prop_assert_eq!(places.byte(text.chars().count() + 7), text.len());
    }

    /// Lines made of the pieces that structure is made of: every word of the page stands in a block or a lead.
    #[test]
    fn words_are_covered(lines in prop::collection::vec(
        prop::sample::select(vec!["", "- ", "# ", "> ", "1. ", "1/ ", "Q: ", "2014 — ", "**", "| "]).prop_flat_map(|mark| {
            (Just(mark), "[A-Z][a-z]{1,8}( [a-z]{1,9}){0,14}[.,]?", prop::sample::select(vec!["", "\n", "\r", "  "]))
        }), 1..12), markdown: bool) {
        let text: String = lines.iter().map(|(m, w, e)| format!("{m}{w}{e}\n")).collect();
        let doc = Document::from_bytes("x", text.as_bytes(), if markdown { Format::Markdown } else { Format::Plain }).unwrap();
        sound(&doc);
        let mut covered = vec![false; text.len()];
        for block in &doc.blocks {
            covered[block.range.clone()].fill(true);
        }
        let mut at = 0;
        for (mark, words, end) in &lines {
            at += mark.len();
            // A line of names may be a byline or a label; words in lower case never are.
            if words.contains(' ') && !text.contains("By ") {
                let last = at + words.len() - 2;
                prop_assert!(covered[last], "{words:?} of {text:?}");
            }
            at += words.len() + end.len() + 1;
        }
    }
}

#[test]
fn entries_under_a_year_take_it() {
    let doc = page(
        "Milestones\n\n2019\n\n28 May. They meet.\nJune: They sign.\nSpring. They part.\n\n2020\n3 Jan. They meet again.\n**4 Feb.** They quarrel.\n",
        Format::Plain,
    );
    let date = |r: &Option<std::ops::Range<usize>>| r.clone().map(|r| doc.text[r].to_owned());
    let found: Vec<(String, Option<String>)> = doc
        .blocks
        .iter()
        .filter_map(|b| match &b.lead {
            Some(Lead::Date(r)) => Some((doc.text[r.clone()].to_owned(), date(&b.section))),
            _ => None,
        })
        .collect();
    let under = |day: &str, year: &str| (day.to_owned(), Some(year.to_owned()));
    let wanted = [
        under("28 May", "2019"),
        under("June", "2019"),
        under("Spring", "2019"),
        under("3 Jan.", "2020"),
        under("4 Feb.", "2020"),
    ];
    assert_eq!(found, wanted);
}
