"""Pages of this room; mounted at the root, see config."""

from django.urls import path

from daybook.legacy.views import deliveries, desk, desk_actions, found, reconciliation, switch, systems

app_name = "legacy"
urlpatterns = [
    path("events/<uuid:event_id>/deliveries/", deliveries.deliveries, name="deliveries"),
    path(
        "custody-records/<uuid:custody_id>/deliveries/",
        deliveries.custody_deliveries,
        name="custody-deliveries",
    ),
    path("search/<uuid:search_id>/old-systems/", found.found, name="found"),
    path("old-systems/answers/<uuid:ask_id>/<int:place>/", found.record, name="found-record"),
    path("old-systems/take-in-found/", found.taken_in, name="take-in-found"),
    path("old-systems/", systems.systems, name="systems"),
    path("old-systems/part/", systems.systems_part, name="systems-part"),
    path("old-systems/<slug:name>/switch/", switch.switch, name="switch"),
    path("old-systems/<slug:name>/turn-switch/", switch.turn, name="turn-switch"),
    path("switch-turns/<uuid:turn_id>/answer-turn/", switch.answer, name="answer-turn"),
    path("old-systems/<slug:name>/pause/", systems.pause, name="pause"),
    path("old-systems/<slug:name>/resume/", systems.resume, name="resume"),
    path("old-systems/<slug:name>/reconciliation/", reconciliation.reconciliation, name="reconciliation"),
    path("old-systems/<slug:name>/reconcile/", reconciliation.reconcile, name="reconcile"),
    path("old-systems/<slug:name>/repair-all/", reconciliation.repair_all, name="repair-all"),
    path("differences/<uuid:difference_id>/", reconciliation.difference, name="difference"),
    path("differences/<uuid:difference_id>/repair/", reconciliation.repair, name="repair"),
    path("differences/<uuid:difference_id>/settle/", reconciliation.settle, name="settle"),
    path("exceptions/", desk.desk, name="desk"),
    path("exceptions/send-again/", desk_actions.resend_all, name="resend-all"),
    path("exceptions/<uuid:delivery_id>/", desk.exception, name="exception"),
    path("exceptions/<uuid:delivery_id>/lock/", desk_actions.lock, name="lock"),
    path("exceptions/<uuid:delivery_id>/unlock/", desk_actions.unlock, name="unlock"),
    path("exceptions/<uuid:delivery_id>/send-again/", desk_actions.resend, name="resend"),
    path("exceptions/<uuid:delivery_id>/withdraw/", desk_actions.withdraw, name="withdraw"),
    path("exceptions/replies/<uuid:reply_id>/", desk_actions.reply, name="reply"),
]
