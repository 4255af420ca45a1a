"""Being here, this file puts tests/ on the path (rooms of tests share hand_made.py), and here tools/ with it."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent.parent / "tools"))
