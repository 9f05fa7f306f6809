//! What is known of the kinds of events, in memory.

use domain::{Timestamp, VerificationVerdict};
use store::{
    Adopted, Catalog, CatalogType, Cursor, Finding, LearnableEvent, LearningStep, LearntType, Moved, Origin,
    Resolution, SchemaVersion, StoreError, TriggeredRow, TypeKey,
};

use super::{Content, MemoryStore};

#[async_trait::async_trait]
impl Catalog for MemoryStore {
    async fn learnt_to(&self) -> Result<Option<Cursor>, StoreError> {
        Ok(self.content().learnt_to)
    }

    async fn learnable_events(
        &self,
        after: Option<Cursor>,
        before: Cursor,
        limit: u32,
    ) -> Result<Vec<LearnableEvent>, StoreError> {
        let content = self.content();
        let events = content.events.values().map(|(event, _)| event).filter(|event| {
            after.is_none_or(|after| event.id.uuid() > after)
                && event.id.uuid() < before
                && event.verification.verdict != VerificationVerdict::Rejected
        });
        let learnable = events.map(|event| LearnableEvent {
            id: event.id,
            key: TypeKey { source_id: event.source_id, event_type: event.event_type.clone() },
            received_at: event.received_at,
            body_bytes: event.body_bytes,
        });
        Ok(learnable.take(limit as usize).collect())
    }

    async fn learn(&self, step: LearningStep) -> Result<Moved, StoreError> {
        let mut content = self.content();
        if content.learnt_to != step.from {
            return Ok(Moved::Lost);
        }
        content.learnt_to = Some(step.to);
        for learnt in step.types {
            content.begin_learnt_version(&learnt.key, learnt.first_at);
            content.learnt_types.insert(learnt.key.clone(), learnt);
        }
        for (key, met) in step.findings {
            let place = (key, met.path.clone(), met.sort.clone());
            let before = content.findings.get(&place).filter(|before| before.resolution.is_none());
            let finding = match before {
                Some(before) => Finding {
                    first_at: before.first_at,
                    first_event_id: before.first_event_id,
                    events: before.events + met.events,
                    ..met
                },
                None => met,
            };
            content.findings.insert(place, Finding { resolution: None, ..finding });
        }
        Ok(Moved::Done)
    }

    async fn learnt_type(&self, key: &TypeKey) -> Result<Option<LearntType>, StoreError> {
        Ok(self.content().learnt_types.get(key).cloned())
    }

    async fn catalog_types(&self) -> Result<Vec<CatalogType>, StoreError> {
        let content = self.content();
        let known = content.schemas.iter().filter_map(|(key, versions)| {
            let learnt = content.learnt_types.get(key);
            let open = content.findings.iter().filter(|((of, ..), found)| of == key && found.resolution.is_none());
            Some(CatalogType {
                key: key.clone(),
                first_at: learnt.map(|learnt| learnt.first_at),
                events: learnt.map_or(0, |learnt| learnt.events),
                versions: u32::try_from(versions.len()).unwrap_or(u32::MAX),
                origin: versions.last()?.origin,
                open_findings: u32::try_from(open.count()).unwrap_or(u32::MAX),
            })
        });
        Ok(known.collect())
    }

    async fn schema_versions(&self, key: &TypeKey) -> Result<Vec<SchemaVersion>, StoreError> {
        Ok(self.content().schemas.get(key).into_iter().flatten().rev().cloned().collect())
    }

    async fn add_schema(&self, key: TypeKey, version: SchemaVersion) -> Result<u32, StoreError> {
        Ok(self.content().add_version(key, version))
    }

    async fn findings(&self, key: &TypeKey) -> Result<Vec<Finding>, StoreError> {
        let content = self.content();
        let of_type = content.findings.iter().filter(|((of, ..), _)| of == key);
        let mut found: Vec<Finding> = of_type.map(|(_, finding)| finding.clone()).collect();
        found.sort_by_key(|finding| std::cmp::Reverse(finding.last_at));
        Ok(found)
    }

    async fn resolve_findings(&self, key: TypeKey, adopted: Option<Adopted>, now: Timestamp) -> Result<(), StoreError> {
        let mut content = self.content();
        let resolution = if adopted.is_some() { Resolution::Adopted } else { Resolution::Dismissed };
        for ((of, ..), finding) in &mut content.findings {
            if *of == key && finding.resolution.is_none() {
                finding.resolution = Some((resolution, now));
            }
        }
        if let Some(learnt) = content.learnt_types.get_mut(&key) {
            learnt.pending = None;
            if let Some(adopted) = &adopted {
                learnt.baseline.clone_from(&adopted.baseline);
            }
        }
        let Some(adopted) = adopted else { return Ok(()) };
        for version in content.schemas.entry(key.clone()).or_default() {
            if version.origin == Origin::Learnt && version.schema.is_none() {
                version.schema = Some(adopted.ended_schema.clone());
            }
        }
        content.begin_learnt_version(&key, now);
        Ok(())
    }

    async fn keep_triggered(&self, row: TriggeredRow, kept_max: u32) -> Result<(), StoreError> {
        let mut content = self.content();
        content.triggered.insert(row.id, row);
        while content.triggered.len() > kept_max as usize {
            content.triggered.pop_first();
        }
        Ok(())
    }

    async fn triggered(&self, limit: u32) -> Result<Vec<TriggeredRow>, StoreError> {
        Ok(self.content().triggered.values().rev().take(limit as usize).cloned().collect())
    }
}

impl Content {
    fn add_version(&mut self, key: TypeKey, version: SchemaVersion) -> u32 {
        let versions = self.schemas.entry(key).or_default();
        let number = versions.last().map_or(0, |last| last.number) + 1;
        versions.push(SchemaVersion { number, ..version });
        number
    }

    fn begin_learnt_version(&mut self, key: &TypeKey, since: Timestamp) {
        let is_open = |version: &SchemaVersion| version.origin == Origin::Learnt && version.schema.is_none();
        if !self.schemas.get(key).is_some_and(|versions| versions.iter().any(is_open)) {
            let examples = "[]".to_owned();
            let version = SchemaVersion { number: 0, origin: Origin::Learnt, since, schema: None, examples };
            self.add_version(key.clone(), version);
        }
    }
}
