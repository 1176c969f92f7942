"""The suite that an address names."""

from __future__ import annotations

from django.http import Http404

from daybook.custody.models import Suite


def suite_or_404(code: str) -> Suite:
    suite = Suite.objects.filter(code=code).first()
    if suite is None:
        raise Http404("There is no such custody suite. Look at the list of suites.")
    return suite
