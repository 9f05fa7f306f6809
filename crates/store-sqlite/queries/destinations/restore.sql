update destinations
set deleted_at = null
where id = ?1
