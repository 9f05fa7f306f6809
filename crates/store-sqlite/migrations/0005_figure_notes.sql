-- What transactions changed in `figures` and is not added there yet, in the order they came: a JSON array of its rows
-- for each. A crash loses none of it; the next start adds it.
create table figure_notes (
  key integer primary key,
  changes text not null
) strict;
