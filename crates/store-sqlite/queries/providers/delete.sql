delete from providers
where slug = ?1
