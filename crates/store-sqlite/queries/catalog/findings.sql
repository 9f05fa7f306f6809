select *
from findings
where source_id = ?1 and event_type = ?2
order by last_at desc, path
