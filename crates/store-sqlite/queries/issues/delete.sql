delete from issues
where id = ?1
