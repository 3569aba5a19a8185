"""Gets Trellis ready on a machine that has only Python, then does what was asked (`make` calls this).

This file keeps to what Python 3.6 understands, so that an old Python can say that it is too old, or hand
over to a newer one that is installed beside it. What does the work is in the modules next to it.
"""

import os
import shutil
import subprocess
import sys

NEEDED = (3, 11)
NEWER = ("python3.13", "python3.12", "python3.11", "python3.14")


def runs(program: str) -> bool:
    """Whether `program` starts and is new enough (a version manager's shim can be there and not start)."""
    test = "import sys; sys.exit(sys.version_info < {!r})".format(NEEDED)
    return subprocess.call([program, "-c", test], stderr=subprocess.DEVNULL) == 0


def use_newer_python() -> None:
    """Starts this file again in a Python that is new enough, or says what to install."""
    for name in NEWER:
        program = shutil.which(name)
        if program and runs(program):
            sys.stdout.flush()
            os.execv(program, [program, *sys.argv])
    have = ".".join(str(part) for part in sys.version_info[:2])
    sys.exit(
        "Trellis needs Python {}.{} or later; this is {}.\n"
        "Install a newer one (from python.org, or with the system's packages: python3.12), "
        "then run the same command again.".format(NEEDED[0], NEEDED[1], have)
    )


if __name__ == "__main__":
    if sys.version_info < NEEDED:
        use_newer_python()
    import commands

    sys.exit(commands.main(sys.argv[1:]))
