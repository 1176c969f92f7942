"""The engine runs in a notebook: nothing of it loads Django."""

import subprocess
import sys

PARTS = ("", ".reading", ".models", ".evaluation")


def test_the_engine_loads_no_django():
    imports = "; ".join(f"import daybook.forecast.engine{part}" for part in PARTS)
    loaded = f"import sys; {imports}; sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", loaded], check=False).returncode == 0
