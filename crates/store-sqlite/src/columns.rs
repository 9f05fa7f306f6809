//! Reads the columns of a row, and says which one cannot be read.

use domain::id::Id;
use domain::{EventTypeName, Headers, Timestamp};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, Sqlite};
use store::StoreError;

/// One row, by the names of its columns.
pub(crate) struct Columns<'r>(pub(crate) &'r SqliteRow);

impl<'r> Columns<'r> {
    fn get<T>(&self, name: &'static str) -> Result<T, StoreError>
    where
        T: sqlx::Decode<'r, Sqlite> + sqlx::Type<Sqlite>,
    {
        self.0.try_get(name).map_err(|error| StoreError::Unreadable { what: name, value: error.to_string() })
    }

    pub(crate) fn integer(&self, name: &'static str) -> Result<i64, StoreError> {
        self.get(name)
    }

    pub(crate) fn integer_or_none(&self, name: &'static str) -> Result<Option<i64>, StoreError> {
        self.get(name)
    }

    /// A count or a length: an integer of a narrower type.
    pub(crate) fn count<T: TryFrom<i64>>(&self, name: &'static str) -> Result<T, StoreError> {
        narrowed(name, self.integer(name)?)
    }

    pub(crate) fn count_or_none<T: TryFrom<i64>>(&self, name: &'static str) -> Result<Option<T>, StoreError> {
        self.integer_or_none(name)?.map(|value| narrowed(name, value)).transpose()
    }

    pub(crate) fn flag(&self, name: &'static str) -> Result<bool, StoreError> {
        Ok(self.integer(name)? != 0)
    }

    pub(crate) fn text(&self, name: &'static str) -> Result<&'r str, StoreError> {
        self.get(name)
    }

    pub(crate) fn text_or_none(&self, name: &'static str) -> Result<Option<String>, StoreError> {
        self.get(name)
    }

    pub(crate) fn bytes(&self, name: &'static str) -> Result<&'r [u8], StoreError> {
        self.get(name)
    }

    pub(crate) fn bytes_or_none(&self, name: &'static str) -> Result<Option<&'r [u8]>, StoreError> {
        self.get(name)
    }

    pub(crate) fn time(&self, name: &'static str) -> Result<Timestamp, StoreError> {
        self.integer(name).map(Timestamp::from_unix_ms)
    }

    pub(crate) fn time_or_none(&self, name: &'static str) -> Result<Option<Timestamp>, StoreError> {
        Ok(self.integer_or_none(name)?.map(Timestamp::from_unix_ms))
    }

    pub(crate) fn id<K>(&self, name: &'static str) -> Result<Id<K>, StoreError> {
        id_of(name, self.bytes(name)?)
    }

    pub(crate) fn id_or_none<K>(&self, name: &'static str) -> Result<Option<Id<K>>, StoreError> {
        self.bytes_or_none(name)?.map(|bytes| id_of(name, bytes)).transpose()
    }

    pub(crate) fn sha256(&self, name: &'static str) -> Result<[u8; 32], StoreError> {
        let bytes = self.bytes(name)?;
        bytes.try_into().map_err(|_| unreadable(name, format!("{} bytes", bytes.len())))
    }

    pub(crate) fn headers(&self, name: &'static str) -> Result<Headers, StoreError> {
        self.bytes(name).map(Headers::from_wire)
    }

    pub(crate) fn event_type(&self) -> Result<EventTypeName, StoreError> {
        let text = self.text("event_type")?;
        EventTypeName::parse(text).map_err(|_| unreadable("event_type", text))
    }

    /// A number for one of several things, read by their own `from_code`.
    pub(crate) fn code<T>(
        &self,
        name: &'static str,
        from_code: impl FnOnce(i64) -> Option<T>,
    ) -> Result<T, StoreError> {
        let code = self.integer(name)?;
        from_code(code).ok_or_else(|| unreadable(name, code.to_string()))
    }

    pub(crate) fn code_or_none<T>(
        &self,
        name: &'static str,
        from_code: impl FnOnce(i64) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let code = self.integer_or_none(name)?;
        code.map(|code| from_code(code).ok_or_else(|| unreadable(name, code.to_string()))).transpose()
    }

    pub(crate) fn json<T: serde::de::DeserializeOwned>(&self, name: &'static str) -> Result<T, StoreError> {
        from_json(name, self.text(name)?)
    }

    pub(crate) fn json_or_none<T: serde::de::DeserializeOwned>(
        &self,
        name: &'static str,
    ) -> Result<Option<T>, StoreError> {
        self.text_or_none(name)?.map(|text| from_json(name, &text)).transpose()
    }
}

/// What stands in a column is not known.
pub(crate) fn unreadable(what: &'static str, value: impl Into<String>) -> StoreError {
    StoreError::Unreadable { what, value: value.into() }
}

fn narrowed<T: TryFrom<i64>>(name: &'static str, value: i64) -> Result<T, StoreError> {
    T::try_from(value).map_err(|_| unreadable(name, value.to_string()))
}

fn id_of<K>(name: &'static str, bytes: &[u8]) -> Result<Id<K>, StoreError> {
    let bytes: [u8; 16] = bytes.try_into().map_err(|_| unreadable(name, format!("{} bytes", bytes.len())))?;
    Ok(Id::from_bytes(bytes))
}

fn from_json<T: serde::de::DeserializeOwned>(name: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| unreadable(name, text))
}

/// The text of a small value for a column read with [`Columns::json`].
pub(crate) fn to_json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("settings, replies and lists of texts and numbers have only text keys")
}

/// A length or count for a column; SQLite's integers are signed, and no length comes near the limit.
pub(crate) fn from_count(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
