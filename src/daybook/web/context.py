"""What every page shows of the installation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

DEMO_BANNER = {
    "tag": {"text": "Demonstration"},
    "text": "Every person, officer and event here is invented. Do not enter anything about real people.",
}


def installation(request: HttpRequest) -> dict[str, Any]:
    """The force's name, whether this is a demonstration, and the nonce of this response."""
    return {
        "force_name": settings.FORCE_NAME,
        "is_demo": settings.DEMO,
        "demo_banner": DEMO_BANNER,
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }
