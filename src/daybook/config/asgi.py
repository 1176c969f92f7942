import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daybook.config.settings")
django.setup()

from daybook.config.readiness import make_ready  # noqa: E402 (needs the settings)
from daybook.config.serving import Handler, spare_the_collector  # noqa: E402 (needs the settings)

application = Handler()
make_ready()
spare_the_collector()
