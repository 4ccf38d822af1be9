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
fn a_users_table_goes_first_and_names_the_wrong_line() {
    let directory = Directory::new().unwrap();
    let user = "name\ttype\taliases\tstate\troles\nAcme /Doe/\tperson\t\t\tforeign minister KEN 2025/\nAstana Group\tcompany\tAstana\tKAZ\t\n";
    let directory = directory.with_user(user).unwrap();
    assert_eq!(directory.lookup("Astana", None)[0].actor.id, "astana-group");
    assert_eq!(directory.lookup("Doe", None)[0].actor.state_at(None), Some("KEN"));
    let error = directory.with_user("name\tstate\nX Corp\tKZ\n").unwrap_err().to_string();
    assert!(error.contains("your actors, line 2") && error.contains("alpha-3"), "{error}");
}
