"""Pages of this room; mounted at the root, see config."""

from django.urls import path

from daybook.records.views import event, person, report_form, search

app_name = "records"
urlpatterns = [
    path("search/", search.search, name="search"),
    path("search/<uuid:search_id>/", search.results, name="search-results"),
    path("people/<uuid:record_id>/", person.person, name="person"),
    path("reports/", event.reports, name="reports"),
    path("reports/arrest/", event.new_arrest, name="new-arrest"),
    path("reports/<slug:slug>/new/", report_form.new_report, name="new-report"),
    path("reports/<slug:slug>/schema.json", report_form.report_schema, name="report-schema"),
    path("reports/<slug:slug>/drafts/<uuid:draft>/", report_form.save_draft, name="save-draft"),
    path("reports/<slug:slug>/candidates/", report_form.person_candidates, name="person-candidates"),
    path("drafts/<uuid:draft>/discard/", report_form.discard_draft, name="discard-draft"),
    path("offences/find/", report_form.find_offences, name="find-offences"),
    path("events/<uuid:event_id>/", event.event, name="event"),
    path("events/<uuid:event_id>/amend/", event.amend, name="amend"),
    path("events/<uuid:event_id>/identify/", event.identify, name="identify"),
    path("events/<uuid:event_id>/change/<slug:slug>/", event.change, name="change"),
]
