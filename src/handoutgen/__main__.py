"""Where a process starts: the command `handoutgen`, which is the same as `python -m handoutgen`."""

import gc


def run() -> None:
    """Run the command line, and leave with its exit code.

    Nobody searches for reference cycles meanwhile, nor when Python ends: a command is over before
    there are any worth finding, and the search takes a tenth of its time. What goes on for long
    turns it on again.
    """
    gc.disable()
    from handoutgen.cli.main import main

    try:
        main()
    finally:
        gc.freeze()


if __name__ == "__main__":
    run()
