//! The answers that the directory gives without a text.

use super::super::Directory;

#[test]
fn states_answer_to_name_adjective_and_codes() {
    let directory = Directory::new().unwrap();
    for (asked, id) in [
        ("Kazakhstan", "KAZ"),
        ("kazakhstan", "KAZ"),
        ("Kazakh", "KAZ"),
        ("KAZ", "KAZ"),
        ("kz", "KAZ"),
        ("705", "KAZ"),
        ("the Netherlands", "NLD"),
        ("Ivory Coast", "CIV"),
        ("Turkey", "TUR"),
        ("2", "USA"),
        ("usa", "USA"),
        ("U.S.", "USA"),
        ("260", "DEU"),
        ("XKX", "XKX"),
        ("Britain", "GBR"),
        ("South Korean", "KOR"),
        ("SUN", "SUN"),
    ] {
        assert_eq!(directory.state(asked).map(|s| s.id.clone()), Ok(id.to_owned()), "{asked}");
    }
}

#[test]
fn an_unknown_state_suggests_the_nearest() {
    let directory = Directory::new().unwrap();
    let error = directory.state("Kazahstan").unwrap_err();
    assert_eq!(error.nearest.first().map(String::as_str), Some("Kazakhstan"));
    assert!(directory.state("Qwertyland").unwrap_err().nearest.is_empty());
}

#[test]
fn the_example_of_the_document_is_read() {
    let document = include_str!("../../../../../docs/actors.md");
    let after = document.split("<!-- example").nth(1).unwrap();
    let table = after.split("```").nth(1).unwrap().trim_start_matches('\n');
    let directory = Directory::new().unwrap().with_user("example", table).unwrap();
    let date = |text: &str| text.parse().ok();
    let first = |name: &str| directory.lookup(name, date("2024-01-01"))[0].actor.clone();
    assert_eq!(first("Dr Doe").state_at(date("2024-01-01")), Some("KEN"));
    assert_eq!(first("Jane Doe").state_at(date("2020-01-01")), None);
    assert_eq!(first("LPC").id, "lakeside-power");
    assert_eq!(first("Astana").id, "astana-forum");
    // every column of the document's table is one that the reader takes
    let columns = document.split("| --- |").nth(1).unwrap().lines().filter_map(|l| l.split('`').nth(1));
    for column in columns.take_while(|c| *c != "from") {
        let table = format!("name\t{column}\nX Corp\t\n").replace("name\tname\n", "name\tid\n");
        assert!(Directory::new().unwrap().with_user("example", &table).is_ok(), "{column}");
    }
}

#[test]
fn a_users_table_goes_first_and_names_the_wrong_line() {
    let directory = Directory::new().unwrap();
    let user = "name\ttype\taliases\tstate\troles\nAcme /Doe/\tperson\t\t\tforeign minister KEN 2025/\nAstana Group\tcompany\tAstana\tKAZ\t\n";
    let directory = directory.with_user("mine.tsv", user).unwrap();
    assert_eq!(directory.lookup("Astana", None)[0].actor.id, "astana-group");
    assert_eq!(directory.lookup("Doe", None)[0].actor.state_at(None), Some("KEN"));
    let error = directory.with_user("mine.tsv", "name\tstate\nX Corp\tKZ\n").unwrap_err().to_string();
    assert!(error.contains("mine.tsv, line 2") && error.contains("alpha-3"), "{error}");
}
