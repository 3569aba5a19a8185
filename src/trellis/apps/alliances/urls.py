"""Addresses of alliances. Inside one, they begin with `a/<alliance>/`."""

from django.urls import include, path

from trellis.apps.alliances.views import home, invitation, landing, members, regions, settings, setup

app_name = "alliances"

inside = [
    path("", home.home, name="home"),
    path("set-up/", setup.setup, name="setup"),
    path("settings/", settings.settings, name="settings"),
    path("settings/publication/<str:page>/", settings.publication, name="publication"),
    path("settings/regions/", regions.regions, name="regions"),
    path("settings/regions/new/", regions.create, name="region_new"),
    path("settings/regions/<slug:region>/", regions.change, name="region"),
    path("settings/regions/<slug:region>/colleges/", regions.colleges, name="region_colleges"),
    path("settings/regions/<slug:region>/home/", regions.make_home, name="region_make_home"),
    path("settings/regions/<slug:region>/delete/", regions.delete, name="region_delete"),
    path("members/", members.people, name="members"),
    path("members/<int:pk>/role/", members.change_role, name="member_role"),
    path("members/<int:pk>/remove/", members.remove, name="member_remove"),
    path("members/invitations/<int:pk>/resend/", members.resend, name="invitation_resend"),
    path("members/invitations/<int:pk>/withdraw/", members.withdraw, name="invitation_withdraw"),
]

urlpatterns = [
    path("", landing.landing, name="landing"),
    path("start/", landing.start, name="start"),
    path("invitations/<str:token>/", invitation.invitation, name="invitation"),
    path("a/<slug:alliance>/", include(inside)),
]
