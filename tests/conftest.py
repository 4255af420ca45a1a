"""No test reads the actors or the gazetteer of whoever runs it.

Being here, this file puts tests/ on the path (rooms of tests share hand_made.py), and here tools/ with it.
"""

import os
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "tools"))
os.environ["REPORTEDLY_ACTORS"] = os.devnull
os.environ["REPORTEDLY_GAZETTEER"] = os.devnull
