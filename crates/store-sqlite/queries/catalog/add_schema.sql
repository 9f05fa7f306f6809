insert into schema_versions (source_id, event_type, number, origin, since, schema, examples)
values (
  ?1,
  ?2,
  1 + coalesce((select max(number) from schema_versions where source_id = ?1 and event_type = ?2), 0),
  ?3,
  ?4,
  ?5,
  ?6
)
returning number
