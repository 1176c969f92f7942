"""The force's pages of this room, mounted at oversight/; those for everyone are in `open_urls`."""

from django.urls import path

from daybook.oversight.views import following, pages, sheets

app_name = "oversight"
urlpatterns = [
    path("", pages.index, name="index"),
    path("updates/", pages.updates, name="updates"),
    path("update/", following.update, name="update"),
    path("start-2013/", sheets.start, name="start-2013"),
    path("count/", sheets.count, name="count"),
    path("knowledge/", sheets.knowledge, name="knowledge"),
    path("keep/<slug:slug>/", sheets.keep, name="keep"),
    path("import/<slug:slug>/", sheets.take_in, name="import"),
    path("revise/<str:number>/", following.revise, name="revise"),
    path("override/<str:number>/", following.override, name="override"),
    path("lift/<str:number>/", following.lift, name="lift"),
    path("close/<str:number>/", following.close, name="close"),
    path("evidence/<str:number>/", following.evidence, name="evidence"),
    path("document/<uuid:evidence_id>/", pages.document, name="document"),
    path("<slug:slug>/", pages.sheet, name="sheet"),
    path("<slug:slug>/<str:number>/", pages.record, name="record"),
]
