//! What holds for any statement and for any line that should be one.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use tightrope_statement::{
    Amount, Attribution, Certainty, CoderMark, Domain, Entity, EntityType, Event, Evidence, Polarity, Relation,
    Statement, Status, Time,
};

fn one_of<T: Clone + std::fmt::Debug + 'static>(all: &[T]) -> impl Strategy<Value = T> + use<T> {
    prop::sample::select(all.to_vec())
}

fn words() -> impl Strategy<Value = String> {
    "\\PC{0,8}|[\"\\\\\u{0}\u{1f}\n\t]{0,3}"
}

fn maybe<S: Strategy>(of: S) -> impl Strategy<Value = Option<S::Value>> {
    prop::option::of(of)
}

fn number() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("JSON has no other numbers", |n| n.is_finite())
}

fn entity() -> impl Strategy<Value = Entity> {
    (words(), words(), one_of(EntityType::ALL), maybe(words())).prop_map(|(id, name, kind, state)| Entity {
        id,
        name,
        kind,
        state,
    })
}

fn amount() -> impl Strategy<Value = Amount> {
    (maybe(number()), maybe(words()), maybe(any::<u32>()), maybe(number()))
        .prop_map(|(value, unit, rank, share)| Amount { value, unit, rank, share })
}

fn event() -> impl Strategy<Value = Event> {
    (words(), maybe(words()), prop::collection::vec(words(), 0..2), maybe(any::<u8>()), maybe(number())).prop_map(
        |(plover, mode, context, quad, goldstein)| Event {
            plover,
            cameo: mode.clone(),
            mode,
            context,
            quad,
            goldstein,
            plover_score: goldstein,
        },
    )
}

fn evidence() -> impl Strategy<Value = Evidence> {
    (words(), words(), words()).prop_map(|(before, exact, after)| {
        let start = before.len();
        Evidence::cut(&format!("{before}{exact}{after}"), start..start + exact.len()).unwrap()
    })
}

fn statement() -> impl Strategy<Value = Statement> {
    let relation = one_of(&Relation::all().collect::<Vec<_>>());
    let claim = (relation, maybe(entity()), maybe(entity()), prop::collection::vec(entity(), 0..2), maybe(words()));
    let marks = (one_of(Status::ALL), one_of(Polarity::ALL), one_of(Certainty::ALL), one_of(Domain::ALL));
    let said = prop::collection::vec((maybe(words()), words()).prop_map(|(id, name)| Attribution { id, name }), 0..3);
    let time = maybe((maybe(words()), words()).prop_map(|(edtf, text)| Time { edtf, text }));
    (claim, marks, said, time, maybe(amount()), maybe(event()), evidence(), words()).prop_map(
        |((relation, source, target, with, object), marks, attribution, time, amount, event, evidence, rule)| {
            let (status, polarity, certainty, domain) = marks;
            let mut made = Statement {
                id: String::new(),
                document: rule.clone(),
                relation,
                source,
                target,
                with,
                object,
                domains: vec![domain],
                status,
                polarity,
                certainty,
                attribution,
                time,
                amount,
                event,
                evidence,
                coder: CoderMark { version: "1".to_owned(), rule },
            };
            made.seal();
            made
        },
    )
}

proptest! {
    /// A statement is one line, and read again it is the same, to the last bit of its numbers.
    #[test]
    fn a_statement_read_again_is_the_same(made in statement()) {
        let line = serde_json::to_string(&made).unwrap();
        prop_assert!(!line.contains('\n'));
        let mut read: Statement = serde_json::from_str(&line).unwrap();
        prop_assert_eq!(&read, &made);
        read.seal();
        prop_assert_eq!(read.id, made.id);
    }

    /// A line cut short or altered is a statement or an error, and what is read can be written and read again.
    #[test]
    fn any_line_is_a_statement_or_refused(made in statement(), at: prop::sample::Index, put in "\\PC?", cut: bool) {
        let mut line = serde_json::to_string(&made).unwrap();
        let places: Vec<usize> = line.char_indices().map(|(i, _)| i).collect();
        let at = *at.get(&places);
        if cut {
            line.truncate(at);
        } else {
            let end = at + line[at..].chars().next().map_or(0, char::len_utf8);
            line.replace_range(at..end, &put);
        }
        if let Ok(read) = serde_json::from_str::<Statement>(&line) {
            let again = serde_json::from_str::<Statement>(&serde_json::to_string(&read).unwrap()).unwrap();
            prop_assert_eq!(again, read);
        }
    }

    #[test]
    fn evidence_slices_back(text in "(\\PC|\n){0,80}", from in 0usize..200, len in 0usize..200) {
        let bytes = from..from + len;
        match Evidence::cut(&text, bytes.clone()) {
            Some(cut) => {
                prop_assert_eq!(Some(cut.exact.as_str()), text.get(bytes));
                let sliced: String = text.chars().skip(cut.start).take(cut.end - cut.start).collect();
                prop_assert_eq!(&sliced, &cut.exact);
                let around = format!("{}{}{}", cut.prefix, cut.exact, cut.suffix);
                prop_assert!(text.contains(&around));
                prop_assert!(cut.prefix.chars().count() <= 32 && cut.suffix.chars().count() <= 32);
            }
            None => prop_assert!(text.get(bytes).is_none()),
        }
    }

    #[test]
    fn words_are_values_or_refused(word in "[a-z_]{0,12}|\\PC{0,8}") {
        prop_assert!(word.parse::<Relation>().is_ok_and(|r| r.name() == word) || word.parse::<Relation>().is_err());
        prop_assert!(word.parse::<Domain>().map_or_else(|e| e.to_string().contains(&word), |d| d.as_str() == word));
        prop_assert!(word.parse::<Status>().map_or_else(|e| e.to_string().contains("actual"), |s| s.as_str() == word));
    }
}
