delete from triggered
where id not in (select id from triggered order by id desc limit ?1)
