update learnt_types
set pending = null, baseline = coalesce(?3, baseline)
where source_id = ?1 and event_type = ?2
