"""Run the command line: `python -m reportedly`."""

from reportedly.cli.commands import run

if __name__ == "__main__":
    run()
