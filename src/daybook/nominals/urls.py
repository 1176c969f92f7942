"""Pages of this room; mounted at the root, see config."""

from django.urls import path

from daybook.nominals.views import desk, model, proposals, sending, taking_in, why

app_name = "nominals"
urlpatterns = [
    path("data-quality/", desk.desk, name="desk"),
    path("data-quality/next/", desk.next_case, name="next"),
    path("data-quality/model/", model.model, name="model"),
    path("data-quality/systems/", sending.systems, name="sending"),
    path("data-quality/systems/<uuid:system_id>/retire/", sending.retire, name="retire-sending"),
    path("data-quality/<int:case_id>/", desk.case, name="case"),
    path("data-quality/<int:case_id>/decide/", desk.decide, name="decide"),
    path("data-quality/undo/<uuid:operation>/", desk.undo, name="undo"),
    path("data-quality/proposals/<uuid:proposal_id>/", proposals.proposal, name="proposal"),
    path("data-quality/proposals/<uuid:proposal_id>/answer/", proposals.answer, name="answer"),
    path("people/take-in/", taking_in.taken, name="take-in"),
    path("people/<uuid:record_id>/why/", why.why, name="why"),
    path("people/<uuid:record_id>/detach/", why.detach, name="detach"),
]
