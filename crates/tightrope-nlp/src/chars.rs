//! Character classes as Python's `str` methods define them.

use unicode_general_category::{GeneralCategory as G, get_general_category};

/// Python's `isspace`: Unicode white space and the four information separators.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Python's `isalpha`: general category L.
pub fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    matches!(
        get_general_category(c),
        G::UppercaseLetter | G::LowercaseLetter | G::TitlecaseLetter | G::ModifierLetter | G::OtherLetter
    )
}

/// Python's `isdigit`: decimal digits and signs that stand for one digit, such as superscripts.
pub fn is_digit(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    get_general_category(c) == G::DecimalNumber || is_digit_sign(c)
}

/// Signs of Numeric_Type=Digit in the Unicode character database.
fn is_digit_sign(c: char) -> bool {
    matches!(c,
        '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{1369}'..='\u{1371}' | '\u{19da}' | '\u{2070}' | '\u{2074}'..='\u{2079}'
        | '\u{2080}'..='\u{2089}' | '\u{2460}'..='\u{2468}' | '\u{2474}'..='\u{247c}' | '\u{2488}'..='\u{2490}'
        | '\u{24ea}' | '\u{24f5}'..='\u{24fd}' | '\u{24ff}' | '\u{2776}'..='\u{277e}' | '\u{2780}'..='\u{2788}'
        | '\u{278a}'..='\u{2792}' | '\u{10a40}'..='\u{10a43}' | '\u{10e60}'..='\u{10e68}' | '\u{11052}'..='\u{1105a}'
        | '\u{1f100}'..='\u{1f10a}')
}

/// spaCy's word shape: letters become `x` or `X`, digits `d`, and runs are cut to four; 100 characters or more are `LONG`.
pub fn word_shape(text: &str) -> String {
    if text.chars().count() >= 100 {
        return "LONG".to_owned();
    }
    let mut shape = String::with_capacity(text.len());
    let mut last = None;
    let mut repeats = 0;
    for c in text.chars() {
        let mark = if is_letter(c) {
            if c.is_uppercase() { 'X' } else { 'x' }
        } else if is_digit(c) {
            'd'
        } else {
            c
        };
        if last == Some(mark) {
            repeats += 1;
        } else {
            repeats = 0;
            last = Some(mark);
        }
        if repeats < 4 {
            shape.push(mark);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces() {
        assert!(is_space('\u{1c}') && is_space('\u{a0}') && is_space('\u{3000}') && !is_space('\u{200b}'));
    }

    #[test]
    fn letters_are_not_number_letters() {
        assert!(is_letter('é') && is_letter('ʰ') && is_letter('漢') && !is_letter('Ⅷ') && !is_letter('\u{0345}'));
        assert!(is_digit('²') && is_digit('①') && is_digit('٣') && !is_digit('½'));
    }

    #[test]
    fn shapes() {
        assert_eq!(word_shape("Kazakhstan's"), "Xxxxx'x");
        assert_eq!(word_shape("C5+1"), "Xd+d");
        assert_eq!(word_shape("1234567"), "dddd");
        assert_eq!(word_shape(&"a".repeat(100)), "LONG");
    }
}
