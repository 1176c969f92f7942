"""The updates told to the public as an Atom feed (RFC 4287)."""

from __future__ import annotations

from datetime import datetime
from xml.etree import ElementTree as Xml

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from daybook.oversight.audience import PUBLIC
from daybook.oversight.models import Update
from daybook.oversight.queries import updates

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50


def updates_feed(request: HttpRequest) -> HttpResponse:
    """The newest fifty. The ids of entries are those of the updates: they stay the same wherever the feed is read."""
    rows = list(updates(PUBLIC)[:MOST])
    feed = Xml.Element("feed", xmlns=ATOM)
    page, own = (request.build_absolute_uri(reverse(f"open:{name}")) for name in ("updates", "atom"))
    _texts(feed, id=own, title=f"Progress updates, {settings.FORCE_NAME}")
    _texts(feed, updated=_moment(max((row.at for row in rows), default=timezone.now())))
    _texts(Xml.SubElement(feed, "author"), name=settings.FORCE_NAME)
    Xml.SubElement(feed, "link", rel="self", type="application/atom+xml", href=own)
    Xml.SubElement(feed, "link", rel="alternate", type="text/html", href=page)
    for row in rows:
        _entry(Xml.SubElement(feed, "entry"), row, page)
    content = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


def _entry(entry: Xml.Element, row: Update, page: str) -> None:
    about = f" ({row.recommendation.number})" if row.recommendation else ""
    _texts(entry, id=f"urn:uuid:{row.pk}", title=f"{row.title}{about}", updated=_moment(row.at))
    _texts(entry, published=f"{row.on.isoformat()}T00:00:00Z")
    Xml.SubElement(entry, "link", rel="alternate", type="text/html", href=f"{page}#update-{row.pk}")
    Xml.SubElement(entry, "content", type="text").text = row.text


def _texts(parent: Xml.Element, **parts: str) -> None:
    for name, text in parts.items():
        Xml.SubElement(parent, name).text = text


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
