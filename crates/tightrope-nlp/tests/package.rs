//! Installing, listing and damaging models.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};
use tightrope_nlp::package::{default_data_dir, ensure_default, find_default, install, list};
use tightrope_nlp::{Model, NlpError};

fn model() -> PathBuf {
    ensure_default(&default_data_dir().unwrap()).unwrap()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn folder_installs_lists_and_parses() {
    let dir = tempfile::tempdir().unwrap();
    let placed = install(model(), dir.path()).unwrap();
    // A second time replaces it.
    assert_eq!(install(model(), dir.path()).unwrap(), placed);
    assert_eq!(find_default(dir.path()).unwrap().as_ref(), Some(&placed));
    let models = list(dir.path()).unwrap();
    assert_eq!(models.len(), 1);
    let info = models[0].info.as_ref().unwrap();
    assert_eq!((info.lang.as_str(), info.version.as_str(), info.license.as_str()), ("en", "3.8.0", "MIT"));
    let texts: String = models[0].licences.iter().map(|(_, text)| text.as_str()).collect();
    assert!(texts.contains("MIT") && texts.contains("WordNet"));
    // The folder around it works as well.
    assert_eq!(Model::load(dir.path()).unwrap().parse("It works.").len(), 3);
}

#[test]
fn missing_and_empty_places_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    assert!(matches!(Model::load(&dir.path().join("no")), Err(NlpError::Missing { .. })));
    assert!(matches!(Model::load(dir.path()), Err(NlpError::NotAModel { .. })));
    let file = dir.path().join("text.whl");
    std::fs::write(&file, "not a wheel").unwrap();
    assert!(matches!(Model::load(&file), Err(NlpError::Wheel { .. })));
}

const FILES: &[&str] = &[
    "meta.json",
    "tokenizer",
    "vocab/lookups.bin",
    "tok2vec/model",
    "tagger/cfg",
    "tagger/model",
    "parser/model",
    "parser/moves",
    "ner/model",
    "ner/moves",
    "attribute_ruler/patterns",
    "lemmatizer/lookups/lookups.bin",
];

#[test]
fn truncated_and_garbled_files_are_errors() {
    let dir = tempfile::tempdir().unwrap();
    let broken = dir.path().join("model");
    copy(&model(), &broken);
    for file in FILES {
        let path = broken.join(file);
        let good = std::fs::read(&path).unwrap();
        for bad in [&good[..0], &good[..good.len() / 2], &good[..good.len() - 1], &b"\x92\x01\x02"[..], b"{}"] {
            std::fs::write(&path, bad).unwrap();
            let error = Model::load(&broken).expect_err(file).to_string();
            assert!(error.contains(file), "{file}: {error}");
        }
        std::fs::write(&path, &good).unwrap();
    }
    Model::load(&broken).unwrap();
}

#[test]
fn missing_files_are_errors() {
    let dir = tempfile::tempdir().unwrap();
    let broken = dir.path().join("model");
    copy(&model(), &broken);
    for file in FILES.iter().filter(|f| **f != "vocab/lookups.bin") {
        let aside = dir.path().join("aside");
        std::fs::rename(broken.join(file), &aside).unwrap();
        assert!(matches!(Model::load(&broken), Err(NlpError::Corrupt { .. })), "{file}");
        std::fs::rename(&aside, broken.join(file)).unwrap();
    }
}

#[test]
fn damaged_model_is_not_installed() {
    let dir = tempfile::tempdir().unwrap();
    let broken = dir.path().join("model");
    copy(&model(), &broken);
    std::fs::write(broken.join("ner/model"), b"\xc0").unwrap();
    let data = dir.path().join("data");
    assert!(matches!(install(&broken, &data), Err(NlpError::Corrupt { .. })));
    assert!(list(&data).unwrap().is_empty());
}

/// Damage that leaves a file its length: a model either fails to load with an error, or runs.
#[test]
fn flipped_bytes_never_panic() {
    let dir = tempfile::tempdir().unwrap();
    let broken = dir.path().join("model");
    copy(&model(), &broken);
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below as u64) as usize
    };
    let mut loaded = 0;
    for round in 0..8 {
        for file in FILES {
            let path = broken.join(file);
            let good = std::fs::read(&path).unwrap();
            let mut bad = good.clone();
            for _ in 0..=random(4) {
                // Half of the damage goes to the beginning, where the structure lies.
                let at = if round % 2 == 0 { random(bad.len().min(400)) } else { random(bad.len()) };
                bad[at] = random(256) as u8;
            }
            std::fs::write(&path, &bad).unwrap();
            if let Ok(model) = Model::load(&broken) {
                loaded += 1;
                model.parse("Rome's envoy won't sign http://x.org/pact, he said. Tokyo will.\n");
            }
            std::fs::write(&path, &good).unwrap();
        }
    }
    println!("{loaded} damaged models ran");
}
