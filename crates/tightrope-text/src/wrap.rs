//! Whether a line goes on in the next: pages broken at a column as against one paragraph a line.

use crate::{
    line::{Line, Shape},
    words,
};

/// Lines longer than this are paragraphs of their own.
const WIDEST: usize = 110;
/// A page is not broken at fewer columns than this.
const NARROWEST: usize = 40;

/// Columns by which editors break a line early.
const SLACK: usize = 3;

fn ends_sentence(words: &str) -> bool {
    words.trim_end_matches(['"', '”', '’', '\'', ')', ']', '*', '_']).ends_with(['.', '!', '?', ':', '…', ';'])
}

fn first_word(words: &str) -> usize {
    words.split_whitespace().next().map_or(0, |w| w.chars().count())
}

/// The column at which the page's lines are broken, where they are.
pub(crate) fn width(text: &str, lines: &[Line]) -> Option<usize> {
    let words = |l: &Line| text.get(l.words.clone()).unwrap_or("");
    let pairs: Vec<(&Line, &Line)> = lines
        .windows(2)
        .filter_map(|w| match w {
            [a, b] => Some((a, b)),
            _ => None,
        })
        .filter(|(a, b)| {
            matches!(a.shape, Shape::Text | Shape::Item | Shape::Quote | Shape::Post)
                && matches!(b.shape, Shape::Text | Shape::Quote)
        })
        .collect();
    let mut widths: Vec<usize> = pairs.iter().map(|(a, _)| a.width).filter(|w| *w <= WIDEST).collect();
    widths.sort_unstable();
    let width = widths.get((widths.len().saturating_sub(1) * 9).div_ceil(10)).copied().filter(|w| *w >= NARROWEST)?;
    let long = lines.iter().filter(|l| l.width > WIDEST).count();
    if long >= pairs.len() {
        return None;
    }
    let count = |test: &dyn Fn(&Line, &Line) -> bool| pairs.iter().filter(|(a, b)| test(a, b)).count();
    let full = count(&|a, b| a.width <= WIDEST && overflows(a, words(b), width));
    let open = count(&|a, _| a.width <= WIDEST && !ends_sentence(words(a)));
    (full * 10 >= pairs.len() * 6 && open * 10 >= pairs.len() * 5).then_some(width)
}

fn overflows(line: &Line, next: &str, width: usize) -> bool {
    line.width + 1 + first_word(next) + SLACK > width
}

/// Whether `next`, on the line after `line`, belongs to the same paragraph.
pub(crate) fn goes_on(text: &str, line: &Line, next: &Line, width: Option<usize>, markdown: bool) -> bool {
    let (a, b) = (text.get(line.words.clone()).unwrap_or(""), text.get(next.words.clone()).unwrap_or(""));
    let lower = b.starts_with(char::is_lowercase);
    let open = !ends_sentence(a);
    match width {
        _ if lower && open => true,
        Some(_) if line.shape == Shape::Text && next.indent >= line.indent + 2 => false,
        Some(width) if line.width <= WIDEST => {
            overflows(line, b, width) || (markdown && open && line.width * 2 > width)
        }
        _ => {
            let last = a.rsplit(' ').next().unwrap_or("");
            open && (a.ends_with([',', '-', '–', '—', '(']) || (a.contains(' ') && words::is("goes_on", last)))
        }
    }
}
