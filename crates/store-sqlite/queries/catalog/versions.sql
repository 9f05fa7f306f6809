select number, origin, since, schema, examples
from schema_versions
where source_id = ?1 and event_type = ?2
order by number desc
