"""`pullquote`, and `python -m bot`: listens for SIGTERM before anything that takes time is imported."""

from __future__ import annotations

import sys

from bot.sigterm import listen_early


def main() -> None:
    """Run the command line and exit with its code."""
    listen_early(sys.argv[1:])
    from bot.cli.root import command_line  # about 0.4 s, in which SIGTERM may come

    sys.exit(command_line())


if __name__ == "__main__":
    main()
