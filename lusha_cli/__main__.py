"""The way in: `lusha` and `python -m lusha_cli`."""

import sys


def run() -> None:
    """Run the command line of this process and exit with its code."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        # Answered before Typer is imported: scripts ask for the version often.
        from lusha_cli import __version__

        if sys.stdout:
            sys.stdout.write(f"lusha {__version__}\n")
        return
    from lusha_cli.main import main

    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
