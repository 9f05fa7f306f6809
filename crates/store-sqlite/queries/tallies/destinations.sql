select destination_id, stage, deliveries
from destination_tallies
where deliveries > 0
order by destination_id, stage
