"""Shared by all tests: a home folder of their own, so that no test touches a developer's keys or database."""

import os
import tempfile

os.environ.setdefault("DAYBOOK_HOME", tempfile.mkdtemp(prefix="daybook-test-"))
