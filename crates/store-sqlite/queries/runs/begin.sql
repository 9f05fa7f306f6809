insert into runs (began_at)
values (?1)
returning lease
