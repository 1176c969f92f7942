"""The pages for everyone, mounted at open/: the same as the force's, without what the policy leaves out."""

from django.urls import path

from daybook.oversight.views import open_pages, register

app_name = "open"
urlpatterns = [
    path("", open_pages.index, name="index"),
    path("updates/", open_pages.updates, name="updates"),
    path("updates.atom", open_pages.atom, name="atom"),
    path("document/<uuid:evidence_id>/", open_pages.document, name="document"),
    path("register/", register.register, name="register"),
    path("register.csv", register.as_csv, name="register-csv"),
    path("register.json", register.as_json, name="register-json"),
    path("<slug:slug>/", open_pages.sheet, name="sheet"),
    path("<slug:slug>/<str:number>/", open_pages.record, name="record"),
]
