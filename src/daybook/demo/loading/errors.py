"""Why the invented force cannot be loaded here."""


class CannotLoad(RuntimeError):
    """The sentence says what is wrong and what to do."""
