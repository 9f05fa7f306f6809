//! The texts that a sender may have signed instead of the one that is due.

use super::cause::Cause;
use crate::template::Template;

/// What senders sign when they read another provider's manual, or none.
const TEMPLATES: [&str; 12] = [
    "{body}",
    "{timestamp}.{body}",
    "{timestamp}:{body}",
    "{timestamp}{body}",
    "{body}{timestamp}",
    "v0:{timestamp}:{body}",
    "{id}.{timestamp}.{body}",
    "{timestamp}.{id}.{body}",
    "{id}.{body}",
    "{id}{timestamp}{body}",
    "{url}{body}",
    "{body}{url}",
];

/// Each other text that has no parts but those of the text that is due.
pub(super) fn of(due: &Template) -> impl Iterator<Item = (Cause, Template)> {
    TEMPLATES.into_iter().filter(|written| *written != due.written()).filter_map(|written| {
        let template = Template::parse(written).ok()?;
        let is_possible = (due.has_id() || !template.has_id())
            && (due.has_timestamp() || !template.has_timestamp())
            && (due.has_url() || !template.has_url());
        let cause = Cause::OtherText { signed: written, due: due.written().to_owned() };
        is_possible.then_some((cause, template))
    })
}
