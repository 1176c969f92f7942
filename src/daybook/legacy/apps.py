from importlib import import_module

from django.apps import AppConfig


class LegacyConfig(AppConfig):
    name = "daybook.legacy"
    label = "legacy"
    verbose_name = "Old systems"

    def ready(self) -> None:
        """Make the room's kinds known and put fill its places and put its reader to the book."""
        from daybook.book import readers
        from daybook.legacy.exports import exports
        from daybook.legacy.readers import DeliveryReader
        from daybook.nominals.exports import register_source

        for part in ("kinds", "places", "deeds", "subject_access", "retention"):
            import_module(f"{self.name}.{part}")
        readers.register(DeliveryReader())
        register_source(exports)
