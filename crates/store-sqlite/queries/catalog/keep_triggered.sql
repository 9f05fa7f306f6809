insert into triggered (id, kept)
values (?1, ?2)
