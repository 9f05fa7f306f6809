select source_id, events, last_at
from source_tallies
where events > 0
order by source_id
