delete from lab_runs
where id not in (
  select id
  from lab_runs
  order by id desc
  limit ?1
)
