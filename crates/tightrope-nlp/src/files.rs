//! Where a model's files come from: a folder or a wheel.

use crate::error::{NlpError, Result};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use zip::ZipArchive;
use zip::result::ZipError;

/// Folders below the given one that are searched for a model.
const SEARCH_DEPTH: usize = 3;
/// Largest file of a model that is read.
const LARGEST_FILE: u64 = 1 << 30;

/// The files of one model.
pub(crate) enum ModelFiles {
    Folder(PathBuf),
    Wheel { path: PathBuf, archive: Mutex<ZipArchive<File>>, prefix: String },
}

impl ModelFiles {
    /// Finds the model at a path: its folder, a folder around it, or a wheel.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let meta = std::fs::metadata(path).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => NlpError::Missing { path: path.to_owned() },
            _ => io_error("read", path)(e),
        })?;
        if meta.is_dir() { Self::open_folder(path) } else { Self::open_wheel(path) }
    }

    fn open_folder(path: &Path) -> Result<Self> {
        let mut level = vec![path.to_owned()];
        for _ in 0..=SEARCH_DEPTH {
            let mut found: Vec<&PathBuf> = level.iter().filter(|dir| dir.join("config.cfg").is_file()).collect();
            found.sort();
            match found.as_slice() {
                [] => {}
                [one] => return Ok(ModelFiles::Folder((*one).clone())),
                many => {
                    let why = format!("it holds {} models; name one of them", many.len());
                    return Err(NlpError::NotAModel { path: path.to_owned(), why });
                }
            }
            let mut below = Vec::new();
            for dir in &level {
                for entry in std::fs::read_dir(dir).map_err(io_error("read", dir))? {
                    let entry = entry.map_err(io_error("read", dir))?.path();
                    if entry.is_dir() {
                        below.push(entry);
                    }
                }
            }
            level = below;
        }
        Err(NlpError::NotAModel { path: path.to_owned(), why: "there is no `config.cfg` in it".to_owned() })
    }

    fn open_wheel(path: &Path) -> Result<Self> {
        let wheel = |e: ZipError| NlpError::Wheel { path: path.to_owned(), why: e.to_string() };
        let file = File::open(path).map_err(io_error("read", path))?;
        let archive = ZipArchive::new(file).map_err(wheel)?;
        let mut configs = Vec::new();
        for name in archive.file_names() {
            let name = name.map_err(wheel)?;
            if name == "config.cfg" || name.ends_with("/config.cfg") {
                configs.push(name.into_owned());
            }
        }
        configs.sort_by_key(|n| (n.matches('/').count(), n.clone()));
        let Some(first) = configs.first() else {
            let why = "there is no `config.cfg` in it".to_owned();
            return Err(NlpError::NotAModel { path: path.to_owned(), why });
        };
        let prefix = first.strip_suffix("config.cfg").unwrap_or_default().to_owned();
        Ok(ModelFiles::Wheel { path: path.to_owned(), archive: Mutex::new(archive), prefix })
    }

    /// Copies all files of the model into a new folder.
    pub(crate) fn copy_to(&self, target: &Path) -> Result<()> {
        for name in self.names()? {
            let path = target.join(&name);
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent).map_err(io_error("create", parent))?;
            }
            std::fs::write(&path, self.read(&name)?).map_err(io_error("write", &path))?;
        }
        Ok(())
    }

    /// Names of all files, relative to the model's folder.
    fn names(&self) -> Result<Vec<String>> {
        match self {
            ModelFiles::Folder(dir) => {
                let mut names = Vec::new();
                let mut below = vec![(dir.clone(), String::new(), 0)];
                while let Some((dir, prefix, depth)) = below.pop() {
                    for entry in std::fs::read_dir(&dir).map_err(io_error("read", &dir))? {
                        let entry = entry.map_err(io_error("read", &dir))?;
                        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
                        let path = entry.path();
                        if path.is_file() {
                            names.push(name);
                        } else if path.is_dir() && depth < SEARCH_DEPTH {
                            below.push((path, format!("{name}/"), depth + 1));
                        }
                    }
                }
                names.sort();
                Ok(names)
            }
            ModelFiles::Wheel { path, archive, prefix } => {
                let archive = archive.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                let mut names = Vec::new();
                for name in archive.file_names() {
                    let name = name.map_err(|e| NlpError::Wheel { path: path.clone(), why: e.to_string() })?;
                    let Some(inner) = name.strip_prefix(prefix.as_str()) else { continue };
                    let safe =
                        inner.split('/').all(|part| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']));
                    // Folders end with a slash; anything else that would leave the folder is not taken along.
                    if safe {
                        names.push(inner.to_owned());
                    }
                }
                names.sort();
                Ok(names)
            }
        }
    }

    /// The bytes of a file that must be there.
    pub(crate) fn read(&self, name: &str) -> Result<Vec<u8>> {
        self.read_if_there(name)?.ok_or_else(|| NlpError::corrupt(name, "it is missing"))
    }

    /// The bytes of a file, or nothing if there is none.
    pub(crate) fn read_if_there(&self, name: &str) -> Result<Option<Vec<u8>>> {
        match self {
            ModelFiles::Folder(dir) => {
                let path = dir.join(name);
                match std::fs::read(&path) {
                    Ok(bytes) => Ok(Some(bytes)),
                    Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
                    Err(e) => Err(io_error("read", &path)(e)),
                }
            }
            ModelFiles::Wheel { path, archive, prefix } => {
                let mut archive = archive.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                let bad = |why: String| NlpError::Wheel { path: path.clone(), why };
                let entry = match archive.by_name(&format!("{prefix}{name}")) {
                    Ok(entry) => entry,
                    Err(ZipError::FileNotFound) => return Ok(None),
                    Err(e) => return Err(bad(e.to_string())),
                };
                if entry.size() > LARGEST_FILE {
                    return Err(bad(format!("`{name}` is too large")));
                }
                let mut bytes = Vec::new();
                entry.take(LARGEST_FILE).read_to_end(&mut bytes).map_err(|e| bad(format!("`{name}`: {e}")))?;
                Ok(Some(bytes))
            }
        }
    }
}

/// Makes an error of a failed operation on a path.
pub(crate) fn io_error(action: &'static str, path: &Path) -> impl FnOnce(std::io::Error) -> NlpError {
    let path = path.to_owned();
    move |source| NlpError::Io { action, path, source }
}
