"""`python -m handoutgen` is the same as the command `handoutgen`."""

from handoutgen.cli.main import main

if __name__ == "__main__":
    main()
