select source_id, events, last_at
from source_tallies
order by source_id
