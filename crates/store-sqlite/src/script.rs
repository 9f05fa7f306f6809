//! Statements that need no answer before the commit: they wait, and go to SQLite's thread together, as one text.
//!
//! Each way to that thread and back wakes up two sleeping threads, which costs more than most statements do. So captures
//! are one way from `begin` to `commit`, conclusions as well, and both together are two.

use sqlx::sqlite::{SqliteArguments, SqliteConnection, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, Encode, Sqlite, Type};

/// Statements and what is bound to them, in the order they will run.
#[derive(Default)]
pub(crate) struct Script {
    texts: Vec<&'static str>,
    arguments: SqliteArguments,
    /// What could not be bound, told when the script is run.
    refused: Option<sqlx::error::BoxDynError>,
}

impl Script {
    /// Adds a statement. Its places are plain `?`, and are bound next, in their order: they take what is bound from
    /// where the statement before stopped.
    pub(crate) fn say(&mut self, text: &'static str) -> &mut Self {
        self.texts.push(text);
        self
    }

    /// Binds a value to the next place.
    pub(crate) fn bind<T>(&mut self, value: T) -> &mut Self
    where
        T: Encode<'static, Sqlite> + Type<Sqlite>,
    {
        if let Err(error) = self.arguments.add(value) {
            self.refused.get_or_insert(error);
        }
        self
    }

    /// Runs what waits, and answers the rows of the statements that return any.
    ///
    /// # Errors
    /// When one of them fails; those before it have run, in the transaction that is to be rolled back.
    pub(crate) async fn fetch(&mut self, connection: &mut SqliteConnection) -> Result<Vec<SqliteRow>, sqlx::Error> {
        let Self { texts, arguments, refused } = std::mem::take(self);
        if let Some(error) = refused {
            return Err(sqlx::Error::Encode(error));
        }
        if texts.is_empty() {
            return Ok(Vec::new());
        }
        // All of them are texts of ours.
        sqlx::query_with(AssertSqlSafe(texts.join(";\n")), arguments).fetch_all(connection).await
    }

    /// Runs what waits.
    ///
    /// # Errors
    /// As [`Script::fetch`].
    pub(crate) async fn run(&mut self, connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
        self.fetch(connection).await.map(|_| ())
    }
}
