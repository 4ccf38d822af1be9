//! Runs the cases of `tests/actors/verdicts.txt`.

use super::super::{Directory, Standing};

#[test]
fn names_mean_what_the_cases_say() {
    let directory = Directory::new().unwrap();
    let mut wrong = Vec::new();
    for line in include_str!("../../../tests/actors/verdicts.txt").lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [date, name, want] = cells[..] else { panic!("three cells wanted: {line}") };
        let verdict = directory.verdict(name, Some(date.parse().unwrap()));
        let got: Vec<String> = verdict
            .readings
            .iter()
            .map(|v| match v.standing {
                Standing::Meant => v.actor.id.clone(),
                Standing::Open => format!("{}?", v.actor.id),
                Standing::Rejected => format!("-{}", v.actor.id),
            })
            .collect();
        let got = if got.is_empty() { "nobody".to_owned() } else { got.join(" ") };
        let same = want.strip_suffix('*').map_or(got == want, |start| format!("{got} ").starts_with(start));
        if !same || verdict.readings.iter().any(|v| v.reason.is_empty() || v.by.is_empty()) {
            wrong.push(format!("{line}\n   got {got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn memberships_go_by_the_day() {
    let directory = Directory::new().unwrap();
    let belongs = |date: &str| {
        let date = Some(date.parse().unwrap());
        directory.organisations_of("GBR").iter().any(|(org, m)| *org == "EU" && m.span.holds(date))
    };
    assert!(belongs("2019-06-01") && !belongs("2021-06-01"));
    assert_eq!(directory.verdict("Kazahstan", None).nearest.first().map(String::as_str), Some("Kazakhstan"));
}
