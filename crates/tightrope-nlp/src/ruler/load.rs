//! Reading the ruler's patterns.

use super::{Change, Rule, Ruler, Symbols, Test, Words};
use crate::error::{NlpError, Result};
use crate::msgpack::{Node, decode};
use crate::table::StringTable;
use fancy_regex::Regex;

impl Ruler {
    /// From the bytes of the pipeline's `patterns`; strings are added to `table`.
    pub(crate) fn load(file: &str, bytes: &[u8], table: &mut StringTable) -> Result<Self> {
        let value = decode(file, bytes)?;
        let root = Node::new(file, &value);
        let mut rules = Vec::new();
        for entry in root.list("the patterns")? {
            let change = read_change(entry.get("attrs")?, table)?;
            let target = match entry.find("index") {
                Some(index) => {
                    usize::try_from(index.u64("index")?).map_err(|_| entry.error("an index is too large"))?
                }
                None => 0,
            };
            for pattern in entry.get("patterns")?.list("patterns")? {
                let tokens = pattern.list("a pattern")?.map(|t| read_tests(t, table)).collect::<Result<Vec<_>>>()?;
                if target >= tokens.len() {
                    return Err(entry.error("a pattern's index lies outside it"));
                }
                rules.push(Rule { tokens, target, change });
            }
        }
        Ok(Ruler { rules })
    }
}

fn read_change(node: Node<'_>, table: &mut StringTable) -> Result<Change> {
    let mut change = Change::default();
    for (key, value) in node.map("attrs")? {
        let value = value.str("an attribute's value")?;
        match key.str("an attribute")? {
            "TAG" => change.tag = Some(table.intern(value)),
            "DEP" => change.dep = Some(table.intern(value)),
            "POS" => change.pos = Some(table.intern(value)),
            "LEMMA" => change.lemma = Some(table.intern(value)),
            "MORPH" => change.morph = Some(table.intern(if value == "_" { "" } else { value })),
            other => return Err(NlpError::unsupported(format!("its attribute ruler sets {other}"))),
        }
    }
    Ok(change)
}

fn read_tests(node: Node<'_>, table: &mut StringTable) -> Result<Vec<Test>> {
    let mut tests = Vec::new();
    for (key, value) in node.map("a token's pattern")? {
        let key = key.str("an attribute")?;
        if key == "IS_SPACE" {
            tests.push(Test::IsSpace(value.bool(key)?));
            continue;
        }
        let predicates = match value.as_str() {
            Some(word) => vec![("IN", vec![word])],
            None => {
                let mut predicates = Vec::new();
                for (name, operand) in value.map("a predicate")? {
                    let name = name.str("a predicate")?;
                    let words = match operand.as_str() {
                        Some(word) => vec![word],
                        None => operand.list(name)?.map(|w| w.str("a word")).collect::<Result<Vec<_>>>()?,
                    };
                    predicates.push((name, words));
                }
                predicates
            }
        };
        for (name, words) in predicates {
            tests.push(read_test(node, key, name, &words, table)?);
        }
    }
    Ok(tests)
}

fn read_test(node: Node<'_>, key: &str, name: &str, words: &[&str], table: &mut StringTable) -> Result<Test> {
    let unknown = || NlpError::unsupported(format!("its attribute ruler tests {key} by {name}"));
    if key == "LOWER" {
        let set = || words.iter().map(|w| Box::from(*w)).collect();
        return Ok(Test::Lower(match (name, words) {
            ("IN", _) => Words::In(set()),
            ("NOT_IN", _) => Words::NotIn(set()),
            ("REGEX", [source]) => {
                let regex = Regex::new(source).map_err(|e| node.error(format!("a pattern does not compile: {e}")))?;
                Words::Match(Box::new(regex))
            }
            _ => return Err(unknown()),
        }));
    }
    let list = words.iter().map(|w| table.intern(w)).collect();
    let symbols = match name {
        "IN" => Symbols::In(list),
        "NOT_IN" => Symbols::NotIn(list),
        _ => return Err(unknown()),
    };
    match key {
        "TAG" => Ok(Test::Tag(symbols)),
        "DEP" => Ok(Test::Dep(symbols)),
        _ => Err(unknown()),
    }
}
