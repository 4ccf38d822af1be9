//! What the vectors promise, on statements written by hand.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::{Value, json};
use tightrope_measures::{Nature, Vectors, Weights, ties, vectors};
use tightrope_statement::{Domain, Relation, Statement};

fn party(text: &str) -> Value {
    // "CHN" is a state, "EU." an organisation, "rosatom:RUS" a company of a state, "BRI*" an initiative.
    if let Some((id, state)) = text.split_once(':') {
        json!({"id": id, "name": id, "type": "company", "state": state})
    } else if let Some(id) = text.strip_suffix('.') {
        json!({"id": id, "name": id, "type": "organisation", "state": null})
    } else if let Some(id) = text.strip_suffix('*') {
        json!({"id": id, "name": id, "type": "initiative", "state": null})
    } else {
        json!({"id": text, "name": text, "type": "state", "state": text})
    }
}

/// One statement from "id source relation target status domains", domains comma-separated or "-".
fn statement(line: &str) -> Statement {
    let w: Vec<&str> = line.split_whitespace().collect();
    let domains: Vec<&str> = if w[5] == "-" { vec![] } else { w[5].split(',').collect() };
    let (status, polarity) = w[4].strip_suffix('!').map_or((w[4], "affirmed"), |s| (s, "denied"));
    serde_json::from_value(json!({
        "id": w[0], "document": "d", "relation": w[2], "source": party(w[1]),
        "target": if w[3] == "-" { Value::Null } else { party(w[3]) },
        "with": w.get(6).map(|w| w.split(',').map(party).collect::<Vec<_>>()).unwrap_or_default(),
        "object": null, "domains": domains, "status": status, "polarity": polarity, "time": null, "amount": null,
        "event": null, "evidence": {"start": 0, "end": 1, "exact": "x", "prefix": "", "suffix": ""},
        "coder": {"version": "1", "rule": "r"}
    }))
    .unwrap()
}

fn measure(focal: &str, lines: &str, powers: Option<&[String]>) -> Vectors {
    let statements: Vec<Statement> = lines.lines().filter(|l| !l.trim().is_empty()).map(statement).collect();
    vectors(focal, &statements, powers, &Weights::standard().unwrap())
}

const PAGE: &str = "
    s1 CHN lends_to KAZ offered -
    s2 rosatom:RUS builds KAZ planned energy,nuclear
    s3 KAZ member_of CSTO. actual military
    s4 KAZ hosts_forces_of RUS actual -
    s5 KAZ hosts_forces_of RUS actual -
    s6 KAZ member_of NATO. actual! military
    s7 USA restricts_trade KAZ actual trade
    s8 KAZ participates_in BRI* actual -
    s9 CHN proposes BRI* actual -
    s10 KAZ agreement CHN signed trade
    s11 CHN trades_with KAZ ended trade
    s12 KAZ request CHN actual -
";

#[test]
fn powers_cells_and_shares() {
    let v = measure("KAZ", PAGE, None);
    let row = |id: &str| v.powers.iter().find(|r| r.id == id);
    assert_eq!(v.powers.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["RUS", "CHN", "CSTO", "USA"]);
    let russia = row("RUS").unwrap();
    let military = &russia.cells[&Domain::Military];
    assert_eq!((military.in_force.ties, military.in_force.weight), (1, 3.0), "told twice, one tie");
    assert_eq!(military.in_force.statements, ["s4", "s5"]);
    assert_eq!(russia.cells[&Domain::Nuclear].prospective.weight, 0.5, "shared with energy");
    let china = row("CHN").unwrap();
    assert_eq!(china.cells[&Domain::Political].in_force.ties, 1, "the initiative counts for its proposer");
    assert_eq!((china.cells[&Domain::Trade].signed.ties, china.cells[&Domain::Trade].ended.ties), (1, 1));
    assert_eq!(china.weight, 0.6 + 1.0 + 1.6);
    assert!(row("NATO").is_none(), "denied");
    let usa = row("USA").unwrap();
    assert_eq!((usa.friction.ties, usa.share, usa.cells.len()), (1, None, 0));
    let shares: f64 = v.powers.iter().filter_map(|r| r.share).sum();
    assert!((shares - 1.0).abs() < 1e-12);
    assert_eq!(v.overall.unwrap().powers, 3);
    let spread = |d| v.domains.iter().find(|s| s.domain == d).unwrap().spread;
    assert_eq!(spread(Domain::Military).unwrap().powers, 2);
    assert_eq!(spread(Domain::Trade), None, "one power is no balance");
}

