"""Pages of this room; mounted at /custody/, see config."""

from django.urls import path, register_converter

from daybook.custody.numbers import NumberInAddress
from daybook.custody.views import (
    alerts,
    board,
    booking,
    correct,
    drafts,
    entry,
    figures,
    handover,
    new_suite,
    overrides,
    papers,
    quick,
    record,
    suites,
    waiting,
    wall,
)

register_converter(NumberInAddress, "custody")

app_name = "custody"
urlpatterns = [
    path("", suites.suites, name="suites"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts/<uuid:entry>/acknowledge/", alerts.acknowledge, name="acknowledge"),
    path("arrests/<uuid:arrest>/book-in/", booking.open_from_arrest, name="open"),
    path("worker.js", board.worker, name="board-worker"),
    path("suite/<slug:code>/", board.whole, name="board"),
    path("suite/<slug:code>/again/", board.again, name="board-again"),
    path("suite/<slug:code>/part/", board.part, name="board-part"),
    path("suite/<slug:code>/live/", board.stream, name="board-live"),
    path("suite/<slug:code>/wall/", wall.put_up, name="board-wall"),
    path("suite/<slug:code>/entry/", board.write, name="board-write"),
    path("suite/<slug:code>/waiting/", waiting.waiting, name="waiting"),
    path("suite/<slug:code>/handover/", handover.handover, name="handover"),
    path("suite/<slug:code>/figures/", figures.figures, name="figures"),
    path("suite/<slug:code>/print/sheets/", papers.suite_sheets, name="suite-sheets"),
    path("suites/new/", new_suite.new_suite, name="new-suite"),
    path("overrides/", overrides.overrides, name="overrides"),
    path("overrides/<uuid:entry>/review/", overrides.review, name="review-override"),
    path("figures/", figures.public_figures, name="public-figures"),
    path("drafts/<uuid:about>/<str:form>/<uuid:draft>/", drafts.save_draft, name="save-draft"),
    path("record/<custody:number>/", record.record, name="record"),
    path("record/<custody:number>/part/", record.part, name="record-part"),
    path("record/<custody:number>/print/", papers.papers, name="papers"),
    path("record/<custody:number>/print/sheet/", papers.sheet, name="sheet"),
    path("record/<custody:number>/print/<slug:paper>/", papers.copy, name="copy"),
    path("record/<custody:number>/book-in/", booking.steps, name="book-in"),
    path("record/<custody:number>/book-in/<slug:slug>/", booking.step, name="step"),
    path("record/<custody:number>/entries/<uuid:entry>/correct/", correct.correct, name="correct"),
    path("record/<custody:number>/tap/<slug:kind>/<slug:tap>/", quick.tap, name="tap"),
    path("record/<custody:number>/write/<slug:kind>/", entry.write, name="write"),
]
