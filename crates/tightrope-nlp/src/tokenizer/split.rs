//! Splitting one span: exceptions, prefixes, suffixes, addresses, infixes.

use super::Tokenizer;

impl Tokenizer {
    /// Calls `emit` with the text and norm of each token of `span`, in order.
    ///
    /// `exceptions` says whether exceptions are looked up.
    pub(super) fn split<'t>(&'t self, span: &'t str, exceptions: bool, mut emit: impl FnMut(&'t str, Option<&'t str>)) {
        let exception = |s: &str| if exceptions { self.exception(s) } else { None };
        if let Some(pieces) = exception(span) {
            for piece in pieces {
                emit(&piece.text, piece.norm.as_deref());
            }
            return;
        }
        let mut suffixes: Vec<&str> = Vec::new();
        let mut rest = span;
        let mut last = 0;
        while !rest.is_empty() && rest.len() != last {
            if exception(rest).is_some() {
                break;
            }
            last = rest.len();
            let prefix = self.rules.prefix(rest);
            let (head, without_prefix) = rest.split_at(prefix);
            if prefix > 0 && !without_prefix.is_empty() && exception(without_prefix).is_some() {
                emit(head, None);
                rest = without_prefix;
                break;
            }
            let suffix = self.rules.suffix(without_prefix);
            let (without_suffix, tail) = rest.split_at(rest.len() - suffix);
            if suffix > 0 && !without_suffix.is_empty() && exception(without_suffix).is_some() {
                suffixes.push(tail);
                rest = without_suffix;
                break;
            }
            if prefix > 0 {
                emit(head, None);
                rest = without_prefix;
            }
            if suffix > 0 {
                suffixes.push(tail);
                rest = &rest[..rest.len() - suffix];
            }
        }
        if !rest.is_empty() {
            if let Some(pieces) = exception(rest) {
                for piece in pieces {
                    emit(&piece.text, piece.norm.as_deref());
                }
            } else if self.rules.is_url(rest) {
                emit(rest, None);
            } else {
                self.split_infixes(rest, &mut emit);
            }
        }
        for suffix in suffixes.iter().rev() {
            emit(suffix, None);
        }
    }

    fn split_infixes<'t>(&'t self, rest: &'t str, emit: &mut impl FnMut(&'t str, Option<&'t str>)) {
        let mut start = 0;
        self.rules.infixes(rest, |from, to| {
            if from == 0 {
                return;
            }
            if from != start {
                emit(&rest[start..from], None);
            }
            if from != to {
                emit(&rest[from..to], None);
            }
            start = to;
        });
        if start < rest.len() {
            emit(&rest[start..], None);
        }
    }
}
