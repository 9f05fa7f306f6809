insert into figure_notes (changes)
values (?)
