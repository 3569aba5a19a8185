from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "trellis.apps.accounts"
    label = "accounts"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from trellis.apps.core.audit.sentences import register

        register({"profile.changed": _("changed their profile")})
