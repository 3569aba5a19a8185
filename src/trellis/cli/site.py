"""Django for the commands that need it: set up once, asked a few questions, imported by no other command."""

from __future__ import annotations

import os

from trellis.cli.exits import CommandError, Exit

SETTINGS = "trellis.site.settings"


def set_up() -> None:
    """Load the site's settings and apps; a setting that can't be used becomes a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise CommandError(f"The site's settings can't be used: {error}", Exit.NOT_READY) from error


def check_database() -> None:
    """Raise when the database can't be reached, naming it without its password."""
    from django.db import connection
    from django.db.utils import Error

    try:
        connection.ensure_connection()
    except Error as error:
        raise CommandError(
            f"The database can't be reached ({database_name()}): {str(error).strip()}. Check DATABASE_URL.",
            Exit.NOT_READY,
        ) from error


def database_name() -> str:
    """Return the database's kind and name, without user or password."""
    from django.db import connection

    settings = connection.settings_dict
    host = f" on {settings['HOST']}" if settings.get("HOST") else ""
    return f"{connection.vendor} {settings['NAME']}{host}"


def pending_migrations() -> list[str]:
    """Return the migrations not applied yet, as “app.name”."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    targets = executor.loader.graph.leaf_nodes()
    return [f"{step.app_label}.{step.name}" for step, _ in executor.migration_plan(targets)]


def migrate() -> None:
    """Apply every migration."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
