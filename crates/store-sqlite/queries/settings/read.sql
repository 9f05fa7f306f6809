select chosen
from settings
