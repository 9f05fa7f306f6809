select cursor
from learning
