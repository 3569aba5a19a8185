from django.apps import AppConfig


class AlliancesConfig(AppConfig):
    name = "trellis.apps.alliances"
    label = "alliances"

    def ready(self) -> None:
        from trellis.apps.alliances import audit, directory, signals  # noqa: F401  registers sentences and receivers
        from trellis.apps.core.permissions import set_directory

        set_directory(directory.AllianceDirectory())
