select changes
from figure_notes
order by key
