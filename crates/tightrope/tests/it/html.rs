//! `tightrope read --html`: one file that needs nothing else, holds the whole text, and lets nothing of it out.

use crate::tool::{PAGE, needs_model, objects, run};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::tempdir;

const HOSTILE: &str = "# <script>alert(1)</script> \"Peru\" & 'Chile' **signed**

Peru signed a <b>trade pact</b> with Chile on Monday. <img src=http://example.org/x.png onerror=alert(1)> Kenya lent
Uganda 5 million dollars &amp; </p></div></body> praised Nepal.

<!-- a remark with \"quotes\" -->

- Peru did not sign a pact with Chile\u{202e} and Kenya.
- \"Chile's president\" visited Peru and praised Peru's offer of a loan to Kenya.

Hungary calls Serbia a strategic partner and wants to build an oil pipeline to Serbia.

| a | table |
| - | - |
";

/// Tags and the text between them.
enum Piece<'a> {
    Tag(&'a str),
    Text(&'a str),
}

fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((text, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').expect("a tag ends");
        found.push(Piece::Text(text));
        found.push(Piece::Tag(tag));
        rest = after;
    }
    found.push(Piece::Text(rest));
    found
}

fn unescape(text: &str) -> String {
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    plain.replace("&amp;", "&")
}

/// The value of an attribute, in quotes.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

fn tight(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn make(folder: &Path, text: &str) -> (String, Vec<Value>) {
    fs::write(folder.join("page.md"), text).unwrap();
    let args = ["read", "page.md", "--no-ledger", "--date", "2025-06-18"];
    let statements = objects(&run(folder, &[&args[..], &["--format", "jsonl", "--html", "page.html"]].concat()).good());
    (fs::read_to_string(folder.join("page.html")).unwrap(), statements)
}

#[test]
fn the_whole_text_is_there_and_nothing_gets_out() {
    needs_model!();
    let dir = tempdir().unwrap();
    for text in [HOSTILE, PAGE, "\n\n  - one\n\n\nno statement here"] {
        let (html, statements) = make(dir.path(), text);
        let body = html.split_once("</style>").unwrap().1;
        let (mut ids, mut links, mut names) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        for piece in pieces(body) {
            let Piece::Tag(tag) = piece else { continue };
            names.insert(tag.trim_start_matches('/').split(' ').next().unwrap().to_owned());
            ids.extend(attribute(tag, "id").map(str::to_owned));
            links.extend(attribute(tag, "href").map(|h| h.strip_prefix('#').expect(tag).to_owned()));
            assert!(!tag.contains(" src=") && !tag.contains(" on"), "{tag}");
        }
        let known: BTreeSet<&str> =
            "head body a header h1 p ul li span main section h2 div article h3 bdi blockquote dl dt dd details summary small i footer html"
                .split(' ')
                .collect();
        assert!(names.iter().all(|n| known.contains(n.as_str())), "{names:?}");
        let unique: BTreeSet<String> = ids.iter().cloned().collect();
        assert_eq!(unique.len(), ids.len(), "every id stands once");
        assert!(links.iter().all(|l| unique.contains(l)), "{links:?}");
        // the page's text, all of it, without the numbers
        let inner = body.split_once("lang=\"en\">").unwrap().1.split_once("<div class=\"statements\"").unwrap().0;
        let mut shown = String::new();
        let mut words = vec![String::new(); statements.len()];
        let (mut number, mut of) = (false, Vec::new());
        for piece in pieces(inner) {
            match piece {
                Piece::Tag(tag) if tag.starts_with("a ") => {
                    let class = attribute(tag, "class").unwrap();
                    number = class.starts_with("ref");
                    of = class.split(' ').filter_map(|c| c.strip_prefix("e1-")?.parse::<usize>().ok()).collect();
                }
                Piece::Tag("/a") => (number, of) = (false, Vec::new()),
                Piece::Tag(_) => {}
                Piece::Text(_) if number => {}
                Piece::Text(text) => {
                    let text = unescape(text);
                    of.iter().for_each(|k| words[k - 1].push_str(&text));
                    shown.push_str(&text);
                }
            }
        }
        assert_eq!(tight(&shown), tight(&text.replace('\u{202e}', "\u{fffd}")));
        for (k, s) in statements.iter().enumerate() {
            let exact = s["evidence"]["exact"].as_str().unwrap().replace('\u{202e}', "\u{fffd}");
            assert_eq!(words[k], exact);
            for id in [format!("s1-{}", k + 1), format!("m1-{}", k + 1)] {
                assert!(links.contains(&id), "{id} is led to");
            }
            assert!(body.contains(s["id"].as_str().unwrap()) && body.contains(s["coder"]["rule"].as_str().unwrap()));
        }
    }
}

#[test]
fn several_pages_make_one_file_on_any_threads() {
    needs_model!();
    let dir = tempdir().unwrap();
    let at = dir.path();
    fs::write(at.join("a.txt"), PAGE).unwrap();
    fs::write(at.join("b.md"), HOSTILE).unwrap();
    let made = |threads: &str| {
        let args = ["read", "a.txt", "b.md", "--no-ledger", "--html", "out.html", "--threads", threads];
        let out = run(at, &args).good();
        assert!(out.contains("Serbia") && out.contains("Who"), "the table is printed too");
        fs::read_to_string(at.join("out.html")).unwrap()
    };
    let first = made("1");
    assert!(first.contains("href=\"#d2\"") && first.contains("id=\"d2\""), "the pages are listed");
    assert_eq!(made("3"), first);
    run(at, &["read", "a.txt", "--no-ledger", "--html", "no/such/out.html"])
        .bad(1, &["no/such/out.html cannot be written"]);
}

/// Chromium, where it is on the machine.
fn chromium() -> Option<&'static str> {
    let there =
        |name: &&str| Command::new(name).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find(there)
}

#[test]
fn a_browser_sees_the_page_as_it_was_meant() {
    needs_model!();
    let Some(browser) = chromium() else {
        eprintln!("skipped: there is no Chromium to look with");
        return;
    };
    let dir = tempdir().unwrap();
    let (html, statements) = make(dir.path(), HOSTILE);
    let shown = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"])
        .args(["--disable-component-update", "--disable-sync", "--dump-dom"])
        .arg(format!("--user-data-dir={}", dir.path().join("profile").display()))
        .arg(format!("file://{}#s1-1", dir.path().join("page.html").display()))
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&shown.stdout);
    if !dom.contains("</html>") {
        eprintln!("skipped: {browser} shows no page here: {}", String::from_utf8_lossy(&shown.stderr));
        return;
    }
    // a browser mends what is badly nested: the same tags in the same order say that nothing was
    let tags = |text: &str| -> Vec<String> {
        let body = text.split_once("</style>").unwrap().1.to_owned();
        let tags = pieces(&body).into_iter().filter_map(|p| match p {
            Piece::Tag(tag) => Some(tag.split(' ').next().unwrap().to_owned()),
            Piece::Text(_) => None,
        });
        tags.collect()
    };
    assert_eq!(tags(&dom), tags(&html));
    assert_eq!(dom.matches("class=\"ref ").count(), statements.len());
}
