delete from saved_views
where id = ?1