#[test]
fn chosen_powers_and_the_other_side() {
    let v = measure("KAZ", PAGE, Some(&["CHN".to_owned()]));
    assert_eq!(v.powers.len(), 1);
    assert_eq!(v.powers[0].share, Some(1.0));
    assert_eq!(v.overall, None);
    assert_eq!(measure("RUS", PAGE, None).powers[0].id, "KAZ");
    assert_eq!(measure("FRA", PAGE, None).powers.len(), 0);
}

#[test]
fn co_signers_and_crossed_states() {
    let page = "s1 KAZ agreement IRN sought transport TKM\ns2 IND corridor RUS planned transport KAZ,UZB";
    let ids = |focal| measure(focal, page, None).powers.iter().map(|r| r.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids("KAZ"), ["IND", "RUS", "IRN", "TKM"]);
    assert_eq!(ids("TKM"), ["IRN", "KAZ"]);
    assert_eq!(ids("UZB"), ["IND", "RUS"]);
}

#[test]
fn those_who_act_together_are_not_tied_by_it() {
    let page = "s1 SAU sanction QAT actual - ARE,EGY";
    let ids = |focal| measure(focal, page, None).powers.iter().map(|r| r.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids("QAT"), ["ARE", "EGY", "SAU"]);
    assert_eq!(ids("SAU"), ["QAT"]);
    assert_eq!(ids("ARE"), ["QAT"]);
}

#[test]
fn symmetric_ties_fold_either_way() {
    let page = "s1 KAZ partner_of CHN actual -\ns2 CHN partner_of KAZ actual -\ns3 CHN partner_of KAZ ended -";
    let statements: Vec<Statement> = page.lines().map(statement).collect();
    let found = ties("KAZ", &statements, &Weights::standard().unwrap());
    assert_eq!(
        found.iter().map(|t| (t.statements.len(), t.nature)).collect::<Vec<_>>(),
        [(2, Nature::Bond), (1, Nature::Bond)]
    );
}

#[test]
fn agreements_on_other_things_are_other_ties() {
    let page = "s1 KAZ agreement CHN signed energy,nuclear\ns2 KAZ agreement CHN signed trade\ns3 KAZ agreement CHN signed nuclear";
    let statements: Vec<Statement> = page.lines().map(statement).collect();
    let found = ties("KAZ", &statements, &Weights::standard().unwrap());
    assert_eq!(found.iter().map(|t| t.statements.len()).collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn weights_are_checked() {
    let file = Weights::standard_file();
    for (from, to) in [("aid = ", "aids = "), ("weight = 3.0", "weight = -3.0"), ("[bond]", "[bonds]")] {
        assert!(Weights::parse(&file.replace(from, to)).is_err(), "{to}");
    }
    let weights = Weights::standard().unwrap();
    for relation in Relation::all() {
        assert!(weights.bond(relation).is_none() || weights.friction(relation).is_none(), "{relation}");
    }
}

proptest! {
    /// The order in which statements come changes nothing but the order of the evidence.
    #[test]
    fn order_does_not_matter(seed in prop::collection::vec(0usize..12, 1..40)) {
        let lines: Vec<&str> = PAGE.lines().filter(|l| !l.trim().is_empty()).collect();
        let mut picked: Vec<&str> = seed.iter().map(|i| lines[*i]).collect();
        let forward = measure("KAZ", &picked.join("\n"), None);
        picked.reverse();
        let backward = measure("KAZ", &picked.join("\n"), None);
        prop_assert_eq!(forward.powers.len(), backward.powers.len());
        for (a, b) in forward.powers.iter().zip(&backward.powers) {
            prop_assert_eq!(&a.id, &b.id);
            prop_assert!((a.weight - b.weight).abs() < 1e-9);
        }
    }

    /// Any text is a table of weights, none of them below zero, or refused with what is wrong.
    #[test]
    fn any_weights_are_read_or_refused(status in "((actual|ended|likely) = (1|0.5|-1|nan)\n)?", lines in prop::collection::vec(prop_oneof![
        9 => prop::sample::select(vec![
            "actual = 1.0", "lends_to = { weight = 2.0, domain = \"finance\" }", "likes = { weight = 1, domain = \"other\" }",
            "aid = { weight = inf, domain = \"other\" }", "accuse = { weight = 0.5, domain = \"political\" }", "# why",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ], 0..8)) {
        match Weights::parse(&format!("[status]\n{status}[bond]\n[friction]\n{}", lines.join("\n"))) {
            Ok(weights) => for relation in Relation::all() {
                let weight = weights.bond(relation).or(weights.friction(relation)).map_or(0.0, |w| w.weight);
                prop_assert!(weight.is_finite() && weight >= 0.0);
            },
            Err(e) => prop_assert!(!e.to_string().is_empty()),
        }
    }
}
