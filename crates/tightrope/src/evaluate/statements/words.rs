//! Names and phrases brought to one form before they are compared.

use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Without case, accents, quotation marks and full stops; other signs are one space; "organization" is spelt so; a
/// leading "the" falls away.
pub(super) fn plain(text: &str) -> String {
    let folded = unicase::UniCase::unicode(text.nfkd().collect::<String>()).to_folded_case();
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        if canonical_combining_class(c) != 0 || matches!(c, '.' | '\'' | '’' | '"' | '“' | '”' | '‘' | '#') {
            continue;
        }
        if is_word(c) {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    let out = out.trim_end().replace("organisation", "organization");
    out.strip_prefix("the ").map(str::to_owned).unwrap_or(out)
}

/// Letters and numbers of every script.
fn is_word(c: char) -> bool {
    use GeneralCategory as G;
    matches!(
        get_general_category(c),
        G::UppercaseLetter
            | G::LowercaseLetter
            | G::TitlecaseLetter
            | G::ModifierLetter
            | G::OtherLetter
            | G::DecimalNumber
            | G::LetterNumber
            | G::OtherNumber
    )
}

/// The plain form without spaces.
pub(super) fn flat(text: &str) -> String {
    plain(text).replace(' ', "")
}

/// Whether the words of one are all among those of the other; never where one has none.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    let (a, b) = (plain(a), plain(b));
    let a: std::collections::BTreeSet<&str> = a.split(' ').filter(|w| !w.is_empty()).collect();
    let b: std::collections::BTreeSet<&str> = b.split(' ').filter(|w| !w.is_empty()).collect();
    !a.is_empty() && !b.is_empty() && (a.is_subset(&b) || b.is_subset(&a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_form() {
        assert_eq!(plain("The  Org. of “Türkiye’s”--Organisation_2"), "org of turkiyes organization 2");
        assert_eq!(flat("C5+1"), "c51");
        assert_eq!(plain("ﬁnance STRASSE Straße"), "finance strasse strasse");
        assert!(same_words("the Kremlin", "Kremlin spokesman") && !same_words("", "x"));
    }
}
