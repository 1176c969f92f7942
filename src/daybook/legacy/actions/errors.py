"""Why something about a delivery cannot be done, as a sentence for the page and the API."""


class CannotDo(ValueError):
    """The message says what stands in the way and what to do."""
