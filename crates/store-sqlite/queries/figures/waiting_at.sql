-- What waited at ?2, a full minute: what waits now without what changed since, by the minute up to the next full hour
-- ?3, and by the hour from there on.
select
  (
    select ifnull(sum(deliveries), 0)
    from destination_tallies
    where stage in (0, 1, 5) and (length(?1) = 0 or destination_id = ?1)
  )
  - (
    select ifnull(sum(waiting_change), 0)
    from figures
    where owner_id = ?1 and length_ms = 60000 and start_at >= ?2 and start_at < ?3
  )
  - (
    select ifnull(sum(waiting_change), 0)
    from figures
    where owner_id = ?1 and length_ms = 3600000 and start_at >= ?3
  ) as waiting
