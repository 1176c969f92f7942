import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "daybook.config.settings")
django.setup()

from daybook.config.serving import Handler, spare_the_collector  # noqa: E402 (needs the settings)

application = Handler()
spare_the_collector()
