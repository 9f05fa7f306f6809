delete from secrets
where source_id = ?1 or destination_id = ?1
