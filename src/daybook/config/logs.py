"""Logs without personal data: a traceback tells where it happened and which error, never the error's words."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """An error's message may quote what was typed or a row of the database, so only its type is written."""

    def formatException(self, ei: ExcInfo) -> str:
        kind, _, trace = ei
        frames = traceback.format_tb(trace)[-12:]
        return "".join(frames) + (kind.__name__ if kind else "")


def configuration(level: str) -> dict[str, Any]:
    """Everything to standard error, one line a record."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "quiet": {"()": QuietFormatter, "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "quiet"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
        },
    }
