"""`python -m trellis.cli` is the `trellis` command."""

from trellis.cli.main import run

if __name__ == "__main__":
    run()
