"""A detention with a life, and what a PDF says as a reader finds it."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader


@pytest.fixture
def pages():
    """The words of each page of a PDF, line breaks taken for spaces."""

    def read(body: bytes) -> list[str]:
        return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(body)).pages]

    return read
