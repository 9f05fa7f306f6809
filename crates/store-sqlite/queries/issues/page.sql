-- ?1: states, or null for any. ?2: before this failure.
select *
from issues
where
  (?1 is null or state in (select value from json_each(?1)))
  and (?2 is null or seen < ?2)
order by seen desc
limit ?3
