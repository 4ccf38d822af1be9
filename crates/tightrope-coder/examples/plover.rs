//! Scores the PLOVER classifier on a labelled file: `plover MODEL LEXICON-FOLDER FILE.tsv [errors]`.
use std::collections::BTreeMap;
use std::path::Path;
use tightrope_coder::Plover;
use tightrope_nlp::Model;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().collect();
    let model = Model::load(Path::new(&args[1]))?;
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&args[2])? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            files.push((path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path)?));
        }
    }
    let plover = Plover::from_files(files.iter().map(|(n, t)| (n.as_str(), t.as_str())))?;
    let text = std::fs::read_to_string(&args[3])?;
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let col = |n: &str| header.iter().position(|h| *h == n).unwrap();
    let (marked, gold) = (col("marked_sentence"), col("gold_root"));
    let mut rows = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let (mut plain, mut rest) = (String::new(), cells[marked]);
        let (mut s, mut t) = (0..0, 0..0);
        while let Some(at) = rest.find('<') {
            plain.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(r) = rest.strip_prefix("<s>") { s.start = plain.len(); rest = r }
            else if let Some(r) = rest.strip_prefix("</s>") { s.end = plain.len(); rest = r }
            else if let Some(r) = rest.strip_prefix("<t>") { t.start = plain.len(); rest = r }
            else if let Some(r) = rest.strip_prefix("</t>") { t.end = plain.len(); rest = r }
            else { plain.push('<'); rest = &rest[1..] }
        }
        plain.push_str(rest);
        rows.push((plain, s, t, cells[gold].to_owned()));
    }
    let texts: Vec<&str> = rows.iter().map(|r| r.0.as_str()).collect();
    let docs = model.parse_batch(&texts, 2);
    let mut confusion: BTreeMap<(String, String), usize> = BTreeMap::new();
    let (mut right, mut weak, mut weak_right) = (0, 0, 0);
    for (row, doc) in rows.iter().zip(&docs) {
        let r = plover.classify(doc, row.1.clone(), row.2.clone());
        let got = r.as_ref().map_or("NONE", |r| r.cameo_label());
        let ok = got == row.3;
        right += usize::from(ok);
        if r.as_ref().is_none_or(|r| r.weak) { weak += 1; weak_right += usize::from(ok); }
        *confusion.entry((row.3.clone(), got.to_owned())).or_default() += 1;
        if args.len() > 4 && !ok {
            let why = r.as_ref().map_or(String::new(), |r| format!("{}{} {:?}", if r.weak {"~"} else {""}, r.rule, r.triggers.iter().map(|&i| doc.token(i).text()).collect::<Vec<_>>()));
            println!("{} -> {} | {} | {}", row.3, got, why, format!("{}", mark(&row.0, &row.1, &row.2)));
        }
    }
    let labels: std::collections::BTreeSet<&String> = confusion.keys().map(|k| &k.0).collect();
    let n = |g: &str, p: &str| confusion.get(&(g.to_owned(), p.to_owned())).copied().unwrap_or(0);
    let mut sum = 0.0;
    for l in &labels {
        let tp = n(l, l) as f64;
        let g: usize = confusion.iter().filter(|(k, _)| &k.0 == *l).map(|(_, v)| v).sum();
        let p: usize = confusion.iter().filter(|(k, _)| &k.1 == *l).map(|(_, v)| v).sum();
        let f = if g + p > 0 { 2.0 * tp / (g + p) as f64 } else { 0.0 };
        sum += f;
        let wrong: Vec<String> = confusion.iter().filter(|(k, _)| &k.0 == *l && k.1 != **l).map(|(k, v)| format!("{}:{v}", k.1)).collect();
        println!("{l:10} P {:.2} R {:.2} F {f:.2} n {g}  {}", tp / p.max(1) as f64, tp / g as f64, wrong.join(" "));
    }
    println!("n {} accuracy {:.3} macroF1 {:.3} weak {weak} ({weak_right} right)", rows.len(), right as f64 / rows.len() as f64, sum / labels.len() as f64);
    Ok(())
}
fn mark(t: &str, s: &std::ops::Range<usize>, g: &std::ops::Range<usize>) -> String {
    let mut v = vec![(s.start, "<s>"), (s.end, "</s>"), (g.start, "<t>"), (g.end, "</t>")];
    v.sort_by_key(|x| std::cmp::Reverse(x.0));
    let mut o = t.to_owned();
    for (i, m) in v { o.insert_str(i, m); }
    o
}
