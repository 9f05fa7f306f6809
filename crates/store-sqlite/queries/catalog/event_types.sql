with known as (
  select source_id, event_type from learnt_types
  union
  select source_id, event_type from schema_versions
)
select
  known.source_id,
  known.event_type,
  learnt_types.first_at,
  coalesce(learnt_types.events, 0) as events,
  (
    select count(*)
    from schema_versions as version
    where version.source_id = known.source_id and version.event_type = known.event_type
  ) as versions,
  (
    select version.origin
    from schema_versions as version
    where version.source_id = known.source_id and version.event_type = known.event_type
    order by version.number desc
    limit 1
  ) as origin,
  (
    select count(*)
    from findings
    where
      findings.source_id = known.source_id
      and findings.event_type = known.event_type
      and findings.resolved_at is null
  ) as open_findings
from known
left join learnt_types using (source_id, event_type)
order by known.source_id, known.event_type
