from django.apps import AppConfig
from django.conf import settings


class DemoConfig(AppConfig):
    name = "daybook.demo"
    label = "demo"
    verbose_name = "The invented force"

    def ready(self) -> None:
        from daybook.demo import kinds  # noqa: F401

        if not settings.DEMO:
            return
        from daybook.access.demo import offer
        from daybook.demo import exports
        from daybook.demo.pages import machines_panel
        from daybook.demo.sign_ins import offered
        from daybook.web import places

        offer(offered)
        exports.offer()
        places.panels.add("home", machines_panel)
        places.panels.add("event-side", machines_panel)
