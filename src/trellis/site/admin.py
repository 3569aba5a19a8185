"""Django's admin: a window for operators, not part of the product."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _


class SuperuserAdminSite(AdminSite):
    """Answers 404 to everybody but superusers, who sign in where all others do."""

    site_header = site_title = "Trellis"
    index_title = _("Records")

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        raise Http404("Only superusers can open the admin.")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                raise Http404("Only superusers can open the admin.")
            return inner(request, *args, **kwargs)

        return guarded
