delete from discarded
where discarded_at < ?1
