"""Telephone numbers in the one form to store and compare. Plain code, no database."""


def canonical(text: str) -> str:
    """Digits with the international sign; a United Kingdom number begins with 0: +44 7700 900123 gives 07700900123."""
    digits = "".join(sign for sign in text if sign.isdigit() or sign == "+")
    for prefix in ("+44", "0044"):
        if digits.startswith(prefix):
            return "0" + digits.removeprefix(prefix).removeprefix("0")
    return digits
