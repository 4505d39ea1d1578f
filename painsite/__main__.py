"""`python -m painsite`."""

from painsite.cli import run

run()
