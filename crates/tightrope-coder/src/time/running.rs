//! The dates that a running text has named when it says "three days later".

use super::expr::TimeExpr;
use super::resolve::{Anchor, TimeContext};
use jiff::civil::Date;

/// For each time of a text, in order, the date that the words before it have established; with the last of all for what
/// follows the text.
///
/// `lead` is the date at the text's head, which governs; `before` is the last date of what went before, `date` the
/// document's own. Under a head only what lies after it moves the story on: earlier dates there are background.
pub fn running_dates<'a>(
    times: impl Iterator<Item = &'a TimeExpr>,
    lead: Option<Anchor>,
    before: Option<Anchor>,
    date: Option<Date>,
) -> (Vec<Option<Anchor>>, Option<Anchor>) {
    let mut last = lead.or(before);
    let found = times
        .map(|time| {
            let here = last;
            if let TimeExpr::At(_) = time {
                let ctx = TimeContext { document_date: date, reference: here, ..TimeContext::default() };
                let named = time.resolve(&ctx).and_then(|e| Anchor::parse(&e, lead.is_some()));
                if let Some(named) = named.filter(|n| lead.is_none_or(|l| n.date >= l.date)) {
                    last = Some(named);
                }
            }
            here
        })
        .collect();
    (found, last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::find::find;

    fn dates(text: &str, lead: Option<&str>) -> Vec<Option<String>> {
        let times: Vec<TimeExpr> = find(text).into_iter().map(|(_, expr)| expr).collect();
        let lead = lead.and_then(|l| Anchor::parse(l, true));
        let (found, _) = running_dates(times.iter(), lead, None, "2025-06-18".parse().ok());
        found.into_iter().map(|a| a.map(|a| a.date.to_string())).collect()
    }

    #[test]
    fn a_story_goes_on_from_the_date_it_named() {
        let text = "On 3 March 2021 they met. Two days later they signed. The next month it failed.";
        let at = dates(text, None);
        assert_eq!(at, [None, Some("2021-03-03".to_owned()), Some("2021-03-05".to_owned())]);
    }

    #[test]
    fn background_under_a_head_moves_nothing() {
        let at = dates("In 2014 they had quarrelled. A week later they signed.", Some("2021-03-03"));
        assert_eq!(at, [Some("2021-03-03".to_owned()), Some("2021-03-03".to_owned())]);
    }
}
