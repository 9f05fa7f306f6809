update findings
set resolved_at = ?3, resolution = ?4
where source_id = ?1 and event_type = ?2 and resolved_at is null
