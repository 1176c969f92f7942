from django.apps import AppConfig


class LegacyConfig(AppConfig):
    name = "daybook.legacy"
    label = "legacy"
    verbose_name = "Old systems"

    def ready(self) -> None:
        """Make the room's kinds known and put its reader to the book."""
        from daybook.book import readers
        from daybook.legacy import kinds
        from daybook.legacy.readers import DeliveryReader

        assert kinds.SENT
        readers.register(DeliveryReader())
