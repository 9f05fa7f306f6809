delete from minute_tallies
where start_at <= (select start_at from minute_tallies order by start_at desc limit 1 offset ?)
