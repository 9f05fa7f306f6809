update schema_versions
set schema = ?3
where source_id = ?1 and event_type = ?2 and origin = 'learnt' and schema is null
