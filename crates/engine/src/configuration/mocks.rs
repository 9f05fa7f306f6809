//! Mock destinations: make, change, delete.

use domain::Mock;
use domain::mock::{
    ANSWERS_MAX, BODY_BYTES_MAX, DELAY_MS_MAX, MOCKS_MAX, MockAnswer, MockBody, MockReply, MockRule, RULES_MAX,
};

use super::{Configuration, ConfigurationError};
use crate::changes::Change;

/// Fields that the receiver writes itself, since they say where an answer ends.
const OWN_FIELDS: [&str; 4] = ["content-length", "transfer-encoding", "connection", "trailer"];
/// Most header fields of one answer.
const HEADERS_MAX: usize = 50;

impl Configuration {
    /// Makes a mock.
    ///
    /// # Errors
    /// When its name is taken, a field is refused, or the store cannot be written.
    pub async fn create_mock(&self, name: &str, rules: Vec<MockRule>) -> Result<(), ConfigurationError> {
        let writing = self.writing.lock().await;
        let mock = Mock { name: checked_name(name)?, rules: checked_rules(rules)?, created_at: self.now() };
        let snapshot = self.snapshot();
        if snapshot.mock_at(name).is_some() {
            let detail = format!("there is a mock `{name}` already");
            return Err(ConfigurationError::invalid("name", detail, "Choose another name."));
        }
        if snapshot.mocks().len() >= MOCKS_MAX {
            let detail = format!("there are {MOCKS_MAX} mocks already");
            return Err(ConfigurationError::invalid("name", detail, "Delete one that is not needed any more."));
        }
        self.store.put_mock(mock).await?;
        self.refresh(writing, Change::Mocks).await
    }

    /// Gives a mock other rules.
    ///
    /// # Errors
    /// When it is unknown, a rule is refused, or the store cannot be written.
    pub async fn change_mock(&self, name: &str, rules: Vec<MockRule>) -> Result<(), ConfigurationError> {
        let writing = self.writing.lock().await;
        let mock = self.snapshot().mock(name)?.as_ref().clone();
        self.store.put_mock(Mock { rules: checked_rules(rules)?, ..mock }).await?;
        self.refresh(writing, Change::Mocks).await
    }

    /// Deletes a mock. Destinations that point to it stay; they are answered 404.
    ///
    /// # Errors
    /// When it is unknown, or the store cannot be written.
    pub async fn delete_mock(&self, name: &str) -> Result<(), ConfigurationError> {
        let writing = self.writing.lock().await;
        self.snapshot().mock(name)?;
        self.store.delete_mock(name.to_owned()).await?;
        self.refresh(writing, Change::Mocks).await
    }
}

fn checked_name(name: &str) -> Result<String, ConfigurationError> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
    if (1..=64).contains(&name.len()) && name.bytes().all(is_plain) {
        return Ok(name.to_owned());
    }
    let hint = "Use 1 to 64 lower-case letters, digits, `-` and `_`.";
    Err(ConfigurationError::invalid("name", format!("`{name}` cannot be part of an address"), hint))
}

fn checked_rules(rules: Vec<MockRule>) -> Result<Vec<MockRule>, ConfigurationError> {
    if rules.len() > RULES_MAX {
        return Err(refused(0, format!("a mock has at most {RULES_MAX} rules"), "Use filters that mean more."));
    }
    for (place, rule) in rules.iter().enumerate() {
        if !(1..=100).contains(&rule.chance_percent) {
            return Err(refused(place, "the chance is 1 to 100 percent", "Delete the rule instead of 0 percent."));
        }
        if !(1..=ANSWERS_MAX).contains(&rule.answers.len()) {
            let detail = format!("a rule has 1 to {ANSWERS_MAX} answers");
            return Err(refused(place, detail, "A sequence can begin again after its last answer."));
        }
        let is_method = |method: &String| http::Method::from_bytes(method.as_bytes()).is_ok();
        if let Some(method) = rule.methods.iter().find(|method| !is_method(method)) {
            return Err(refused(place, format!("`{method}` is no method"), "For example POST."));
        }
        for answer in &rule.answers {
            check_answer(place, answer)?;
        }
    }
    Ok(rules)
}

fn check_answer(place: usize, answer: &MockAnswer) -> Result<(), ConfigurationError> {
    if answer.delay.min_ms > answer.delay.max_ms || answer.delay.max_ms > DELAY_MS_MAX {
        let detail = format!("a delay is 0 to {DELAY_MS_MAX} ms, the shorter first");
        return Err(refused(place, detail, "For an answer that never comes, choose to hang."));
    }
    answer.act.reply().map_or(Ok(()), |reply| check_reply(place, reply))
}

fn check_reply(place: usize, reply: &MockReply) -> Result<(), ConfigurationError> {
    if !(200..=599).contains(&reply.status) {
        let detail = format!("{} is no status of an answer", reply.status);
        return Err(refused(place, detail, "Use 200 to 599."));
    }
    if reply.headers.len() > HEADERS_MAX {
        return Err(refused(place, format!("an answer has at most {HEADERS_MAX} header fields"), "Use fewer."));
    }
    for (name, value) in &reply.headers {
        let is_sendable =
            http::HeaderName::from_bytes(name.as_bytes()).is_ok() && http::HeaderValue::from_str(value).is_ok();
        if !is_sendable {
            let detail = format!("the header field `{name}` cannot be sent");
            return Err(refused(place, detail, "Names have letters, digits and `-`; values have no line breaks."));
        }
        if OWN_FIELDS.iter().any(|own| own.eq_ignore_ascii_case(name)) {
            let detail = format!("`{name}` is written by the receiver itself");
            return Err(refused(place, detail, "For a body that ends too soon, choose a partial answer."));
        }
    }
    match &reply.body {
        MockBody::Text(text) if text.len() > BODY_BYTES_MAX => {
            Err(refused(place, format!("a body has at most {BODY_BYTES_MAX} bytes"), "Use a shorter one."))
        }
        MockBody::Text(_) | MockBody::Echo => Ok(()),
    }
}

fn refused(place: usize, detail: impl Into<String>, hint: &'static str) -> ConfigurationError {
    ConfigurationError::invalid("rules", format!("rule {}: {}", place + 1, detail.into()), hint)
}
