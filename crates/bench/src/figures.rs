//! The figures, in groups that are measured together.

mod capture;
mod deliver;
mod hanging;
mod latency;
mod memory;
mod pages;
mod start;
mod storage;

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::disk;
use crate::figure::Figure;
use crate::product::Product;
use crate::scale::Scale;
use crate::sink::Sink;

/// What every figure is measured with.
pub struct Bench {
    /// Where workspaces are made.
    pub folder: PathBuf,
    /// The file system there.
    pub file_system: String,
    /// How much is measured.
    pub scale: Scale,
    /// Whether filled workspaces of an earlier run are used.
    pub may_reuse: bool,
    /// The other side.
    pub sink: Sink,
}

/// What was measured.
pub struct Measured {
    /// Whether values are held against their goals.
    pub is_judged: bool,
    /// All of them.
    pub figures: Vec<Figure>,
}

type Measuring<'b> = Pin<Box<dyn Future<Output = Result<Vec<Figure>>> + 'b>>;

/// Figures that are measured together.
struct Group {
    name: &'static str,
    measure: for<'b> fn(&'b Bench) -> Measuring<'b>,
}

const GROUPS: [Group; 8] = [
    Group { name: "capture", measure: |bench| Box::pin(capture::measure(bench)) },
    Group { name: "deliver", measure: |bench| Box::pin(deliver::measure(bench)) },
    Group { name: "latency", measure: |bench| Box::pin(latency::measure(bench)) },
    Group { name: "hanging", measure: |bench| Box::pin(hanging::measure(bench)) },
    Group { name: "storage", measure: |bench| Box::pin(storage::measure(bench)) },
    Group { name: "memory", measure: |bench| Box::pin(memory::measure(bench)) },
    Group { name: "pages", measure: |bench| Box::pin(pages::measure(bench)) },
    Group { name: "start", measure: |bench| Box::pin(start::measure(bench)) },
];

/// The names of the groups.
pub fn names() -> Vec<&'static str> {
    GROUPS.iter().map(|group| group.name).collect()
}

/// Measures the groups that were asked for, or all.
pub async fn measure(bench: &Bench, only: &[String]) -> Result<Measured> {
    let mut figures = Vec::new();
    for group in GROUPS.iter().filter(|group| only.is_empty() || only.iter().any(|name| name == group.name)) {
        eprintln!("── measuring: {}", group.name);
        let started = Instant::now();
        let measured = (group.measure)(bench).await.with_context(|| format!("could not measure `{}`", group.name))?;
        eprintln!("   done in {:.1} s", started.elapsed().as_secs_f64());
        figures.extend(measured);
    }
    Ok(Measured { is_judged: bench.scale.is_judged, figures })
}

impl Bench {
    /// Prepares a folder of its own inside `folder`.
    pub fn new(folder: PathBuf, scale: Scale, may_reuse: bool, sink: Sink) -> Result<Self> {
        std::fs::create_dir_all(folder.join("bench"))?;
        let file_system = disk::file_system(&folder)?;
        Ok(Self { folder, file_system, scale, may_reuse, sink })
    }

    /// Where workspaces are made.
    pub fn workspaces(&self) -> PathBuf {
        self.folder.join("bench")
    }

    /// Starts the product on an empty workspace.
    pub async fn product(&self, name: &str) -> Result<Product> {
        let folder = self.workspaces().join(name);
        remove(&folder)?;
        Product::start(&folder).await
    }

    /// Stops a product and removes its workspace.
    pub async fn discard(&self, product: Product) -> Result<()> {
        let folder = product.folder().to_owned();
        product.stop().await?;
        remove(&folder)
    }

    /// The same, at once: it would wait for attempts that hang.
    pub async fn kill(&self, product: Product) -> Result<()> {
        let folder = product.folder().to_owned();
        product.kill().await?;
        remove(&folder)
    }
}

fn remove(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}
