"""Pages of this room; mounted at the root, see config."""

from django.urls import path

from daybook.records.views import (
    attachments,
    event,
    event_handling,
    links,
    person,
    person_changes,
    printed,
    report_form,
    search,
    things,
)

app_name = "records"
urlpatterns = [
    path("search/", search.search, name="search"),
    path("search/<uuid:search_id>/", search.results, name="search-results"),
    path("people/new/", person_changes.new_person, name="new-person"),
    path("people/<uuid:record_id>/", person.person, name="person"),
    path("people/<uuid:record_id>/correct/", person_changes.correct_person, name="correct-person"),
    path("people/<uuid:record_id>/add-name/", person_changes.add_alias, name="add-alias"),
    path("people/<uuid:record_id>/add-warning/", person_changes.add_warning, name="add-warning"),
    path("people/<uuid:record_id>/identify/", person_changes.identify_person, name="identify-person"),
    path("people/<uuid:record_id>/handling/", person_changes.set_handling, name="set-handling"),
    path("people/<uuid:record_id>/print/", printed.print_person, name="print-person"),
    path("people/<uuid:record_id>/link/", links.link_person, name="link-person"),
    path("locations/<uuid:record_id>/", things.location, name="location"),
    path("vehicles/<uuid:record_id>/", things.vehicle, name="vehicle"),
    path("warnings/<uuid:warning_id>/withdraw/", person_changes.withdraw_warning, name="withdraw-warning"),
    path("links/<uuid:link_id>/end/", links.unlink, name="unlink"),
    path("reports/", event.reports, name="reports"),
    path("reports/arrest/", event.new_arrest, name="new-arrest"),
    path("reports/<slug:slug>/new/", report_form.new_report, name="new-report"),
    path("reports/<slug:slug>/schema.json", report_form.report_schema, name="report-schema"),
    path("reports/<slug:slug>/drafts/<uuid:draft>/", report_form.save_draft, name="save-draft"),
    path("reports/<slug:slug>/candidates/", report_form.person_candidates, name="person-candidates"),
    path("drafts/<uuid:draft>/discard/", report_form.discard_draft, name="discard-draft"),
    path("offences/find/", report_form.find_offences, name="find-offences"),
    path("events/<uuid:event_id>/", event.event, name="event"),
    path("events/<uuid:event_id>/print/", printed.print_event, name="print-event"),
    path("events/<uuid:event_id>/attach/", attachments.attach, name="attach"),
    path("attachments/<uuid:attachment_id>/", attachments.attachment, name="attachment"),
    path("events/<uuid:event_id>/amend/", event.amend, name="amend"),
    path("events/<uuid:event_id>/handling/", event_handling.set_handling, name="set-event-handling"),
    path("events/<uuid:event_id>/identify/", event.identify, name="identify"),
    path("events/<uuid:event_id>/change/<slug:slug>/", event.change, name="change"),
]
