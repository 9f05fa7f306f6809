delete from secrets
where id = ?1
