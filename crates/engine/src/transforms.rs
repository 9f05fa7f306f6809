//! Runs the transforms of subscriptions, off the threads that serve others.
//!
//! A source is checked once and kept until it changes. Few run at the same time, since each may take memory up to its
//! limit; the others wait.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::Subscription;
use domain::id::SubscriptionId;
use tokio::sync::Semaphore;
use transform::{ErrorKind, Limits, Run, Transform, TransformError, Webhook};

/// Transforms that run at the same time.
const RUNNING_MAX: usize = 4;

/// The transforms of subscriptions.
pub(crate) struct Transforms {
    checked: Mutex<HashMap<SubscriptionId, Transform>>,
    running: Semaphore,
}

impl Default for Transforms {
    fn default() -> Self {
        Self { checked: Mutex::default(), running: Semaphore::new(RUNNING_MAX) }
    }
}

impl Transforms {
    /// Runs the transform of a subscription on a request.
    pub(crate) async fn run(&self, subscription: &Subscription, source: &str, webhook: Webhook) -> Run {
        let Ok(_permit) = self.running.acquire().await else { return failed(local("the engine stops")) };
        match self.checked(subscription.id, source).await {
            Ok(transform) => run(transform, webhook).await,
            Err(error) => failed(error),
        }
    }

    async fn checked(&self, id: SubscriptionId, source: &str) -> Result<Transform, TransformError> {
        let known = self.checked.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned();
        if let Some(transform) = known.filter(|transform| transform.source() == source) {
            return Ok(transform);
        }
        let transform = compile(source).await?;
        self.checked.lock().unwrap_or_else(PoisonError::into_inner).insert(id, transform.clone());
        Ok(transform)
    }
}

/// Checks a source.
pub(crate) async fn compile(source: &str) -> Result<Transform, TransformError> {
    let source = source.to_owned();
    let compiled = tokio::task::spawn_blocking(move || Transform::compile(&source)).await;
    compiled.unwrap_or_else(|_| Err(local("the sandbox broke down")))
}

/// Runs a transform that was checked.
pub(crate) async fn run(transform: Transform, webhook: Webhook) -> Run {
    let ran = tokio::task::spawn_blocking(move || transform.run(webhook, Limits::default())).await;
    ran.unwrap_or_else(|_| failed(local("the sandbox broke down")))
}

fn local(message: &str) -> TransformError {
    TransformError { kind: ErrorKind::Local, message: message.to_owned(), line: None, column: None }
}

fn failed(error: TransformError) -> Run {
    Run { result: Err(error), console: Vec::new() }
}
