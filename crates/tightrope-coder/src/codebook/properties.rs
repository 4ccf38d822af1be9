//! What holds for any file of a codebook: it is read, or refused by its name.

use super::{Codebook, FOLDERS};
use proptest::prelude::*;

/// Lines that the files are made of, right and wrong, for every folder.
fn file() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        9 => prop::sample::select(vec![
            "relation = \"aid\"",
            "relation = \"likes\"",
            "domains = [\"health\"]",
            "fixed_domains = true",
            "[[rule]]",
            "id = \"aid.give\"",
            "id = \"aid.\"",
            "definition = \"Help is given.\"",
            "verb = [\"give\", \"carry out\"]",
            "noun = [\"@gift\", \"food aid\", \"\"]",
            "adjective = [\"any\"]",
            "lexicon = [\"verb\"]",
            "source = [\"subj\"]",
            "wants = { obj = [\"@gift\"] }",
            "status = \"planned\"",
            "denied_as = \"aid.give\"",
            "priority = -2147483649",
            "pass = [\"A gave B aid. => AAA BBB\", \" => \"]",
            "# a remark",
            "gift, present",
            "offer,extend\tobj\tgive\toffered",
            "offer\tobj\tgive\tactual",
            "deny\tcomp\t-\tdenied",
            "Rafale\tFRA",
            "army\tmilitary political",
            "army\tmilitary  ",
            "\t",
            "\t\t\t",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ];
    prop::collection::vec(line, 0..14).prop_map(|lines| lines.join("\n"))
}

/// A rule that is right but for the words put in.
fn rule() -> impl Strategy<Value = String> {
    ("[a-z .\\\\\"@é]{0,8}", "[a-z .@é]{0,8}").prop_map(|(id, word)| {
        format!(
            "relation = \"aid\"\n[[rule]]\nid = \"aid.{id}\"\ndefinition = \"It is given.\"\nnoun = [\"{word}\"]\nverb = [\"give\"]\n"
        )
    })
}

proptest! {
    #[test]
    fn any_file_is_read_or_named(text in prop_oneof![file(), rule()]) {
        for folder in FOLDERS {
            let path = format!("{folder}/own.txt");
            match Codebook::from_files(&[(&path, &text)]) {
                Ok(book) => for rule in &book.rules {
                    prop_assert!(book.rule(&rule.id).is_some());
                    for trigger in &rule.triggers {
                        let mut led = book.candidates(trigger.kind, trigger.head());
                        prop_assert!(led.any(|(found, _)| found.id == rule.id), "{trigger:?}");
                    }
                },
                Err(e) => prop_assert!(e.to_string().contains(folder), "{e}"),
            }
        }
    }

    /// The order in which the files come changes nothing.
    #[test]
    fn order_does_not_matter(a in file(), b in rule(), c in file()) {
        let files = [("governors/a.tsv", a.as_str()), ("rules/b.toml", b.as_str()), ("lexicon/gift.txt", c.as_str())];
        let [x, y, z] = files;
        let told = |files: &[(&str, &str)]| Codebook::from_files(files).map(|book| format!("{:?}", book.rules));
        prop_assert_eq!(told(&[x, y, z]), told(&[z, y, x]));
    }
}
