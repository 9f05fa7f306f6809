select destination_id, stage
from destination_tallies
where deliveries > 0
  and (?1 is null or destination_id = ?1)
  and (?2 is null or stage in (select value from json_each(?2)))
