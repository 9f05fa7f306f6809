select *
from learnt_types
where source_id = ?1 and event_type = ?2
