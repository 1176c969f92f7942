"""Pages of harm review lists, under /harm-lists/."""

from django.urls import path

from daybook.forecast.harm.views import copies, disparity, index, keeping, rows

app_name = "harm"
urlpatterns = [
    path("", index.index, name="index"),
    path("new/", index.new, name="new"),
    path("weights/", keeping.weights, name="weights"),
    path("<uuid:list_id>/", rows.harm_list, name="list"),
    path("<uuid:list_id>/desk/", rows.desk, name="desk"),
    path("<uuid:list_id>/rows/<uuid:row_id>/", rows.harm_row, name="row"),
    path("<uuid:list_id>/people/<uuid:record_id>/", rows.candidate, name="candidate"),
    path("<uuid:list_id>/copies/", copies.copies, name="copies"),
    path("<uuid:list_id>/recalls/", copies.recalls, name="recalls"),
    path("recalls/<uuid:recall_id>/chase/", copies.chase, name="chase"),
    path("recalls/<uuid:recall_id>/answer/", copies.answer, name="answer"),
    path("<uuid:list_id>/disparity/", disparity.disparity, name="disparity"),
    path("<uuid:list_id>/keeping/", keeping.keeping, name="keeping"),
    path("<uuid:list_id>/keeping/assess/", keeping.assess, name="assess"),
    path("<uuid:list_id>/keeping/name/", keeping.name, name="name"),
    path("<uuid:list_id>/keeping/end/", keeping.end, name="end"),
    path("members/<uuid:member_id>/drop/", keeping.drop, name="drop"),
]
