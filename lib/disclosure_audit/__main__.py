"""``python -m disclosure_audit``, where the installed command is not on the path."""

from disclosure_audit.cli import main

main()
