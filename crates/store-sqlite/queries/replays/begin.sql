insert into replays (id, asked, state, planned, made, skipped, cursor, ended_at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
