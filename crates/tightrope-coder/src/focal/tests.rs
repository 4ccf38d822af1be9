//! Faulty weights of the choice are named, and without weights there is no choice.

use super::Focals;

fn read(weights: &str) -> Result<Option<Focals>, String> {
    Focals::read(&[("focal/great_powers.txt", "# head\nUSA\n"), ("focal/weights.tsv", weights)])
        .map_err(|e| e.to_string())
}

#[test]
fn faulty_weights_are_named() {
    assert!(read("told\tmost\t1\nspoken\tmost\t2\n").unwrap().is_some());
    let error = |weights: &str| read(weights).unwrap_err();
    assert!(error("told\tmost\n").contains("focal/weights.tsv: line 1: three columns wanted"));
    assert!(error("told\tmost\t1\nsung\tmost\t1\n").contains("line 2: the first column is \"told\" or \"spoken\""));
}

#[test]
fn without_weights_nothing_is_weighed() {
    assert!(Focals::read(&[("focal/great_powers.txt", "USA\n")]).unwrap().is_none());
}
