delete from figure_notes
