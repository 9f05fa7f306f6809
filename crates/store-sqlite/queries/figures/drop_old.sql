-- An array of owners in hexadecimal, the length of the rows, and how many minutes in which something happened are kept.
delete from figures
where owner_id in (select unhex(value) from json_each(?))
  and length_ms = ?
  and start_at <= (select start_at from minute_tallies order by start_at desc limit 1 offset ?)
