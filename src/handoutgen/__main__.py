"""Where a process starts: the command `handoutgen`, which is the same as `python -m handoutgen`."""

import gc
import os
import sys


def run() -> None:
    """Run the command line, and leave with its exit code.

    Nobody searches for reference cycles meanwhile, nor when Python ends: a command is over before
    there are any worth finding, and the search takes a tenth of its time. What goes on for long
    turns it on again.
    """
    gc.disable()
    try:
        from handoutgen.cli.main import main

        main()
    except KeyboardInterrupt:  # while Python was still reading the program, or already ending
        sys.stderr.write("Interrupted.\n")
        os._exit(130)
    finally:
        gc.freeze()


if __name__ == "__main__":
    run()
