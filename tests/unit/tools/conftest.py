"""Makes the modules in tools/ importable: they are run as programs and belong to no package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tools"))
