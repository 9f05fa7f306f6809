//! A change of the database that is written beside others in one transaction.

use std::future::Future;

use sqlx::sqlite::SqliteConnection;
use store::StoreError;
use tokio::sync::oneshot;

use crate::bodies::BodyKeys;
use crate::interned::Interned;
use crate::script::Script;
use crate::tally::TallyChanges;

/// What a verb writes with: the transaction's connection and what is added up for its end.
pub(crate) struct Writing<'t> {
    /// For statements that need an answer, once everything that waits has run.
    pub(crate) connection: &'t mut SqliteConnection,
    /// Statements that wait for company, the beginning of the transaction among them.
    pub(crate) script: Script,
    pub(crate) tally: TallyChanges,
    pub(crate) body_keys: &'t mut BodyKeys,
    pub(crate) interned: &'t mut Interned,
    /// Somebody waits for the figures over time to be in their table.
    pub(crate) are_figures_wanted: bool,
}

impl Writing<'_> {
    /// Runs the statements that wait.
    pub(crate) async fn flush(&mut self) -> Result<(), sqlx::Error> {
        self.script.run(self.connection).await
    }
}

/// One change. It may be applied twice: the first time in a group that is rolled back for another's sake.
pub(crate) trait Verb: Send + Sync + 'static {
    /// What the caller hears.
    type Answer: Send + 'static;

    /// What is attempted, for errors: `cancel a delivery`.
    const ATTEMPTED: &'static str;

    /// Writes it. An error rolls back the transaction.
    fn apply(&self, writing: &mut Writing<'_>) -> impl Future<Output = Result<Self::Answer, StoreError>> + Send;
}

/// A verb whose caller waits, whichever verb it is.
#[async_trait::async_trait]
pub(super) trait Command: Send {
    fn attempted(&self) -> &'static str;

    /// Writes it and keeps the answer.
    async fn apply(&mut self, writing: &mut Writing<'_>) -> Result<(), StoreError>;

    /// Tells the caller the answer, after the commit.
    fn answer(self: Box<Self>);

    /// Tells the caller that nothing was written.
    fn refuse(self: Box<Self>, error: StoreError);
}

/// A verb and its caller.
pub(super) struct Pending<V: Verb> {
    verb: V,
    applied: Option<V::Answer>,
    caller: oneshot::Sender<Result<V::Answer, StoreError>>,
}

impl<V: Verb> Pending<V> {
    pub(super) fn boxed(verb: V, caller: oneshot::Sender<Result<V::Answer, StoreError>>) -> Box<dyn Command> {
        Box::new(Self { verb, applied: None, caller })
    }
}

#[async_trait::async_trait]
impl<V: Verb> Command for Pending<V> {
    fn attempted(&self) -> &'static str {
        V::ATTEMPTED
    }

    async fn apply(&mut self, writing: &mut Writing<'_>) -> Result<(), StoreError> {
        self.applied = Some(self.verb.apply(writing).await?);
        Ok(())
    }

    fn answer(self: Box<Self>) {
        if let Some(answer) = self.applied {
            // A caller that went away does not mind.
            let _ = self.caller.send(Ok(answer));
        }
    }

    fn refuse(self: Box<Self>, error: StoreError) {
        let _ = self.caller.send(Err(error));
    }
}
