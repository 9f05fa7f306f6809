-- Views of the timeline that people gave a name: the filter, the columns and the grouping, as JSON.
create table saved_views (
  id blob primary key not null check (length(id) = 16),
  record text not null
) strict, without rowid;
