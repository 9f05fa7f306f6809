delete from discarded
where discard_id = ?1
