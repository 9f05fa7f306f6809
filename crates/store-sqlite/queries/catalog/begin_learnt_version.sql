insert into schema_versions (source_id, event_type, number, origin, since, schema, examples)
select
  ?1,
  ?2,
  1 + coalesce((select max(number) from schema_versions where source_id = ?1 and event_type = ?2), 0),
  'learnt',
  ?3,
  null,
  '[]'
where not exists (
  select 1
  from schema_versions
  where source_id = ?1 and event_type = ?2 and origin = 'learnt' and schema is null
)
