from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "trellis.apps.core"
    label = "core"

    def ready(self) -> None:
        from trellis.apps.core import checks  # noqa: F401  registers the system checks
        from trellis.apps.core.jobs import tasks  # noqa: F401  registers the task that runs jobs
