//! Answers of the API that become files: bodies and exports. They go from the server to the disk without passing through
//! the page.

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use axum::body::Body;
use futures_util::StreamExt;
use http_body_util::BodyExt;
use tauri::{AppHandle, Manager, Runtime, State, ipc::Channel};
use tokio::{
    fs::{self, OpenOptions},
    io::AsyncWriteExt,
    sync::Notify,
};

use crate::{backend::Backend, commands::api_request};

/// Names that are tried beside one that is taken.
const NAMES_MAX: u32 = 1_000;
/// The page is told after so many bytes.
const PROGRESS_BYTES: u64 = 1_000_000;

/// What is being saved, by the page's own names for it.
#[derive(Default)]
pub struct Savings(Mutex<HashMap<String, Arc<Notify>>>);

/// Saves an answer to a GET in the folder for downloads, and answers where. A file that is there is never written over.
#[tauri::command]
pub async fn save<R: Runtime>(
    app: AppHandle<R>,
    backend: State<'_, Arc<Backend>>,
    savings: State<'_, Savings>,
    id: String,
    path: String,
    name: String,
    progress: Channel<u64>,
) -> Result<String, String> {
    let folder = app.path().download_dir().or_else(|_| app.path().home_dir()).map_err(|error| error.to_string())?;
    let request = api_request("GET", &path, &[], Vec::new())?;
    let response = backend.answer(request).await;
    if !response.status().is_success() {
        let problem = response.into_body().collect().await.map_err(|error| error.to_string())?.to_bytes();
        let problem: serde_json::Value = serde_json::from_slice(&problem).unwrap_or_default();
        return Err(problem["detail"].as_str().unwrap_or("The engine refused it.").to_owned());
    }
    let stop = Arc::new(Notify::new());
    savings.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), Arc::clone(&stop));
    let saved = tokio::select! {
        saved = write(response.into_body(), &folder, &name, |bytes| drop(progress.send(bytes))) => saved,
        () = stop.notified() => Err(io::Error::other("It was stopped.")),
    };
    savings.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    saved.map(|place| place.display().to_string()).map_err(|error| error.to_string())
}

/// Stops what is being saved. What was written of it is removed.
#[tauri::command]
pub fn stop_saving(savings: State<'_, Savings>, id: String) {
    if let Some(stop) = savings.0.lock().unwrap_or_else(PoisonError::into_inner).get(&id) {
        stop.notify_one();
    }
}

/// A file that is removed unless it was written whole.
struct Unfinished(Option<PathBuf>);

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            // Nothing is lost when it cannot be removed.
            let _ = std::fs::remove_file(path);
        }
    }
}

async fn write(body: Body, folder: &Path, name: &str, tell: impl Fn(u64)) -> io::Result<PathBuf> {
    fs::create_dir_all(folder).await?;
    let (path, mut file) = new_file(folder, name).await?;
    let mut unfinished = Unfinished(Some(path.clone()));
    let mut stream = body.into_data_stream();
    let (mut bytes, mut told) = (0, 0);
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(io::Error::other)?;
        file.write_all(&chunk).await?;
        bytes += chunk.len() as u64;
        if bytes - told >= PROGRESS_BYTES {
            told = bytes;
            tell(bytes);
        }
    }
    file.sync_all().await?;
    tell(bytes);
    unfinished.0 = None;
    Ok(path)
}

async fn new_file(folder: &Path, name: &str) -> io::Result<(PathBuf, fs::File)> {
    let name = harmless(name);
    let (stem, ending) =
        name.rsplit_once('.').map_or((name.as_str(), String::new()), |(stem, ending)| (stem, format!(".{ending}")));
    for number in 1..=NAMES_MAX {
        let path = folder.join(if number == 1 { name.clone() } else { format!("{stem} ({number}){ending}") });
        match OpenOptions::new().write(true).create_new(true).open(&path).await {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            opened => return opened.map(|file| (path, file)),
        }
    }
    Err(io::Error::from(io::ErrorKind::AlreadyExists))
}

/// A file's name without anything that leads elsewhere.
fn harmless(name: &str) -> String {
    let kept: String = name
        .chars()
        .map(|sign| if sign.is_alphanumeric() || "._- ".contains(sign) { sign } else { '-' })
        .take(120)
        .collect();
    let kept = kept.trim_matches(['.', ' ']).to_owned();
    if kept.is_empty() { "tacklebox".to_owned() } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_is_written_whole_and_never_over_another() {
        let folder = std::env::temp_dir().join(format!("tacklebox-saving-{}", std::process::id()));
        let told = Mutex::new(Vec::new());
        let save = async |bytes: &'static [u8]| {
            write(Body::from(bytes), &folder, "../a/b.json", |bytes| told.lock().unwrap().push(bytes)).await.unwrap()
        };
        let (first, second) = (save(b"{}").await, save(b"[1]").await);
        assert_eq!(first, folder.join("-a-b.json"));
        assert_eq!(second, folder.join("-a-b (2).json"));
        assert_eq!((std::fs::read(first).unwrap(), std::fs::read(second).unwrap()), (b"{}".to_vec(), b"[1]".to_vec()));
        assert_eq!(*told.lock().unwrap(), [2, 3]);
        let broken = futures_util::stream::iter([Ok("half"), Err(io::Error::other("gone"))]);
        assert!(write(Body::from_stream(broken), &folder, "half.json", |_| ()).await.is_err());
        assert!(!folder.join("half.json").exists());
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_name_leads_nowhere_else() {
        for (name, kept) in
            [("a b.har", "a b.har"), ("../../etc/passwd", "-..-etc-passwd"), ("C:\\x", "C--x"), ("..", "tacklebox")]
        {
            assert_eq!(harmless(name), kept);
        }
    }
}
