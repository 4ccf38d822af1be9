//! The soundness of the tables: reading them checks ids, codes, dates and roles; these checks go on from there.

use super::super::Directory;

#[test]
fn every_id_that_a_table_names_exists() {
    let directory = Directory::new().unwrap();
    let known = |id: &str| directory.by_id(id).is_some();
    for actor in directory.actors() {
        for role in &actor.roles {
            assert!(known(&role.of), "{}: role of {}", actor.id, role.of);
        }
        for member in &actor.members {
            assert!(known(member.trim_start_matches('@')), "{}: member {member}", actor.id);
        }
        for id in actor.parent.iter().chain(&actor.successor) {
            assert!(known(id), "{}: {id}", actor.id);
        }
    }
    for (name, id) in directory.cues.ids() {
        assert!(known(id), "ambiguous.tsv: {name}: {id}");
    }
}

/// Names, codes, adjectives and capitals against a list of countries that is not ours to ship.
#[test]
fn states_agree_with_an_outside_list() {
    let path = "../../../shared/actors/countries/countries.json";
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: the list of countries is not beside the repository");
        return;
    };
    let list: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let directory = Directory::new().unwrap();
    let mut wrong = Vec::new();
    for country in &list {
        let text = |pointer: &str| country.pointer(pointer).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
        let id = match text("/cca3").as_str() {
            "UNK" => "XKX".to_owned(),
            id => id.to_owned(),
        };
        if country["independent"].as_bool() != Some(true) && id != "XKX" {
            continue;
        }
        if directory.by_id(&id).is_none() {
            wrong.push(format!("{id} is not there"));
            continue;
        }
        let mut names = vec![text("/name/common"), text("/name/official"), text("/cca2")];
        let people = text("/demonyms/eng/m").replace(" or ", ", ");
        names.extend(people.split(", ").map(str::to_owned));
        names.extend(country["capital"].as_array().into_iter().flatten().filter_map(|c| c.as_str()).map(str::to_owned));
        // Translations that nobody writes.
        names.retain(|n| !n.is_empty() && n != "Nation of Brunei, Abode of Peace" && n != "City of San Marino");
        for name in &names {
            let found = directory.lookup(name, None);
            let codes = directory.state(name).map(|s| s.id.clone());
            if codes != Ok(id.clone()) && !found.iter().any(|r| r.actor.id == id) {
                wrong.push(format!("{name} should be {id}, is {:?}", found.first().map(|r| r.actor.id.clone())));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
