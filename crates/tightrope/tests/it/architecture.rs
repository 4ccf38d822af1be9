//! Holds the arrows between the crates.

use cargo_metadata::MetadataCommand;
use std::collections::BTreeMap;

/// What each crate may use of the others. A new arrow is argued for in ARCHITECTURE.md before it is drawn here.
const ARROWS: &[(&str, &[&str])] = &[
    ("tightrope-text", &[]),
    ("tightrope-nlp", &[]),
    ("tightrope-statement", &[]),
    ("tightrope-coder", &["tightrope-nlp", "tightrope-statement", "tightrope-text"]),
    ("tightrope-ledger", &["tightrope-statement"]),
    ("tightrope-measures", &["tightrope-statement"]),
    (
        "tightrope",
        &[
            "tightrope-coder",
            "tightrope-ledger",
            "tightrope-measures",
            "tightrope-nlp",
            "tightrope-statement",
            "tightrope-text",
        ],
    ),
];

/// Crates that must not be used below the command: they read, fetch, draw or ask the clock.
const COMMAND_ONLY: &[&str] = &["clap", "miette", "indicatif", "comfy-table", "anstream"];

#[test]
fn arrows_point_one_way() {
    let metadata = MetadataCommand::new()
        .manifest_path("Cargo.toml")
        .no_deps()
        .other_options(vec!["--offline".to_owned()])
        .exec()
        .unwrap();
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    for package in &metadata.packages {
        let name = package.name.as_str();
        let allowed = allowed.get(name).unwrap_or_else(|| panic!("{name} has no place in the architecture"));
        for dependency in package.dependencies.iter().filter(|d| d.kind != cargo_metadata::DependencyKind::Development)
        {
            let other = dependency.name.as_str();
            assert!(!other.starts_with("tightrope") || allowed.contains(&other), "{name} must not use {other}");
            assert!(name == "tightrope" || !COMMAND_ONLY.contains(&other), "{name} must not use {other}");
        }
    }
    assert_eq!(metadata.packages.len(), ARROWS.len());
}

#[test]
fn files_open_with_what_they_are_for() {
    let root = "..";
    let mut folders = vec![std::path::PathBuf::from(root)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().is_none_or(|n| n != "target") {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                assert!(text.starts_with("//!"), "{} does not say what it is for", path.display());
                assert!(text.lines().count() <= 600, "{} is too long; split it", path.display());
            }
        }
    }
}
