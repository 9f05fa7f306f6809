delete from lab_runs
where id = ?1
