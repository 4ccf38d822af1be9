//! Subjects that the grammar leaves out: coordination, control, participles.

use super::extract::Propositions;
use super::syntax::{lower_lemma, preps_of};
use crate::codebook::Lexicon;
use tightrope_nlp::{Doc, Token};

/// Fills the subject of a clause that has none of its own: coordination, control, participles.
pub(super) fn fill_subject(doc: &Doc, found: &mut Propositions, k: usize, lexicon: &Lexicon, depth: usize) {
    let p = &found.all[k];
    let head = doc.token(p.head);
    // a passive with an agent of its own may still lack what it is done to
    let lacks = if p.passive { !p.args.iter().any(|a| matches!(a.role.as_str(), "obj" | "iobj")) } else { true };
    if depth > 8 || p.args.iter().any(|a| a.role == "subj") && !(p.passive && lacks) {
        return;
    }
    let governor = head.head();
    let from = match head.dep() {
        "conj" => {
            // "accused Russia of steering them there and closed the crossings": a finite verb goes on from a finite verb
            let finite = |t: Token<'_>| matches!(t.tag(), "VBD" | "VBZ" | "VBP");
            let sibling = if finite(head) && governor.tag() == "VBG" {
                governor.ancestors().find(|a| finite(*a)).unwrap_or(governor)
            } else {
                governor
            };
            // the subject goes on, whatever either verb does with it: "runs a refinery and was fined"
            Some((sibling, "subj"))
        }
        "xcomp" => {
            let controls_object = found.at(governor.i).is_some_and(|g| {
                lexicon.is("object-control", &g.lemma)
                    && g.args.iter().any(|a| matches!(a.role.as_str(), "obj" | "iobj"))
            });
            // "called on France to act": France is to act
            let by_preposition = found
                .at(governor.i)
                .filter(|g| !controls_object && lexicon.is("prep-control", &g.lemma))
                .and_then(|g| ["on", "upon", "to", "with"].into_iter().find(|r| g.args.iter().any(|a| a.role == *r)));
            Some((governor, by_preposition.unwrap_or(if controls_object { "obj" } else { "subj" })))
        }
        "advcl" | "ccomp" | "acomp" | "oprd" | "dep" => Some((governor, "subj")),
        "pcomp" => {
            // "sued Germany for arming Israel": Germany is said to have armed it
            let verb = governor.head();
            let blames = lexicon.is("for-control-preposition", &governor.lower())
                && found.at(verb.i).is_some_and(|g| {
                    lexicon.is("for-control", &lower_lemma(verb)) && g.args.iter().any(|a| a.role == "obj")
                });
            Some((verb, if blames { "obj" } else { "subj" }))
        }
        "acl" if matches!(head.tag(), "VB" | "VBP") => Some((governor, "subj")),
        _ => None,
    };
    let Some((governor, mut role)) = from else { return };
    if head.is_root() {
        return;
    }
    // a noun governor has no subject of its own: take the possessor, or the subject of the verb above it
    let mut at = governor;
    let mut steps = 0;
    while !found.by_head.contains_key(&at.i) && !at.is_root() && steps < 6 {
        if let Some(poss) = at.children().find(|c| c.dep() == "poss") {
            found.all[k].push("subj", poss, true);
            return;
        }
        at = at.head();
        role = "subj";
        steps += 1;
    }
    let Some(&g) = found.by_head.get(&at.i) else { return };
    if g == k {
        return;
    }
    fill_subject(doc, found, g, lexicon, depth + 1);
    let g_pred = &found.all[g];
    let passive_self = found.all[k].passive;
    let mut heads: Vec<usize> = g_pred.role(role).map(|a| a.head).collect();
    if heads.is_empty() && role == "obj" {
        heads = g_pred.role("iobj").map(|a| a.head).collect();
    }
    // "were signed and published": the passive subject is shared
    if heads.is_empty() || (role == "subj" && g_pred.passive) {
        let shared: Vec<usize> =
            g_pred.args.iter().filter(|a| matches!(a.role.as_str(), "obj" | "iobj")).map(|a| a.head).collect();
        if g_pred.passive && !shared.is_empty() {
            heads = shared;
        }
    }
    let own = if passive_self && !found.all[k].args.iter().any(|a| a.role == "obj") {
        "obj"
    } else if passive_self {
        return;
    } else {
        "subj"
    };
    for h in heads {
        found.all[k].push(own, doer(doc.token(h), lexicon), true);
    }
}

/// Whose deed the noun is, where it stands for one: "Peru's first move was to ...".
pub(super) fn doer<'a>(noun: Token<'a>, lexicon: &Lexicon) -> Token<'a> {
    if !lexicon.is("deed-noun", &lower_lemma(noun)) {
        return noun;
    }
    let owner = noun.children().find(|c| c.dep() == "poss");
    let named = || noun.children().find(|c| c.dep() == "amod" && c.text().starts_with(char::is_uppercase));
    let of = || preps_of(noun).into_iter().find(|(name, _)| name == "of").map(|(_, object)| object);
    owner.or_else(named).or_else(of).unwrap_or(noun)
}
